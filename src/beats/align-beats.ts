/** Where a beat lies when it is in line with the others, and whether it looks like them. */
export interface AlignedBeat {
  /** Sample. */
  readonly centre: number;
  readonly isAlike: boolean;
}

/** Beats are compared by their QRS, this far around R. */
const REACH_SEC = 0.1;
/** The peaks of single beats lie within this of where they should. */
const SHIFT_SEC = 0.02;
const ROUNDS = 2;
/** A beat must correlate with the mean of all by this; by 0.1 less than the middle beat where noise leaves none alike. */
const ALIKE = 0.9;
const LESS_THAN_MIDDLE = 0.1;

/**
 * Aligns beats with their mean by cross-correlation over all leads together, to the sample.
 *
 * @param leads of one length; a missing sample counts as the lead's mean there
 * @param rPeaks samples
 */
export function alignBeats(
  leads: Readonly<Record<string, Float32Array>>,
  fs: number,
  rPeaks: readonly number[],
): AlignedBeat[] {
  const reach = Math.round(REACH_SEC * fs);
  const most = Math.round(SHIFT_SEC * fs);
  const signals = Object.values(leads);
  const windows = rPeaks.map((r) => signals.map((lead) => centred(lead, r - reach - most, r + reach + most)));
  const shifts = rPeaks.map(() => 0);
  let correlations: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const template = meanOf(windows, shifts, most, 2 * reach + 1);
    correlations = windows.map((window, beat) => {
      const { shift, correlation } = bestShift(window, template, most);
      shifts[beat] = shift;
      return correlation;
    });
  }
  const sorted = [...correlations].sort((a, b) => a - b);
  const least = Math.min(ALIKE, (sorted[sorted.length >> 1] ?? 0) - LESS_THAN_MIDDLE);
  return rPeaks.map((r, i) => ({
    centre: r + (shifts[i] as number),
    isAlike: (correlations[i] as number) >= least,
  }));
}

/** Part of a lead without its mean; 0 where samples are missing or outside. */
function centred(lead: Float32Array, from: number, to: number): Float64Array {
  const part = Float64Array.from({ length: to - from + 1 }, (_, i) => lead[from + i] ?? Number.NaN);
  let [sum, count] = [0, 0];
  for (const value of part) {
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
  }
  return part.map((value) => (Number.isFinite(value) ? value - sum / count : 0));
}

function meanOf(
  windows: readonly (readonly Float64Array[])[],
  shifts: readonly number[],
  most: number,
  length: number,
): Float64Array[] {
  const leads = windows[0]?.length ?? 0;
  const template = Array.from({ length: leads }, () => new Float64Array(length));
  windows.forEach((window, beat) => {
    const offset = most + (shifts[beat] as number);
    template.forEach((lead, l) => {
      const own = window[l] as Float64Array;
      for (let i = 0; i < length; i++) lead[i] = (lead[i] as number) + (own[offset + i] as number) / windows.length;
    });
  });
  return template;
}

function bestShift(window: readonly Float64Array[], template: readonly Float64Array[], most: number) {
  let shift = 0;
  let correlation = -1;
  for (let candidate = -most; candidate <= most; candidate++) {
    let [both, own, mean] = [0, 0, 0];
    template.forEach((lead, l) => {
      const part = window[l] as Float64Array;
      for (let i = 0; i < lead.length; i++) {
        const [x, y] = [part[most + candidate + i] as number, lead[i] as number];
        both += x * y;
        own += x * x;
        mean += y * y;
      }
    });
    const found = own > 0 && mean > 0 ? both / Math.sqrt(own * mean) : 0;
    if (found > correlation) [shift, correlation] = [candidate, found];
  }
  return { shift, correlation };
}
