import { medianInPlace } from './raw-indices.ts';
import { runningMean, type SlowLead } from './slow-lead.ts';

/** How well the complexes of one lead agree with each other and with those of the other leads. */
export interface ComplexIndices {
  /** Complexes found in this lead and in all leads together, over those found in either. */
  readonly agreement: number;
  /** Median correlation of the complexes found in all leads together with their mean. */
  readonly templateCorrelation: number;
  /** Share of those complexes whose correlation with the mean is below 0.6. */
  readonly unlikeShare: number;
  /** Root mean square of the mean complex over that of what is left of the lead without it. */
  readonly templateRatio: number;
}

const SLOPE_SEC = 0.016;
const ENVELOPE_HALF_SEC = 0.04;
const REFRACTORY_SEC = 0.24;
const BLOCK_SEC = 2;
const THRESHOLD = 0.4;
const TOLERANCE_SEC = 0.1;
const BEFORE_SEC = 0.2;
const AFTER_SEC = 0.36;

/**
 * A second look for QRS complexes, simpler than `detectBeats` and independent of it: maxima of the mean slope over 80 ms that reach
 * 0.4 of its usual height. Each lead by itself, and all leads that are not flat together.
 *
 * @param leads of one record, not flat
 */
export function measureComplexes(leads: readonly SlowLead[]): readonly ComplexIndices[] {
  const [first] = leads;
  if (first === undefined) return [];
  const envelopes = leads.map(slopeEnvelope);
  const together = new Float64Array(first.waves.length);
  for (const { envelope, usual } of envelopes) {
    if (!(usual > 0)) continue;
    for (let i = 0; i < together.length; i++)
      together[i] = (together[i] as number) + Math.min(1.5, (envelope[i] as number) / usual);
  }
  const reference = maxima(together, usualHeight(together, first.fs), first.fs);
  return leads.map((lead, l) => {
    const { envelope, usual } = envelopes[l] as Envelope;
    return {
      agreement: agreement(maxima(envelope, usual, lead.fs), reference, TOLERANCE_SEC * lead.fs),
      ...compareWithMean(lead, reference),
    };
  });
}

interface Envelope {
  readonly envelope: Float64Array;
  readonly usual: number;
}

function slopeEnvelope({ waves, fs }: SlowLead): Envelope {
  const lag = Math.max(1, Math.round(SLOPE_SEC * fs));
  const slope = new Float64Array(waves.length);
  for (let i = lag; i < waves.length; i++)
    slope[i - (lag >> 1)] = Math.abs((waves[i] as number) - (waves[i - lag] as number));
  const envelope = runningMean(slope, Math.max(1, Math.round(ENVELOPE_HALF_SEC * fs)));
  return { envelope, usual: usualHeight(envelope, fs) };
}

/** Median over blocks of 2 s of the highest value. */
function usualHeight(envelope: Float64Array, fs: number): number {
  const block = Math.min(envelope.length, Math.max(1, Math.round(BLOCK_SEC * fs)));
  const heights = new Float64Array(Math.floor(envelope.length / block));
  for (let b = 0; b < heights.length; b++) {
    let high = 0;
    for (let i = b * block; i < (b + 1) * block; i++) high = Math.max(high, envelope[i] as number);
    heights[b] = high;
  }
  return medianInPlace(heights);
}

/** Local maxima that reach the threshold, the higher of two that are closer than a heart can beat. */
function maxima(envelope: Float64Array, usual: number, fs: number): number[] {
  const found: number[] = [];
  if (!(usual > 0)) return found;
  const refractory = REFRACTORY_SEC * fs;
  for (let i = 1; i + 1 < envelope.length; i++) {
    const x = envelope[i] as number;
    if (x < THRESHOLD * usual || x < (envelope[i - 1] as number) || x <= (envelope[i + 1] as number)) continue;
    const last = found.at(-1);
    if (last === undefined || i - last >= refractory) found.push(i);
    else if (x > (envelope[last] as number)) found[found.length - 1] = i;
  }
  return found;
}

function agreement(found: readonly number[], reference: readonly number[], tolerance: number): number {
  let both = 0;
  let next = 0;
  for (const at of reference) {
    while (next < found.length && (found[next] as number) < at - tolerance) next++;
    if (next < found.length && (found[next] as number) <= at + tolerance) {
      both++;
      next++;
    }
  }
  const either = found.length + reference.length - both;
  return either > 0 ? both / either : 0;
}

function compareWithMean({ waves, fs }: SlowLead, reference: readonly number[]) {
  const before = Math.round(BEFORE_SEC * fs);
  const width = before + Math.round(AFTER_SEC * fs);
  const starts = reference.map((at) => at - before).filter((start) => start >= 0 && start + width <= waves.length);
  if (starts.length < 3) return { templateCorrelation: 0, unlikeShare: 1, templateRatio: 0 };
  const mean = new Float64Array(width);
  const share = 1 / starts.length;
  for (const start of starts) {
    for (let i = 0; i < width; i++) mean[i] = (mean[i] as number) + share * (waves[start + i] as number);
  }
  const correlations = new Float64Array(starts.length);
  let residual = 0;
  let power = 0;
  for (const x of mean) power += x * x;
  starts.forEach((start, k) => {
    let product = 0;
    let own = 0;
    for (let i = 0; i < width; i++) {
      const x = waves[start + i] as number;
      const m = mean[i] as number;
      product += x * m;
      own += x * x;
      residual += (x - m) ** 2;
    }
    correlations[k] = own > 0 && power > 0 ? product / Math.sqrt(own * power) : 0;
  });
  return {
    unlikeShare: correlations.reduce((count, r) => (r < 0.6 ? count + 1 : count), 0) / correlations.length,
    templateCorrelation: medianInPlace(correlations),
    templateRatio: residual > 0 ? Math.sqrt((power * starts.length) / residual) : 0,
  };
}
