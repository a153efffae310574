import type { EcgErrorCode } from '../errors.ts';

/** Exit codes of the command line. 1 is left for faults of the program itself. */
export const EXIT_CODES = {
  'invalid-argument': 2,
  'malformed-input': 3,
  unsupported: 4,
  'model-mismatch': 5,
  unavailable: 6,
  /** Some records of several could not be done; the others were. */
  partial: 7,
  /** Stopped by Ctrl-C, with a checkpoint where there is something to continue. */
  interrupted: 130,
} as const satisfies Readonly<Record<EcgErrorCode | 'partial' | 'interrupted', number>>;
