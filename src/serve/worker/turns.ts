import { EcgError } from '../../errors.ts';

/** Turns at something of which there are few: first come, first served. */
export interface Turns {
  /**
   * Waits for a turn, which is kept until it is given back.
   *
   * @param signal ends the waiting
   * @throws EcgError `unavailable` when too many wait already, the signal ends the waiting, or no more turns are given
   */
  readonly take: (signal: AbortSignal) => Promise<void>;
  readonly giveBack: () => void;
  readonly waiting: () => number;
  /** Gives no more turns; who waits is refused. */
  readonly end: () => void;
}

/**
 * @param places turns that are kept at the same time
 * @param mostWaiting more are refused
 */
export function createTurns(places: number, mostWaiting: number): Turns {
  const queue = new Set<{ readonly begin: () => void; readonly refuse: (error: EcgError) => void }>();
  let free = places;
  let hasEnded = false;
  return {
    take: async (signal) => {
      if (hasEnded) throw ending();
      if (free > 0) {
        free -= 1;
        return;
      }
      if (queue.size >= mostWaiting) throw tooMany();
      await new Promise<void>((begin, refuse) => {
        const place = { begin, refuse };
        queue.add(place);
        signal.addEventListener('abort', () => {
          if (queue.delete(place)) refuse(tooMany());
        });
      });
    },
    giveBack: () => {
      const [next] = queue;
      if (next === undefined) free += 1;
      else {
        queue.delete(next);
        next.begin();
      }
    },
    waiting: () => queue.size,
    end: () => {
      hasEnded = true;
      for (const { refuse } of queue) refuse(ending());
      queue.clear();
    },
  };
}

const tooMany = () => new EcgError('unavailable', 'openPool: too many records wait already; try again in a moment');
const ending = () => new EcgError('unavailable', 'openPool: the server is ending');
