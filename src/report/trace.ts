/** How a lead is put on paper. */
export interface TraceScale {
  readonly fs: number;
  readonly speedMmPerSec: number;
  /** mm per unit of the samples; below 0 for a lead that is drawn upside down. */
  readonly gainMm: number;
  /** The time at x = 0. */
  readonly originSec: number;
  /** The value at y = 0; the median of what is drawn unless said: on ECG paper, only differences of height mean anything. */
  readonly baseline?: number;
  /** The time of the first sample; 0 unless said. */
  readonly startSec?: number;
}

/** A drawn stretch of a lead, in mm: x to the right from the scale's origin, y down from the baseline. */
export interface Trace {
  /** `[x, y, x, y, …]` of each stretch without missing samples. */
  readonly runs: readonly (readonly number[])[];
  /** Whether some sample lay beyond `LIMIT_MM` and was drawn there. */
  readonly isCut: boolean;
}

/** No trace leaves this much space above and below its baseline: 10 mV at standard gain. */
export const LIMIT_MM = 100;

/** Width of the drawn line. */
export const PEN_MM = 0.25;
/** Of more samples than two in a column this wide, narrower than the pen, the lowest and the highest are drawn. */
const COLUMN_MM = 0.2;
/** Points are left out where the line without them passes this near: half a dot at 600 dpi, 2 µV at standard gain. */
const TOLERANCE_MM = 0.02;

/**
 * The line of a lead between two times. A missing sample interrupts the line. Points that could not be told apart on paper are left
 * out, peaks are kept; which of them are does not depend on where the drawing begins, so that it can be moved without flickering.
 *
 * @param samples of the whole lead, or a part of it that begins at `startSec`; drawn are those from `fromSec` to `toSec`, both included
 */
export function drawTrace(samples: Float32Array, fromSec: number, toSec: number, scale: TraceScale): Trace {
  const { fs, speedMmPerSec, gainMm, originSec, startSec = 0 } = scale;
  const from = Math.max(0, Math.ceil((fromSec - startSec) * fs - 1e-6));
  const end = Math.min(samples.length, Math.floor((toSec - startSec) * fs + 1e-6) + 1);
  const baseline = scale.baseline ?? median(samples.subarray(from, end));
  let isCut = false;
  const runs: number[][] = [];
  let run: number[] | undefined;
  for (let n = from; n < end; n++) {
    const value = samples[n] as number;
    if (Number.isNaN(value)) {
      run = undefined;
      continue;
    }
    if (run === undefined) {
      run = [];
      runs.push(run);
    }
    const yMm = (baseline - value) * gainMm;
    if (Math.abs(yMm) > LIMIT_MM) isCut = true;
    run.push((n / fs + startSec - originSec) * speedMmPerSec, Math.max(-LIMIT_MM, Math.min(LIMIT_MM, yMm)));
  }
  const originMm = originSec * speedMmPerSec;
  return { runs: runs.map((points) => straighten(columnExtremes(points, originMm))), isCut };
}

/**
 * The line of a lead of which only the extremes are known, as of hours on a screen: up and down once in every column.
 *
 * @param extremes smallest and largest sample of each column in turn, as `pyramidEnvelope` gives them
 * @param fromSec the time at which the first column begins
 */
export function drawEnvelope(
  extremes: Float32Array,
  fromSec: number,
  columnSec: number,
  scale: Omit<TraceScale, 'fs' | 'startSec'> & { readonly baseline: number },
): Trace {
  const { speedMmPerSec, gainMm, originSec, baseline } = scale;
  let isCut = false;
  const runs: number[][] = [];
  let run: number[] | undefined;
  for (let n = 0; n < extremes.length; n += 2) {
    if (Number.isNaN(extremes[n])) {
      run = undefined;
      continue;
    }
    if (run === undefined) {
      run = [];
      runs.push(run);
    }
    const xMm = (fromSec + (n / 2 + 0.5) * columnSec - originSec) * speedMmPerSec;
    // Every other column is drawn downwards, so that neighbours meet where they are nearest.
    const isDown = n % 4 === 0;
    for (let side = 0; side < 2; side++) {
      const yMm = (baseline - (extremes[isDown ? n + 1 - side : n + side] as number)) * gainMm;
      if (Math.abs(yMm) > LIMIT_MM) isCut = true;
      run.push(xMm, Math.max(-LIMIT_MM, Math.min(LIMIT_MM, yMm)));
    }
  }
  return { runs, isCut };
}

/** Median of the samples that are there; 0 where none is. */
function median(samples: Float32Array): number {
  const present = samples.filter((value) => !Number.isNaN(value)).sort();
  const middle = present.length / 2;
  const low = present[Math.ceil(middle) - 1];
  const high = present[Math.floor(middle)];
  return low === undefined || high === undefined ? 0 : (low + high) / 2;
}

/** The points, or in columns of more than two, the lowest and the highest in the order of time. First and last stay. */
function columnExtremes(points: readonly number[], originMm: number): readonly number[] {
  const count = points.length / 2;
  const kept: number[] = [];
  let start = 0;
  while (start < count) {
    const column = columnOf((points[2 * start] as number) + originMm);
    let end = start + 1;
    let lowest = start;
    let highest = start;
    for (; end < count && columnOf((points[2 * end] as number) + originMm) === column; end++) {
      if ((points[2 * end + 1] as number) < (points[2 * lowest + 1] as number)) lowest = end;
      if ((points[2 * end + 1] as number) > (points[2 * highest + 1] as number)) highest = end;
    }
    const first = Math.min(lowest, highest);
    const last = Math.max(lowest, highest);
    if (start === 0 && first > 0) keepPoint(points, 0, kept);
    keepPoint(points, first, kept);
    if (last > first) keepPoint(points, last, kept);
    if (end === count && last < count - 1) keepPoint(points, count - 1, kept);
    start = end;
  }
  return kept;
}

/** A sample on the border of two columns belongs to the right one, however its place was rounded. */
function columnOf(xMm: number): number {
  return Math.floor(xMm / COLUMN_MM + 1e-6);
}

function keepPoint(points: readonly number[], n: number, kept: number[]): void {
  kept.push(points[2 * n] as number, points[2 * n + 1] as number);
}

/**
 * Leaves out points that lie within the tolerance, vertically, of the line between those that stay. From each point that stays,
 * the line is led as far as it passes all points between within the tolerance (Williams CM, Comput Graph Image Process
 * 1978;8:286–293).
 */
function straighten(points: readonly number[]): readonly number[] {
  const count = points.length / 2;
  if (count < 3) return points;
  const kept = points.slice(0, 2);
  let anchor = 0;
  let lowest = -Infinity;
  let highest = Infinity;
  for (let n = 1; n < count; n++) {
    let dx = (points[2 * n] as number) - (points[2 * anchor] as number);
    let dy = (points[2 * n + 1] as number) - (points[2 * anchor + 1] as number);
    if (dy / dx < lowest || dy / dx > highest) {
      anchor = n - 1;
      kept.push(points[2 * anchor] as number, points[2 * anchor + 1] as number);
      dx = (points[2 * n] as number) - (points[2 * anchor] as number);
      dy = (points[2 * n + 1] as number) - (points[2 * anchor + 1] as number);
      lowest = -Infinity;
      highest = Infinity;
    }
    lowest = Math.max(lowest, (dy - TOLERANCE_MM) / dx);
    highest = Math.min(highest, (dy + TOLERANCE_MM) / dx);
  }
  kept.push(points[2 * count - 2] as number, points[2 * count - 1] as number);
  return kept;
}
