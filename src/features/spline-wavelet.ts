/**
 * Wavelet transform with the derivative of a quadratic spline, without decimation (à trous; Mallat S, Zhong S, IEEE Trans Pattern Anal
 * Mach Intell 1992;14:710–732): detail j is the slope of the signal smoothed over about 2^j samples, large where a wave rises or
 * falls and zero at its peak. Beyond its ends the signal counts as constant.
 *
 * Coefficient n speaks about the moment n + 0.5, at every level.
 *
 * @param samples one lead, finite, `[samples]`
 * @param levels those that are wanted, ascending, 1 or more: level j has a scale of 2^j samples
 * @returns the details of these levels, each `[samples]`
 */
export function splineWavelet(samples: Float32Array, levels: readonly number[]): readonly Float32Array[] {
  let smooth = samples;
  let level = 1;
  return levels.map((wanted) => {
    for (; level < wanted; level++) smooth = smoothen(smooth, 2 ** (level - 1));
    return slope(smooth, 2 ** (wanted - 1));
  });
}

/** 2 · (x[n + hole/2] − x[n − hole/2]); for the first level x[n + 1] − x[n], twice. */
function slope(x: Float32Array, hole: number): Float32Array {
  const { length } = x;
  const [before, after] = [hole >> 1, (hole + 1) >> 1];
  const out = new Float32Array(length);
  for (let n = before; n < length - after; n++) out[n] = 2 * ((x[n + after] as number) - (x[n - before] as number));
  for (let n = 0; n < Math.min(before, length); n++) out[n] = 2 * (clamped(x, n + after) - clamped(x, n - before));
  for (let n = Math.max(before, length - after); n < length; n++) {
    out[n] = 2 * (clamped(x, n + after) - clamped(x, n - before));
  }
  return out;
}

/** The spline's low-pass [1 3 3 1] / 8 with holes, centred; for the first level half a sample late. */
function smoothen(x: Float32Array, hole: number): Float32Array {
  const { length } = x;
  const [inner, outer] = [hole >> 1, (3 * hole) >> 1];
  const [innerAfter, outerAfter] = [(hole + 1) >> 1, (3 * hole + 1) >> 1];
  const out = new Float32Array(length);
  const edge = (n: number) =>
    (clamped(x, n - outer) + clamped(x, n + outerAfter) + 3 * (clamped(x, n - inner) + clamped(x, n + innerAfter))) / 8;
  const end = Math.max(outer, length - outerAfter);
  for (let n = 0; n < Math.min(outer, length); n++) out[n] = edge(n);
  for (let n = outer; n < end; n++) {
    const near = (x[n - inner] as number) + (x[n + innerAfter] as number);
    out[n] = ((x[n - outer] as number) + (x[n + outerAfter] as number) + 3 * near) / 8;
  }
  for (let n = end; n < length; n++) out[n] = edge(n);
  return out;
}

function clamped(x: Float32Array, n: number): number {
  return x[n < 0 ? 0 : n >= x.length ? x.length - 1 : n] as number;
}
