/** Onset, peak and offset of a wave, in samples; `size` is the sum of its two steepest slopes. */
export interface WaveExtent {
  readonly on: number;
  readonly peak: number;
  readonly off: number;
  readonly size: number;
}

/** How a wave is delineated on a level of the wavelet transform. */
export interface WaveRules {
  /** Longest time from the steepest slope on one side of a peak to that on the other, in samples. */
  readonly maxGap: number;
  /** The wave begins where the slope first exceeds this share of its first maximum, and ends likewise. */
  readonly onShare: number;
  readonly offShare: number;
  /** A further maximum beyond the two counts as a part of the wave (biphasic) from this share of the larger one on. */
  readonly partShare: number;
  /** How far the search for a boundary goes beyond the maximum, in samples. */
  readonly reach: number;
}

/** Where a wave is expected: pairs farther away must be larger, by a Gaussian of this width. In samples. */
export interface Expected {
  readonly at: number;
  readonly width: number;
}

/**
 * The largest wave between two samples: of all neighbouring extrema of opposite sign of the wavelet transform the pair with the largest
 * sum; its peak is the zero between them (Martínez JP et al., IEEE Trans Biomed Eng 2004;51:570–581).
 *
 * @returns `undefined` where there is no such pair
 */
export function largestWave(
  w: Float32Array,
  from: number,
  to: number,
  rules: WaveRules,
  expected?: Expected,
): WaveExtent | undefined {
  const extrema = localExtrema(w, from, to);
  let best = -1;
  let [size, likely] = [0, 0];
  for (let i = 0; i + 1 < extrema.length; i++) {
    const [a, b] = [extrema[i] as number, extrema[i + 1] as number];
    const [left, right] = [w[a] as number, w[b] as number];
    if (left * right >= 0 || b - a > rules.maxGap) continue;
    // The geometric mean wants both sides: a slow slope of the baseline has one.
    const pair = Math.sqrt(-left * right);
    const distance = expected === undefined ? 0 : ((a + b) / 2 - expected.at) / expected.width;
    const weighted = pair * Math.exp((-distance * distance) / 2);
    if (weighted > likely) [best, size, likely] = [i, pair, weighted];
  }
  if (best < 0) return undefined;
  let [first, last] = [extrema[best] as number, extrema[best + 1] as number];
  const peak = zeroBetween(w, first, last);
  const largest = Math.max(Math.abs(w[first] as number), Math.abs(w[last] as number));
  const isPart = (n: number | undefined, beside: number): n is number =>
    n !== undefined &&
    Math.abs(n - beside) <= rules.maxGap &&
    (w[n] as number) * (w[beside] as number) < 0 &&
    Math.abs(w[n] as number) >= rules.partShare * largest;
  const [before, after] = [extrema[best - 1], extrema[best + 2]];
  if (isPart(before, first)) first = before;
  if (isPart(after, last)) last = after;
  const on = boundary(w, first, -1, rules.onShare, rules.reach);
  const off = boundary(w, last, 1, rules.offShare, rules.reach);
  return { on, peak, off, size };
}

/** How QRS is delineated. */
export interface QrsRules {
  /** A slope from this share of the steepest one on belongs to QRS … */
  readonly significant: number;
  /** … unless the slope was below that for longer than this, in samples. */
  readonly pause: number;
  /** QRS begins where the slope has fallen to this share of the steepest, and ends likewise. */
  readonly onShare: number;
  readonly offShare: number;
  /** How far that may be from the last significant slope, in samples. */
  readonly reach: number;
}

/** QRS around a sample: from the first to the last slope that is significant against the steepest. */
export function qrsExtent(
  w: Float32Array,
  around: number,
  from: number,
  to: number,
  rules: QrsRules,
): WaveExtent | undefined {
  let top = around;
  let [left, right] = [Math.max(0, from), Math.min(w.length - 1, to)];
  for (let n = left; n <= right; n++) if (Math.abs(w[n] as number) > Math.abs(w[top] as number)) top = n;
  const size = Math.abs(w[top] as number);
  if (!(size > 0)) return undefined;
  const threshold = rules.significant * size;
  const last = (step: -1 | 1) => {
    let kept = top;
    for (let n = top; n >= left && n <= right && Math.abs(n - kept) <= rules.pause; n += step) {
      if (Math.abs(w[n] as number) >= threshold) kept = n;
    }
    return kept;
  };
  const [first, final] = [last(-1), last(1)];
  left = descend(w, first, -1, rules.onShare * size, rules.reach);
  right = descend(w, final, 1, rules.offShare * size, rules.reach);
  return { on: left, peak: top, off: right, size };
}

/** Where the slope has fallen to a share of that at `n`, or begins to rise again. */
function boundary(w: Float32Array, n: number, step: -1 | 1, share: number, reach: number): number {
  return descend(w, n, step, share * Math.abs(w[n] as number), reach);
}

function descend(w: Float32Array, start: number, step: -1 | 1, stop: number, reach: number): number {
  let n = start;
  let value = Math.abs(w[n] as number);
  for (let k = 0; k < reach; k++) {
    const next = n + step;
    if (next < 0 || next >= w.length) return n;
    const following = Math.abs(w[next] as number);
    if (value <= stop || following > value) return n;
    [n, value] = [next, following];
  }
  return n;
}

/** Local extrema that point away from zero, in the order of time. */
function localExtrema(w: Float32Array, from: number, to: number): number[] {
  const extrema: number[] = [];
  for (let n = Math.max(1, Math.ceil(from)); n <= Math.min(w.length - 2, to); n++) {
    const [before, here, after] = [w[n - 1] as number, w[n] as number, w[n + 1] as number];
    if ((here > 0 && here > before && here >= after) || (here < 0 && here < before && here <= after)) extrema.push(n);
  }
  return extrema;
}

/** Where w passes zero on its way from a to b, to a fraction of a sample. */
function zeroBetween(w: Float32Array, a: number, b: number): number {
  const sign = Math.sign(w[a] as number);
  for (let n = a; n < b; n++) {
    const [here, next] = [(w[n] as number) * sign, (w[n + 1] as number) * sign];
    if (next <= 0) return n + here / (here - next);
  }
  return b;
}
