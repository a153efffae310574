import { type AttributionMethod, RECOMMENDED_METHOD } from '../attribution.ts';
import type { CompletenessFigures, MeanFigure, MethodFigures } from './summarise-checks.ts';

/** How many planted changes a method found. */
export interface PlantedFigures {
  readonly method: AttributionMethod;
  readonly cases: number;
  /** Where the largest change of attribution was in the right lead, in the right segment, and in both. */
  readonly lead: number;
  readonly segment: number;
  readonly both: number;
  /** Cases whose change the model answers to, and how often lead and segment are found there. */
  readonly answered: number;
  readonly bothOfAnswered: number;
}

/** What a method should do, and whether it does. */
export interface Verdict {
  readonly check: string;
  /** `undefined` where it could not be checked, or is not asked of the method. */
  readonly passed: boolean | undefined;
}

/**
 * The checks that a method should pass. Correlations are of values, with their signs where the method has signs (Adebayo et al. 2018, "Sanity
 * checks for saliency maps", NeurIPS, compare both these and magnitudes); deletion and insertion must beat orders that know the segments,
 * with the whole 95 % interval. Completeness is that of the recommended method.
 */
export function verdictsOf(
  method: MethodFigures,
  completeness: CompletenessFigures,
  planted: PlantedFigures | undefined,
): readonly Verdict[] {
  const below = (figure: MeanFigure, limit: number) =>
    figure.mean === undefined ? undefined : Math.abs(figure.mean) < limit;
  const above = (figure: MeanFigure | undefined, limit: number) =>
    figure?.mean === undefined ? undefined : figure.mean > limit;
  const better = ({ interval }: MeanFigure) => (interval === undefined ? undefined : interval[0] > 0);
  const isComplete = completeness.within1Percent === undefined ? undefined : completeness.within1Percent === 1;
  return [
    { check: 'adds up within 1 %', passed: method.method === RECOMMENDED_METHOD ? isComplete : undefined },
    { check: 'depends on all weights', passed: below(method.random, 0.2) },
    { check: 'also in magnitude', passed: below(method.randomMagnitudes, 0.2) },
    { check: 'depends on the labels', passed: below(method.randomLabels, 0.2) },
    { check: 'depends on the last layer', passed: below(method.randomLast, 0.2) },
    { check: 'ST and T in STTC', passed: above(method.segmentRatios.STTC, 1) },
    { check: 'QRS in CD', passed: above(method.segmentRatios.CD, 1) },
    { check: 'deletion', passed: better(method.deletionInSegments) },
    { check: 'insertion', passed: better(method.insertionInSegments) },
    {
      check: 'finds 90 % of what is planted',
      passed: planted && planted.cases > 0 ? planted.both >= 0.9 * planted.cases : undefined,
    },
  ];
}
