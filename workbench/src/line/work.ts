import type { Progress } from './tasks.ts';

/** A task under way: it tells how far it is, and is told when nobody wants it any more. */
export interface Work {
  readonly progress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/** Lets messages in, a wish to cancel among them. @throws the signal's reason once it is cancelled */
export async function pause({ signal }: Work): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}
