import { NoValue, type Outcome } from './outcome.ts';
import type { TypicalBeat } from './typical-beat.ts';

/** Slopes are taken over this much. */
const SPAN_MS = 8;
/** QRS gathers speed until the slope reaches this share of its maximum. */
const FAST_SHARE = 0.5;

/**
 * How long QRS rises slowly after its onset: until the slope of the typical beat, the root mean square over the leads, reaches half of its
 * maximum. A delta wave takes longer than ordinary septal activation.
 */
export function initialSlurMs({ fs, waves, leads }: TypicalBeat): Outcome<number> {
  const { qrsOn, qrsOff } = waves;
  if (qrsOn === undefined || qrsOff === undefined) return new NoValue('QRS could not be delineated');
  const reach = Math.max(1, Math.round((SPAN_MS / 2000) * fs));
  const slopes = new Float64Array(qrsOff - qrsOn + 1);
  for (const lead of Object.values(leads)) {
    for (let i = 0; i < slopes.length; i++) {
      const change = (lead[qrsOn + i + reach] as number) - (lead[qrsOn + i - reach] as number);
      slopes[i] = (slopes[i] as number) + change * change;
    }
  }
  // Squares are compared with the square of the share, without roots.
  const fastest = slopes.reduce((most, value) => (value > most ? value : most), 0);
  const first = slopes.findIndex((value) => value >= FAST_SHARE ** 2 * fastest);
  return fastest > 0 ? (1000 * first) / fs : new NoValue('samples are missing in QRS');
}
