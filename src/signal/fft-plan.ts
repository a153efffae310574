/** Transforms a complex signal of one fixed length in place, forwards: X[k] = Σ x[n] exp(−2πi k n / length). */
export type FftPlan = (re: Float64Array, im: Float64Array) => void;

/** Factors that are transformed directly; a length with a larger prime factor goes by Bluestein's convolution. */
const RADICES = [2, 3, 5, 7, 11, 13];

/** Plans are pure functions of their length, and cost more than one use. */
const plans = new Map<number, FftPlan>();

/**
 * Prepares transforms of one length. Lengths with no prime factor above 13, as whole seconds at usual rates have, go
 * factor by factor (Cooley & Tukey 1965, in Stockham's order), all others by Bluestein's convolution (1970), at some
 * six times the cost.
 */
export function planFft(length: number): FftPlan {
  const known = plans.get(length);
  if (known !== undefined) return known;
  const radices = factorise(length);
  const plan = radices === undefined ? planBluestein(length) : planMixedRadix(length, radices);
  if (plans.size >= 16) plans.clear();
  plans.set(length, plan);
  return plan;
}

/** `undefined` when a prime factor is above the largest radix. */
function factorise(length: number): number[] | undefined {
  const factors: number[] = [];
  let rest = Math.max(1, length);
  for (const radix of RADICES) {
    for (; rest % radix === 0; rest /= radix) factors.push(radix);
  }
  return rest === 1 ? factors : undefined;
}

interface ComplexParts {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** exp(−2πi k / length) for all k. */
function rootsOfUnity(length: number): ComplexParts {
  const angles = Float64Array.from({ length }, (_, k) => (-2 * Math.PI * k) / length);
  return { re: angles.map(Math.cos), im: angles.map(Math.sin) };
}

/**
 * A transform per factor, from the signal to scratch and back, each leaving its output sorted for the next (Stockham).
 */
function planMixedRadix(length: number, radices: readonly number[]): FftPlan {
  const roots = rootsOfUnity(length);
  const scratch = { re: new Float64Array(length), im: new Float64Array(length) };
  return (re, im) => {
    const signal = { re, im };
    let [from, to]: [ComplexParts, ComplexParts] = [signal, scratch];
    let stride = 1;
    for (const radix of radices) {
      if (radix === 2) transformPairs(from, to, stride, roots);
      else if (radix === 5) transformFives(from, to, stride, roots);
      else transformGroups(from, to, stride, radix, roots);
      [from, to] = [to, from];
      stride *= radix;
    }
    if (from === signal) return;
    re.set(from.re);
    im.set(from.im);
  };
}

/** `transformGroups` for the radix 2, written out. */
function transformPairs(from: ComplexParts, to: ComplexParts, stride: number, roots: ComplexParts): void {
  const { re: fromRe, im: fromIm } = from;
  const { re: toRe, im: toIm } = to;
  const half = fromRe.length / 2;
  for (let block = 0; block < half; block += stride) {
    const c = roots.re[block] as number;
    const s = roots.im[block] as number;
    for (let j = block; j < block + stride; j++) {
      const aRe = fromRe[j] as number;
      const aIm = fromIm[j] as number;
      const bRe = fromRe[j + half] as number;
      const bIm = fromIm[j + half] as number;
      const re = aRe - bRe;
      const im = aIm - bIm;
      toRe[j + block] = aRe + bRe;
      toIm[j + block] = aIm + bIm;
      toRe[j + block + stride] = re * c - im * s;
      toIm[j + block + stride] = re * s + im * c;
    }
  }
}

const COS_1 = Math.cos((2 * Math.PI) / 5);
const COS_2 = Math.cos((4 * Math.PI) / 5);
const SIN_1 = Math.sin((2 * Math.PI) / 5);
const SIN_2 = Math.sin((4 * Math.PI) / 5);

/** `transformGroups` for the radix 5, written out by sums and differences of the samples that have conjugate factors. */
function transformFives(from: ComplexParts, to: ComplexParts, stride: number, roots: ComplexParts): void {
  const { re: fromRe, im: fromIm } = from;
  const part = fromRe.length / 5;
  for (let block = 0; block < part; block += stride) {
    for (let j = block; j < block + stride; j++) {
      const aRe = (fromRe[j + part] as number) + (fromRe[j + 4 * part] as number);
      const aIm = (fromIm[j + part] as number) + (fromIm[j + 4 * part] as number);
      const bRe = (fromRe[j + 2 * part] as number) + (fromRe[j + 3 * part] as number);
      const bIm = (fromIm[j + 2 * part] as number) + (fromIm[j + 3 * part] as number);
      const cRe = (fromRe[j + part] as number) - (fromRe[j + 4 * part] as number);
      const cIm = (fromIm[j + part] as number) - (fromIm[j + 4 * part] as number);
      const dRe = (fromRe[j + 2 * part] as number) - (fromRe[j + 3 * part] as number);
      const dIm = (fromIm[j + 2 * part] as number) - (fromIm[j + 3 * part] as number);
      const re = fromRe[j] as number;
      const im = fromIm[j] as number;
      const nearRe = re + COS_1 * aRe + COS_2 * bRe;
      const nearIm = im + COS_1 * aIm + COS_2 * bIm;
      const farRe = re + COS_2 * aRe + COS_1 * bRe;
      const farIm = im + COS_2 * aIm + COS_1 * bIm;
      const nearTurnRe = SIN_1 * cIm + SIN_2 * dIm;
      const nearTurnIm = SIN_1 * cRe + SIN_2 * dRe;
      const farTurnRe = SIN_2 * cIm - SIN_1 * dIm;
      const farTurnIm = SIN_2 * cRe - SIN_1 * dRe;
      const out = j + 4 * block;
      setTurned(to, out, re + aRe + bRe, im + aIm + bIm, 0, roots);
      setTurned(to, out + stride, nearRe + nearTurnRe, nearIm - nearTurnIm, block, roots);
      setTurned(to, out + 2 * stride, farRe + farTurnRe, farIm - farTurnIm, 2 * block, roots);
      setTurned(to, out + 3 * stride, farRe - farTurnRe, farIm + farTurnIm, 3 * block, roots);
      setTurned(to, out + 4 * stride, nearRe - nearTurnRe, nearIm + nearTurnIm, 4 * block, roots);
    }
  }
}

/** A complex number times one of the roots of unity. */
function setTurned(to: ComplexParts, at: number, re: number, im: number, root: number, roots: ComplexParts): void {
  const c = roots.re[root] as number;
  const s = roots.im[root] as number;
  to.re[at] = re * c - im * s;
  to.im[at] = re * s + im * c;
}

/**
 * One factor: samples that lie a `radix`-th of the whole apart are transformed together, and turned by what their place
 * in the rest of the transform asks for.
 */
function transformGroups(
  from: ComplexParts,
  to: ComplexParts,
  stride: number,
  radix: number,
  roots: ComplexParts,
): void {
  const { re: fromRe, im: fromIm } = from;
  const { re: toRe, im: toIm } = to;
  const { length } = fromRe;
  const part = length / radix;
  to.re.fill(0);
  to.im.fill(0);
  for (let block = 0; block < part; block += stride) {
    for (let t = 0; t < radix; t++) {
      const out = block * radix + stride * t;
      for (let r = 0; r < radix; r++) {
        const root = (block * t + r * t * part) % length;
        const c = roots.re[root] as number;
        const s = roots.im[root] as number;
        const start = block + r * part;
        for (let j = 0; j < stride; j++) {
          const re = fromRe[start + j] as number;
          const im = fromIm[start + j] as number;
          toRe[out + j] = (toRe[out + j] as number) + re * c - im * s;
          toIm[out + j] = (toIm[out + j] as number) + re * s + im * c;
        }
      }
    }
  }
}

/** k n = (k² + n² − (k − n)²) / 2 turns the transform into a convolution with a chirp, done by a power of two. */
function planBluestein(length: number): FftPlan {
  const size = 2 ** Math.ceil(Math.log2(2 * length - 1));
  const transform = planFft(size);
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
