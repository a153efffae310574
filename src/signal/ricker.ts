import { EcgError } from '../errors.ts';
import { extend } from './extend.ts';
import { requireFinite, type Samples } from './samples.ts';

/** Half-widths of the wavelet that are computed: beyond, it is below 1e-6 of its peak. */
const REACH = 6;

/**
 * Ricker wavelet ("Mexican hat"), the negative second derivative of a Gaussian with standard deviation `width`, with
 * unit energy: 2 / (√(3 width) π^¼) · (1 − (t / width)²) exp(−(t / width)² / 2).
 *
 * @param width in samples; the wavelet is positive for |t| < `width`
 * @returns `[2 · ⌈6 · width⌉ + 1]`, t = 0 in the middle
 * @throws EcgError `invalid-argument` for a width that is not positive
 * @example
 * ricker(4).length // => 49
 * Math.max(...ricker(4)) // => 0.433663
 */
export function ricker(width: number): Float64Array {
  if (!(Number.isFinite(width) && width > 0)) {
    throw new EcgError('invalid-argument', `ricker: width must be a positive number of samples, got ${width}`, {
      width,
    });
  }
  const reach = Math.ceil(REACH * width);
  const peak = 2 / (Math.sqrt(3 * width) * Math.PI ** 0.25);
  return Float64Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const square = ((i - reach) / width) ** 2;
    return peak * (1 - square) * Math.exp(-square / 2);
  });
}

/**
 * Continuous wavelet transform with Ricker wavelets: how much a signal bulges at each sample, by width. Large where a
 * wave of about that half-width has its peak, negative at its feet; blind to offset and slope. Signals are mirrored at
 * their ends.
 *
 * @param widths in samples, one row each; a wave of standard deviation s answers most to width √5 · s
 * @returns a row of `[samples]` per width
 * @throws EcgError `invalid-argument` for no samples, one that is not finite, or a width that is not positive
 * @example
 * const bump = Float64Array.from({ length: 99 }, (_, i) => Math.exp(-0.5 * ((i - 40) / 3) ** 2));
 * const [row] = rickerTransform(bump, [5]);
 * row.indexOf(Math.max(...row)) // => 40
 */
export function rickerTransform(samples: Samples, widths: readonly number[]): readonly Float64Array[] {
  requireFinite(samples, 'rickerTransform');
  if (samples.length === 0) throw new EcgError('invalid-argument', 'rickerTransform: a sample is needed, got none');
  return widths.map((width) => convolve(samples, ricker(width)));
}

/** With a symmetric kernel of odd length, centred. */
function convolve(samples: Samples, kernel: Float64Array): Float64Array {
  const reach = (kernel.length - 1) / 2;
  const extended = extend(samples, reach, reach, 'symmetric');
  const out = new Float64Array(samples.length);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) sum += (kernel[k] as number) * (extended[i + k] as number);
    out[i] = sum;
  }
  return out;
}
