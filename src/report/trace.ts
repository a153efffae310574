/** How a lead is put on paper. */
export interface TraceScale {
  readonly fs: number;
  readonly speedMmPerSec: number;
  /** mm per unit of the samples. */
  readonly gainMm: number;
  /** The time at x = 0. */
  readonly originSec: number;
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
 * The line of a lead between two times, about its median there: on ECG paper, only differences of height mean anything. A
 * missing sample interrupts the line. Points that could not be told apart on paper are left out, peaks are kept.
 *
 * @param samples of the whole lead; the stretch holds those from `fromSec` to `toSec`, both included
 */
export function drawTrace(samples: Float32Array, fromSec: number, toSec: number, scale: TraceScale): Trace {
  const { fs, speedMmPerSec, gainMm, originSec } = scale;
  const from = Math.ceil(fromSec * fs - 1e-6);
  const stretch = samples.subarray(from, Math.floor(toSec * fs + 1e-6) + 1);
  const baseline = median(stretch);
  let isCut = false;
  const runs: number[][] = [];
  let run: number[] = [];
  stretch.forEach((value, n) => {
    if (Number.isNaN(value)) {
      run = [];
      return;
    }
    const yMm = (baseline - value) * gainMm;
    if (Math.abs(yMm) > LIMIT_MM) isCut = true;
    if (run.length === 0) runs.push(run);
    run.push(((from + n) / fs - originSec) * speedMmPerSec, Math.max(-LIMIT_MM, Math.min(LIMIT_MM, yMm)));
  });
  return { runs: runs.map((points) => straighten(columnExtremes(points))), isCut };
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
function columnExtremes(points: readonly number[]): readonly number[] {
  const count = points.length / 2;
  const kept: number[] = [];
  let start = 0;
  while (start < count) {
    const column = Math.floor((points[2 * start] as number) / COLUMN_MM);
    let end = start + 1;
    let lowest = start;
    let highest = start;
    for (; end < count && Math.floor((points[2 * end] as number) / COLUMN_MM) === column; end++) {
      if ((points[2 * end + 1] as number) < (points[2 * lowest + 1] as number)) lowest = end;
      if ((points[2 * end + 1] as number) > (points[2 * highest + 1] as number)) highest = end;
    }
    const keep = new Set([Math.min(lowest, highest), Math.max(lowest, highest)]);
    if (start === 0) keep.add(0);
    if (end === count) keep.add(count - 1);
    for (const n of [...keep].sort((a, b) => a - b)) kept.push(points[2 * n] as number, points[2 * n + 1] as number);
    start = end;
  }
  return kept;
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
