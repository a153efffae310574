import type { Random } from '../random.ts';

/** What a graph needs from its caller, besides its inputs. */

/** Fills a parameter with its first values. */
export type Initialiser = (shape: readonly number[], random: Random) => Float32Array;

/** What is learnt: name, shape and first values. `decay` says whether weight decay applies. */
export interface ParameterSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initialise: Initialiser;
  readonly decay: boolean;
}

/** Running statistics: kept beside the parameters, updated from `batchValue`, an output of the training graph. */
export interface StatisticSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: number;
  readonly batchValue: string;
}

/** A dropout mask that the caller feeds: 0 with probability `rate`, else 1 / (1 − rate). */
export interface DropoutSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly rate: number;
}

/** Values of parameters and running statistics by name, each a flat array in row-major order. */
export type NamedValues = ReadonlyMap<string, Float32Array>;
