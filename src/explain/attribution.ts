import type { Task } from '../statements/index.ts';

/**
 * How attribution is computed. `RECOMMENDED_METHOD` names the one to begin with.
 *
 * - `integrated-gradients-normal`: mean gradient on the way from a normal ECG with beats at the same times, times what the record has other than it;
 *   adds up to the difference of the log-odds; needs beats
 * - `integrated-gradients`: the same from a flat line
 * - `gradient-input`: gradient × input
 * - `saliency`, `smooth-grad`: magnitude of the gradient, at the input or as mean around it
 * - `grad-cam`, `guided-grad-cam`: from the last feature maps; the first tells times only
 * - `occlusion-segments`: what the log-odds lose without a segment (P, QRS, ST, T, rest) of all beats in one lead; needs beats
 * - `occlusion-leads`: what they lose without a lead
 */
export const ATTRIBUTION_METHODS = [
  'integrated-gradients-normal',
  'integrated-gradients',
  'gradient-input',
  'saliency',
  'smooth-grad',
  'grad-cam',
  'guided-grad-cam',
  'occlusion-segments',
  'occlusion-leads',
] as const;

/**
 * The method that is recommended: it says what makes this ECG another than a normal one, which a flat line cannot be asked (a T wave that is missing
 * is missing from the flat line too), and passes as many checks as any. What it fails stands beside them in docs/results.md.
 */
export const RECOMMENDED_METHOD = 'integrated-gradients-normal' satisfies AttributionMethod;

/**
 * The method to explain a class by: `RECOMMENDED_METHOD`, but integrated gradients from a flat line for NORM, which a normal ECG has already.
 *
 * @example
 * recommendedMethod('NORM') // => 'integrated-gradients'
 */
export function recommendedMethod(className: string): AttributionMethod {
  return className === 'NORM' ? 'integrated-gradients' : RECOMMENDED_METHOD;
}

/** One of `ATTRIBUTION_METHODS`. */
export type AttributionMethod = (typeof ATTRIBUTION_METHODS)[number];

/**
 * Which samples of which leads a class's log-odds rest on. Values are in log-odds where `isSigned`: positive ones speak for the class,
 * negative ones against it; else they are magnitudes without a unit.
 *
 * They refer to the **input of the model**: the record's leads after the card's preparation (resampled, filtered, standardised), cut into
 * windows. A value at sample i of a lead is about the time i / `fs` in that lead of the record, as zero-phase preparation moves nothing; a filter
 * spreads what it stands for over its own reach. Of a limb lead that the record lacks, it is about the leads that it was derived from.
 */
export interface Attribution {
  readonly task: Task;
  readonly class: string;
  readonly method: AttributionMethod;
  readonly isSigned: boolean;
  /** Hz of the model's input. */
  readonly fs: number;
  /** By lead of the model, `[samples]`. */
  readonly leads: Readonly<Record<string, Float32Array>>;
  /** Seconds that some window saw; what lies outside has no attribution, its zeros mean nothing. */
  readonly seenSec: { readonly fromSec: number; readonly toSec: number };
  /** ln(p / (1 − p)) of the class before calibration. */
  readonly logOdds: number;
  /** Of integrated gradients alone. */
  readonly completeness?: Completeness;
}

/** How far integrated gradients add up to what they should. */
export interface Completeness {
  /** Of the flat line or the normal ECG that the path begins at. */
  readonly baselineLogOdds: number;
  /** |sum − difference| / |difference| of the log-odds; `undefined` where they do not differ. */
  readonly relativeError: number | undefined;
  /** Points of the path. */
  readonly points: number;
}
