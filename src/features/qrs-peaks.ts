/** The deflections of one QRS complex, as samples; `undefined` where the complex has none. */
export interface QrsPeaks {
  /** The negative deflection before R. */
  readonly qPeak: number | undefined;
  /** The first positive deflection; in a complex without one (QS), its lowest point. */
  readonly rPeak: number | undefined;
  /** The negative deflection after R. */
  readonly sPeak: number | undefined;
  /** The second positive deflection, after S. */
  readonly rPrimePeak: number | undefined;
}

/** A deflection counts from this part of the height of the whole complex on, … */
const LEAST_PART = 0.06;
/** … and from this height, in mV or standard deviations. */
const LEAST_HEIGHT = 0.02;

/**
 * Names the deflections of a QRS complex by their sign and order: Q, R, S, R′ (Surawicz et al., AHA/ACCF/HRS 2009). Heights are
 * against the line from onset to offset, so that a sloping baseline makes none.
 *
 * @param samples of the lead
 * @param on,off boundaries of the complex, samples
 */
export function qrsPeaks(samples: Float32Array, on: number, off: number): QrsPeaks {
  const none = { qPeak: undefined, rPeak: undefined, sPeak: undefined, rPrimePeak: undefined };
  const [first, last] = [samples[on], samples[off]];
  if (first === undefined || last === undefined || off - on < 2) return none;
  const height = (i: number) => (samples[i] as number) - first - ((last - first) * (i - on)) / (off - on);
  let [highest, lowest] = [0, 0];
  for (let i = on; i <= off; i++) {
    const h = height(i);
    if (h > highest) highest = h;
    if (h < lowest) lowest = h;
  }
  const least = Math.max(LEAST_PART * (highest - lowest), LEAST_HEIGHT);
  if (!(highest - lowest >= LEAST_HEIGHT)) return none;
  const deflections = signedDeflections(height, on, off, least);
  const r = deflections.findIndex(({ sign }) => sign > 0);
  if (r < 0) {
    const qs = deflections[0]?.peak;
    return qs === undefined ? none : { ...none, rPeak: qs };
  }
  const [, s, rPrime] = deflections.slice(r);
  return {
    qPeak: r > 0 ? deflections[r - 1]?.peak : undefined,
    rPeak: deflections[r]?.peak,
    sPeak: s?.peak,
    rPrimePeak: rPrime?.peak,
  };
}

/** Stretches above `least` or below −`least`, alternating in sign, each with its extreme sample. */
function signedDeflections(height: (i: number) => number, on: number, off: number, least: number) {
  const found: { sign: number; peak: number; extreme: number }[] = [];
  for (let i = on; i <= off; i++) {
    const h = height(i);
    if (Math.abs(h) < least) continue;
    const sign = Math.sign(h);
    const current = found.at(-1);
    if (current?.sign !== sign) found.push({ sign, peak: i, extreme: Math.abs(h) });
    else if (Math.abs(h) > current.extreme) Object.assign(current, { peak: i, extreme: Math.abs(h) });
  }
  return found;
}
