import { EcgError } from '../errors.ts';

/** toHz / fromHz as a fraction in lowest terms. */
export interface RateRatio {
  readonly up: number;
  readonly down: number;
}

/** Relative error that a ratio may have: 10 µs of drift in a 10 s record, 86 ms in 24 hours. */
const TOLERANCE = 1e-6;

/**
 * The filter has 20 taps per unit of the larger term; 20,000 keeps its design below some 10 ms and its taps in 3 MB.
 */
const LARGEST_TERM = 20_000;

/**
 * The ratio of two sampling rates: exact for whole rates, else the simplest fraction within one part in a million.
 *
 * @throws EcgError `invalid-argument` for a rate that is not positive, `unsupported` when no fraction with terms up to
 * 20,000 comes that close, as for 500.001 → 500
 * @example
 * rateRatio(360, 100) // => { up: 5, down: 18 }
 * rateRatio(1000 / 3, 500) // => { up: 3, down: 2 }
 */
export function rateRatio(fromHz: number, toHz: number): RateRatio {
  for (const hz of [fromHz, toHz]) {
    if (!(Number.isFinite(hz) && hz > 0)) {
      throw new EcgError('invalid-argument', `rateRatio: rates must be positive numbers of Hz, got ${hz}`, {
        fromHz,
        toHz,
      });
    }
  }
  const whole = Number.isInteger(fromHz) && Number.isInteger(toHz);
  const ratio = whole ? reduced(toHz, fromHz) : simplestNear(toHz / fromHz);
  if (Math.max(ratio.up, ratio.down) <= LARGEST_TERM) return ratio;
  throw new EcgError(
    'unsupported',
    `rateRatio: ${fromHz} Hz to ${toHz} Hz must be a ratio of integers up to ${LARGEST_TERM}, got ${ratio.up} / ${ratio.down}`,
    { fromHz, toHz, ...ratio },
  );
}

function reduced(up: number, down: number): RateRatio {
  let [a, b] = [up, down];
  while (b > 0) [a, b] = [b, a % b];
  return { up: up / a, down: down / a };
}

/** The fraction with the smallest terms in ratio · (1 ± TOLERANCE), by the continued fractions of both ends. */
function simplestNear(ratio: number): RateRatio {
  const simplest = (low: number, high: number): RateRatio => {
    const whole = Math.floor(low);
    if (whole === low) return { up: whole, down: 1 };
    if (whole < Math.floor(high)) return { up: whole + 1, down: 1 };
    const { up, down } = simplest(1 / (high - whole), 1 / (low - whole));
    return { up: whole * up + down, down: up };
  };
  return simplest(ratio * (1 - TOLERANCE), ratio * (1 + TOLERANCE));
}
