import { bootstrapIntervals, type Interval } from '../../evaluate/index.ts';
import { createRandom } from '../../random.ts';
import { ATTRIBUTION_METHODS, type AttributionMethod, RECOMMENDED_METHOD } from '../attribution.ts';
import type { CheckedAttribution } from './check-record.ts';
import { rankCorrelation } from './rank-correlation.ts';

/** A mean over records, with its 95 % interval by a bootstrap over patients. */
export interface MeanFigure {
  readonly n: number;
  /** `undefined` without a record. */
  readonly mean: number | undefined;
  /** `undefined` with fewer than two patients. */
  readonly interval: Interval | undefined;
}

/** All figures of one method. */
export interface MethodFigures {
  readonly method: AttributionMethod;
  readonly processorMs: MeanFigure;
  /** Rank correlation with the same method on shuffled weights: of values, of magnitudes, and of those beyond the input; good methods are near 0. */
  readonly random: MeanFigure;
  readonly randomMagnitudes: MeanFigure;
  readonly randomBeyondInput: MeanFigure;
  readonly randomLast: MeanFigure;
  readonly randomLabels: MeanFigure;
  readonly otherSeed: MeanFigure;
  readonly seeds: MeanFigure;
  /** Share of attribution over share of time by class; more than 1 is good. */
  readonly segmentRatios: Readonly<Record<string, MeanFigure>>;
  /** Those over what the method gives with shuffled weights. */
  readonly segmentLifts: Readonly<Record<string, MeanFigure>>;
  readonly territoryRatio: MeanFigure;
  /** Log-odds better than chance, and than chance within segments. */
  readonly deletion: MeanFigure;
  readonly insertion: MeanFigure;
  readonly deletionInSegments: MeanFigure;
  readonly insertionInSegments: MeanFigure;
  /** Rank correlation of the cells with those of the recommended method. */
  readonly agreement: MeanFigure;
}

/** How complete the recommended method is. */
export interface CompletenessFigures {
  readonly n: number;
  readonly medianError: number | undefined;
  readonly largestError: number | undefined;
  /** Part of the records with an error of at most 1 %. */
  readonly within1Percent: number | undefined;
}

/** Figures by method, in the order of `ATTRIBUTION_METHODS`. */
export function summariseChecks(checked: readonly CheckedAttribution[]): readonly MethodFigures[] {
  const classes = [...new Set(checked.map((one) => one.case.class))];
  const keyOf = (one: CheckedAttribution) => `${one.case.name} ${one.case.class}`;
  const recommended = new Map(
    checked.filter(({ method }) => method === RECOMMENDED_METHOD).map((one) => [keyOf(one), one.cells]),
  );
  return ATTRIBUTION_METHODS.filter((method) => checked.some((one) => one.method === method)).map((method) => {
    const own = checked.filter((one) => one.method === method);
    const mean = (figure: (one: CheckedAttribution) => number | undefined) => meanFigure(own, figure);
    const byClass = (figure: (one: CheckedAttribution) => number | undefined) =>
      Object.fromEntries(
        classes.map((name) => [name, mean((one) => (one.case.class === name ? figure(one) : undefined))]),
      );
    return {
      method,
      processorMs: mean(({ processorMs }) => processorMs),
      random: mean(({ random }) => random.values),
      randomMagnitudes: mean(({ random }) => random.magnitudes),
      randomBeyondInput: mean(({ random }) => random.beyondInput),
      randomLast: mean(({ randomLast }) => randomLast.values),
      randomLabels: mean(({ randomLabels }) => randomLabels?.values),
      otherSeed: mean(({ otherSeed }) => otherSeed?.values),
      seeds: mean(({ seeds }) => seeds),
      segmentRatios: byClass(({ segmentRatio }) => segmentRatio),
      segmentLifts: byClass(({ segmentLift }) => segmentLift),
      territoryRatio: mean(({ territoryRatio }) => territoryRatio),
      deletion: mean(({ deletion }) => deletion.deletion),
      insertion: mean(({ deletion }) => deletion.insertion),
      deletionInSegments: mean(({ deletion }) => deletion.deletionInSegments),
      insertionInSegments: mean(({ deletion }) => deletion.insertionInSegments),
      agreement: mean((one) => {
        const other = recommended.get(keyOf(one));
        return other && rankCorrelation(one.cells, other);
      }),
    };
  });
}

/** Completeness over all cases of the recommended method. */
export function summariseCompleteness(checked: readonly CheckedAttribution[]): CompletenessFigures {
  const own = checked.filter(({ method }) => method === RECOMMENDED_METHOD);
  const errors = own.flatMap(({ completenessError }) => completenessError ?? []).sort((a, b) => a - b);
  return {
    n: errors.length,
    medianError: errors[errors.length >> 1],
    largestError: errors.at(-1),
    within1Percent: errors.length === 0 ? undefined : errors.filter((error) => error <= 0.01).length / errors.length,
  };
}

function meanFigure(
  checked: readonly CheckedAttribution[],
  figure: (one: CheckedAttribution) => number | undefined,
): MeanFigure {
  const found = checked.flatMap((one) => {
    const value = figure(one);
    return value === undefined ? [] : [{ value, patient: one.case.patient }];
  });
  const n = found.length;
  if (n === 0) return { n, mean: undefined, interval: undefined };
  const mean = found.reduce((sum, { value }) => sum + value, 0) / n;
  const [bounds] = bootstrapIntervals(
    n,
    [
      (counts) => {
        let [sum, count] = [0, 0];
        found.forEach(({ value }, i) => {
          sum += value * (counts[i] as number);
          count += counts[i] as number;
        });
        return [sum / count];
      },
    ],
    { groups: found.map(({ patient }) => patient), random: createRandom(1) },
  );
  return { n, mean, interval: bounds?.[0] };
}
