import { EcgError } from '../errors.ts';
import { checkLabelledProbabilities } from './labelled-scores.ts';

/** Scores of one class from which on, and up to which, either label is in the confidence set. */
export interface ConformalLimits {
  /** Share of records, of either label, whose label the set holds. */
  readonly level: number;
  /** `present` is in the set at or above this score. */
  readonly presentFrom: number;
  /** `absent` is in the set at or below this score. */
  readonly absentTo: number;
}

/** The decisions on one class that are plausible at a level of confidence: one, both, or none where the score is unusual for either. */
export interface ConfidenceSet {
  /** Share of records, of either label, whose truth is in their set. */
  readonly level: number;
  readonly decisions: readonly ('present' | 'absent')[];
}

/** Rounding of (n + 1) × level must not add a record. */
const ROUNDING = 1e-9;

/**
 * Split-conformal limits of one class (Vovk, Gammerman & Shafer 2005; class-conditional, "Mondrian"): with them, a confidence set holds
 * the label of a new record with a probability of at least `level`, among those that have the class as among those that do not, whatever
 * the distribution of scores, and so at any prevalence. The guarantee is an average over draws of the records too: with n of one label,
 * the share on new records strays by about √(level (1 − level) / n).
 *
 * The n records of a label leave out the ⌊(n + 1)(1 − level)⌋ that are the least like it; where that is none, no score is
 * unlike it, and the label is in every set.
 *
 * @param labels 0 or 1, `[records]`, of records that the model was not trained on
 * @param scores probabilities, calibrated or not, `[records]`; the same that sets are asked for
 * @throws EcgError `invalid-argument` when lengths differ, a label is not 0 or 1, a score lies outside [0, 1], or `level` outside
 *   (0, 1)
 * @example
 * const labels = [0, 0, 0, 0, 1, 1, 1, 1];
 * const limits = fitConformal(labels, [0.1, 0.2, 0.3, 0.6, 0.5, 0.7, 0.8, 0.9], 0.6);
 * limits // => { level: 0.6, presentFrom: 0.7, absentTo: 0.3 }
 * confidenceSet(limits, 0.75) // => { level: 0.6, decisions: ['present'] }
 * confidenceSet(limits, 0.5).decisions // => []
 */
export function fitConformal(labels: ArrayLike<number>, scores: ArrayLike<number>, level: number): ConformalLimits {
  checkLabelledProbabilities('fitConformal', labels, scores);
  if (!(level > 0 && level < 1)) {
    throw new EcgError('invalid-argument', `fitConformal: level must lie within (0, 1), got ${level}`, { level });
  }
  const ascending = (label: number) =>
    Float64Array.from(scores)
      .filter((_, i) => labels[i] === label)
      .sort();
  return {
    level,
    presentFrom: limit(ascending(1).reverse(), level) ?? 0,
    absentTo: limit(ascending(0), level) ?? 1,
  };
}

/** The decisions that a score is not unlike. */
export function confidenceSet({ level, presentFrom, absentTo }: ConformalLimits, score: number): ConfidenceSet {
  const present = score >= presentFrom ? (['present'] as const) : [];
  const absent = score <= absentTo ? (['absent'] as const) : [];
  return { level, decisions: [...present, ...absent] };
}

/** The ⌈(n + 1) level⌉-th of the scores, which begin with the most usual for their label; none where there are not so many. */
function limit(scores: Float64Array, level: number): number | undefined {
  return scores[Math.ceil((scores.length + 1) * level - ROUNDING) - 1];
}
