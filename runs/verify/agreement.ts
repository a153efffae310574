import { bootstrapIntervals, type Interval } from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';

/** One quantity of one record, measured and as it should be; `undefined` where it was not measurable or is not known. */
export interface Pair {
  readonly record: string;
  readonly found: number | undefined;
  readonly reference: number | undefined;
}

/** How well a quantity is measured, after Bland JM, Altman DG (Lancet 1986;1:307–310). */
export interface Agreement {
  /** Records where both are known. */
  readonly both: number;
  /** Records where only the reference is known: missed. */
  readonly missed: number;
  /** Records where only we measured: more than the reference says. */
  readonly additional: number;
  /** Mean of found − reference; `undefined` with fewer than two records. */
  readonly bias: number | undefined;
  readonly biasInterval: Interval | undefined;
  /** Standard deviation of found − reference, n − 1. */
  readonly sd: number | undefined;
  /** The records that differ most, largest first. */
  readonly worst: readonly { readonly record: string; readonly difference: number }[];
}

const WORST = 3;
const SEED = 3;

/** Agreement over records, the interval of the bias by a bootstrap over them. */
export function agreement(pairs: readonly Pair[]): Agreement {
  const both = pairs.flatMap(({ record, found, reference }) =>
    found === undefined || reference === undefined ? [] : [{ record, difference: found - reference }],
  );
  const differences = both.map(({ difference }) => difference);
  const bias = meanOf(differences);
  const squares = differences.reduce((sum, d) => sum + (d - bias) ** 2, 0);
  const [intervals] =
    both.length < 2 ? [] : bootstrapIntervals(both.length, [weightedMean(differences)], { random: createRandom(SEED) });
  return {
    both: both.length,
    missed: pairs.filter(({ found, reference }) => found === undefined && reference !== undefined).length,
    additional: pairs.filter(({ found, reference }) => found !== undefined && reference === undefined).length,
    bias: both.length < 2 ? undefined : bias,
    biasInterval: intervals?.[0],
    sd: both.length < 2 ? undefined : Math.sqrt(squares / (both.length - 1)),
    worst: [...both].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)).slice(0, WORST),
  };
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function weightedMean(values: readonly number[]) {
  return (counts: ArrayLike<number>) => [
    values.reduce((sum, value, i) => sum + (counts[i] as number) * value, 0) / values.length,
  ];
}
