/** Connected points, several times. */
type Runs = readonly (readonly number[])[];

/** A row's baseline lies on a bold grid line at least this far below that of the row before it. */
const LEAST_GAP_MM = { upToSixRows: 20, more: 15 };
/** Free space between what two rows draw above one another. */
const CLEARANCE_MM = 2;

/**
 * Heights of the rows' baselines below the top of the grid, in multiples of 5 mm: as near to one another as they can be without
 * one row's trace running into another's, which is known at true gain, moment by moment.
 *
 * @param rows what each row draws, as runs of points `[x, y, x, y, …]` in mm, x from the left, y down from the row's baseline
 * @param widthMm upper bound of x
 * @param headroomMm least space above every row's baseline, for what stands beside its traces
 * @returns one baseline per row, and the height of the grid
 */
export function stackRows(
  rows: readonly Runs[],
  widthMm: number,
  headroomMm: number,
): { readonly baselinesMm: readonly number[]; readonly heightMm: number } {
  const baselinesMm: number[] = [];
  const columns = Math.ceil(widthMm) + 1;
  const usualGapMm = rows.length <= 6 ? LEAST_GAP_MM.upToSixRows : LEAST_GAP_MM.more;
  const leastGapMm = Math.max(usualGapMm, headroomMm + CLEARANCE_MM);
  let lowestSoFar = new Float64Array(columns);
  let baselineMm = headroomMm - leastGapMm;
  for (const row of rows) {
    const { top, bottom } = outline(row, columns);
    const needed = top.map((y, column) => (lowestSoFar[column] as number) + CLEARANCE_MM - y);
    baselineMm = upToFive(Math.max(baselineMm + leastGapMm, ...needed));
    baselinesMm.push(baselineMm);
    lowestSoFar = bottom.map((y, column) => Math.max(baselineMm + y, lowestSoFar[column] as number));
  }
  return { baselinesMm, heightMm: upToFive(Math.max(baselineMm + 10, ...lowestSoFar.map((y) => y + CLEARANCE_MM))) };
}

/** The highest (`top`) and lowest (`bottom`) point of a row in each millimetre of its width, its baseline where it has none. */
function outline(runs: Runs, columns: number): { top: Float64Array; bottom: Float64Array } {
  const top = new Float64Array(columns);
  const bottom = new Float64Array(columns);
  for (const points of runs) {
    for (let n = 0; n < points.length; n += 2) {
      const next = Math.min(n + 2, points.length - 2);
      const ys = [points[n + 1] as number, points[next + 1] as number];
      for (let column = Math.floor(points[n] as number); column <= (points[next] as number); column++) {
        top[column] = Math.min(top[column] as number, ...ys);
        bottom[column] = Math.max(bottom[column] as number, ...ys);
      }
    }
  }
  return { top, bottom };
}

/** The next multiple of 5 mm, the distance of bold grid lines. */
export function upToFive(mm: number): number {
  return 5 * Math.ceil(mm / 5 - 1e-9);
}
