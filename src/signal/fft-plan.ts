/** Transforms a complex signal of one fixed length in place, forwards: X[k] = Σ x[n] exp(−2πi k n / length). */
export type FftPlan = (re: Float64Array, im: Float64Array) => void;

/**
 * Prepares transforms of one length, for callers that do many. Powers of two go by radix 2 (Cooley & Tukey 1965), all other
 * lengths by Bluestein's convolution (1970), at some six times the cost.
 */
export function planFft(length: number): FftPlan {
  if (length <= 1) return () => {};
  return Number.isInteger(Math.log2(length)) ? planRadix2(length) : planBluestein(length);
}

function planRadix2(length: number): FftPlan {
  const half = length / 2;
  const cos = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / length));
  const sin = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / length));
  const mirror = bitReversal(length);
  return (re, im) => {
    for (let i = 0; i < length; i++) {
      const j = mirror[i] as number;
      if (j <= i) continue;
      swap(re, i, j);
      swap(im, i, j);
    }
    for (let size = 2; size <= length; size *= 2) mergeHalves(re, im, size, cos, sin);
  };
}

/** From the transforms of the halves to those of the wholes, for every block of `size`. */
function mergeHalves(re: Float64Array, im: Float64Array, size: number, cos: Float64Array, sin: Float64Array): void {
  const { length } = re;
  const half = size / 2;
  const stride = length / size;
  for (let start = 0; start < length; start += size) {
    for (let k = 0; k < half; k++) {
      const even = start + k;
      const odd = even + half;
      const c = cos[k * stride] as number;
      const s = sin[k * stride] as number;
      const oddRe = re[odd] as number;
      const oddIm = im[odd] as number;
      const turnedRe = oddRe * c - oddIm * s;
      const turnedIm = oddRe * s + oddIm * c;
      re[odd] = (re[even] as number) - turnedRe;
      im[odd] = (im[even] as number) - turnedIm;
      re[even] = (re[even] as number) + turnedRe;
      im[even] = (im[even] as number) + turnedIm;
    }
  }
}

/** Where each index goes when its bits are read backwards. */
function bitReversal(length: number): Uint32Array {
  const mirror = new Uint32Array(length);
  for (let i = 1; i < length; i++) {
    mirror[i] = ((mirror[i >> 1] as number) >> 1) | (i & 1 ? length >> 1 : 0);
  }
  return mirror;
}

function swap(values: Float64Array, i: number, j: number): void {
  const held = values[i] as number;
  values[i] = values[j] as number;
  values[j] = held;
}

/** k n = (k² + n² − (k − n)²) / 2 turns the transform into a convolution with a chirp, done by a power of two. */
function planBluestein(length: number): FftPlan {
  const size = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const transform = planRadix2(size);
  // k² is taken modulo 2 · length while it is an exact integer: angles stay small.
  const angles = Float64Array.from({ length }, (_, k) => (Math.PI * (k ** 2 % (2 * length))) / length);
  const cos = angles.map(Math.cos);
  const sin = angles.map((angle) => -Math.sin(angle));
  const chirpRe = new Float64Array(size);
  const chirpIm = new Float64Array(size);
  for (let k = 0; k < length; k++) {
    for (const at of [k, (size - k) % size]) {
      chirpRe[at] = cos[k] as number;
      chirpIm[at] = -(sin[k] as number);
    }
  }
  transform(chirpRe, chirpIm);
  return (re, im) => {
    const workRe = new Float64Array(size);
    const workIm = new Float64Array(size);
    multiplyInto(workRe, workIm, re, im, cos, sin, length);
    transform(workRe, workIm);
    multiplyInto(workRe, workIm, workRe, workIm, chirpRe, chirpIm, size);
    // Inverse by exchanging the parts before and after.
    transform(workIm, workRe);
    multiplyInto(re, im, workRe, workIm, cos, sin, length);
    for (let k = 0; k < length; k++) {
      re[k] = (re[k] as number) / size;
      im[k] = (im[k] as number) / size;
    }
  };
}

/** The first `count` products of two complex signals; the output may be one of the factors. */
function multiplyInto(
  outRe: Float64Array,
  outIm: Float64Array,
  aRe: Float64Array,
  aIm: Float64Array,
  bRe: Float64Array,
  bIm: Float64Array,
  count: number,
): void {
  for (let k = 0; k < count; k++) {
    const [ar, ai, br, bi] = [aRe[k] as number, aIm[k] as number, bRe[k] as number, bIm[k] as number];
    outRe[k] = ar * br - ai * bi;
    outIm[k] = ar * bi + ai * br;
  }
}
