import { butterworth, fillGaps, filterZeroPhase, type PassBand } from 'einthoven/signal';

/** The filters of a tracing, named by their band in Hz: none, that of diagnostic electrocardiographs, that of monitors. */
export const TRACING_FILTERS = ['none', '0.05–150', '0.5–40'] as const;

/** One of `TRACING_FILTERS`. */
export type TracingFilter = (typeof TRACING_FILTERS)[number];

const BANDS = {
  '0.05–150': { lowHz: 0.05, highHz: 150 },
  '0.5–40': { lowHz: 0.5, highHz: 40 },
} as const;
const ORDER = 2;
/** Time constants of a second-order high-pass after which its beginning is forgotten to a thousandth. */
const SETTLED = 7;

/** What is filtered: at a sampling rate that cannot hold the upper edge, the lower edge alone. */
function bandOf(filter: Exclude<TracingFilter, 'none'>, fs: number): PassBand {
  const { lowHz, highHz } = BANDS[filter];
  return highHz < fs / 2 ? { kind: 'band-pass', lowHz, highHz } : { kind: 'high-pass', lowHz };
}

/** The filter as it is printed on the tracing. */
export function filterText(filter: TracingFilter, fs: number): string {
  if (filter === 'none') return 'no filter';
  const band = bandOf(filter, fs);
  return band.kind === 'band-pass' ? `filter ${band.lowHz}–${band.highHz} Hz` : `filter from ${BANDS[filter].lowHz} Hz`;
}

/** So many samples must be known on either side of a stretch for it to be filtered as if all were. */
export function filterMargin(filter: TracingFilter, fs: number): number {
  if (filter === 'none') return 0;
  const constantSec = 1 / (2 * Math.PI * BANDS[filter].lowHz * Math.SQRT1_2);
  return Math.ceil(SETTLED * constantSec * fs);
}

/** Filters a stretch both ways, without delay (Butterworth, second order). Missing samples stay missing. */
export function filterStretch(filter: TracingFilter, samples: Float32Array, fs: number): Float32Array {
  if (filter === 'none' || samples.every(Number.isNaN)) return samples;
  const { samples: whole, gaps } = fillGaps(samples, samples.length);
  const filtered = filterZeroPhase(butterworth(bandOf(filter, fs), ORDER, fs), whole);
  for (const { start, end } of gaps) filtered.fill(Number.NaN, start, end);
  return filtered;
}
