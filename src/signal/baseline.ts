import { EcgError } from '../errors.ts';
import { cubicSpline, type Knot } from './cubic-spline.ts';
import { runningMedian } from './running-median.ts';
import { inKindOf, requireFinite, type Samples } from './samples.ts';

/** The first median takes out P and QRS, the second T (de Chazal P et al., IEEE Trans Biomed Eng 2004;51:1196–1206). */
export const MEDIAN_WINDOWS_SEC: readonly number[] = [0.2, 0.6];

/**
 * The baseline as running medians, one after the other. Subtracting it removes wander without the ringing of a filter,
 * but bends a long ST elevation towards it: not for measuring ST.
 *
 * @param windowsSec widths, each rounded to an odd number of samples
 * @returns the baseline itself, `[samples]`, to be subtracted
 * @throws EcgError `invalid-argument` for no widths, one that is not positive, or a sample that is not finite
 * @example
 * medianBaseline(new Float32Array(500).fill(0.3), 500)[250] // => 0.3
 */
export function medianBaseline<S extends Samples>(
  samples: S,
  fs: number,
  windowsSec: readonly number[] = MEDIAN_WINDOWS_SEC,
): S {
  if (windowsSec.length === 0) throw new EcgError('invalid-argument', 'medianBaseline: a window is needed, got none');
  for (const windowSec of windowsSec) requirePositive(windowSec, 'medianBaseline: a window must last', { windowSec });
  return windowsSec.reduce(
    (baseline, windowSec) => runningMedian(baseline, 2 * Math.floor((windowSec * fs) / 2) + 1),
    samples,
  );
}

/**
 * The baseline as a natural cubic spline through knots (Meyer CR, Keiser HN, Comput Biomed Res 1977;10:459–470): best
 * through points that are known to be isoelectric, such as the ends of the PR segments, else through `medianKnots`.
 *
 * @param knots x as a sample index, y as an amplitude, in rising order
 * @returns the baseline itself, `[samples]`, to be subtracted; level before the first knot and after the last
 * @throws EcgError `invalid-argument` for knots that `cubicSpline` refuses
 * @example
 * splineBaseline(new Float64Array(5), [{ x: 0, y: 0 }, { x: 4, y: 2 }]) // => [0, 0.5, 1, 1.5, 2]
 */
export function splineBaseline<S extends Samples>(samples: S, knots: readonly Knot[]): S {
  const curve = cubicSpline(knots);
  return inKindOf(
    samples,
    Float64Array.from({ length: samples.length }, (_, i) => curve(i)),
  );
}

/**
 * A knot per stretch of `knotSec`, at its middle and its median. Where beats are not known; a stretch should be longer
 * than half a beat, so that its median lies between the waves.
 *
 * @returns at least one knot; what is left over at the end belongs to the last stretch
 * @throws EcgError `invalid-argument` for no samples, one that is not finite, or a stretch below one sample
 * @example
 * medianKnots(Float64Array.of(1, 1, 9, 2, 2, 8), 3, 1) // => [{ x: 1, y: 1 }, { x: 4, y: 2 }]
 */
export function medianKnots(samples: Samples, fs: number, knotSec: number): readonly Knot[] {
  requireFinite(samples, 'medianKnots');
  requirePositive(knotSec, 'medianKnots: a stretch must last', { knotSec });
  const width = Math.round(knotSec * fs);
  if (width < 1 || samples.length === 0) {
    throw new EcgError(
      'invalid-argument',
      `medianKnots: a stretch must have a sample, got ${knotSec} s at ${fs} Hz of ${samples.length}`,
      { knotSec, fs, samples: samples.length },
    );
  }
  const count = Math.max(1, Math.floor(samples.length / width));
  return Array.from({ length: count }, (_, i) => {
    const start = i * width;
    const end = i === count - 1 ? samples.length : start + width;
    const sorted = samples.slice(start, end).sort();
    return { x: (start + end - 1) / 2, y: middleOf(sorted) };
  });
}

/** Of an even number, the mean of both middle ones. */
function middleOf(sorted: Samples): number {
  const half = sorted.length / 2;
  return ((sorted[Math.floor(half)] as number) + (sorted[Math.ceil(half) - 1] as number)) / 2;
}

function requirePositive(sec: number, rule: string, details: Record<string, unknown>): void {
  if (!(Number.isFinite(sec) && sec > 0)) {
    throw new EcgError('invalid-argument', `${rule} a positive number of seconds, got ${sec}`, details);
  }
}
