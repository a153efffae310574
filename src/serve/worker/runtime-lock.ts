import type { OpenSession } from '../../nn/index.ts';

/**
 * Held by a thread while it is in ONNX Runtime, whose native code ends the whole process when its thread is ended meanwhile. Who ends a
 * thread takes the lock first and keeps it: the thread then cannot get into the runtime any more.
 */
export type RuntimeLock = Int32Array<SharedArrayBuffer>;

const [FREE, HELD] = [0, 1];
/** Between two looks of who cannot wait by blocking. A run takes tens of milliseconds. */
const LOOK_MS = 10;

/** A lock that nobody holds. */
export function createRuntimeLock(): RuntimeLock {
  return new Int32Array(new SharedArrayBuffer(4));
}

const take = (lock: RuntimeLock) => Atomics.compareExchange(lock, 0, FREE, HELD) === FREE;

/** Takes a lock for good, as soon as the thread that has it lets go. */
export async function takeForGood(lock: RuntimeLock): Promise<void> {
  while (!take(lock)) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
}

/** Sessions of one thread, which hold the lock of its task while they run. */
export interface LockedSessions {
  readonly open: OpenSession;
  /** Says which lock is that of the task at hand. */
  readonly use: (lock: RuntimeLock) => void;
}

/** Has the sessions that `open` opens hold a lock. */
export function lockSessions(open: OpenSession): LockedSessions {
  let lock = createRuntimeLock();
  let inside = 0;
  const holding = async <T>(call: () => Promise<T>): Promise<T> => {
    // Several calls of one task may be under way at once.
    if (inside++ === 0) while (!take(lock)) Atomics.wait(lock, 0, HELD);
    try {
      return await call();
    } finally {
      if (--inside === 0) {
        Atomics.store(lock, 0, FREE);
        Atomics.notify(lock, 0);
      }
    }
  };
  return {
    open: (model, options) =>
      holding(async () => {
        const session = await open(model, options);
        return {
          ...session,
          run: (feeds) => holding(() => session.run(feeds)),
          close: () => holding(() => session.close()),
        };
      }),
    use: (next) => {
      lock = next;
    },
  };
}
