import type { DisplayItem, DisplayPolyline } from './display-list.ts';
import type { LayoutCell } from './layout.ts';
import { drawPulse, type PageBox } from './paper.ts';
import { stackRows, upToFive } from './stack-rows.ts';
import { PEN_MM, type Trace } from './trace.ts';

/** A cell of the layout with its trace. */
export interface DrawnCell extends LayoutCell {
  readonly trace: Trace;
  /** Where the bottom of its name is, mm down from the baseline; clear of the trace unless said. */
  readonly nameYMm?: number;
}

/** What is known about the rows before they are placed, mm. */
export interface RowGeometry {
  readonly leftMm: number;
  readonly topMm: number;
  readonly traceWidthMm: number;
  readonly pulseWidthMm: number;
  readonly pulseHeightMm: number;
}

/** Where traces and pulses are across the page, mm. */
export type RowPlaces = Pick<RowGeometry, 'traceWidthMm' | 'pulseWidthMm' | 'pulseHeightMm'> & {
  readonly traceLeftMm: number;
};

/** Where the rows are on the page, mm. */
export interface PageGeometry extends RowGeometry, RowPlaces {
  readonly grid: PageBox;
  readonly baselinesMm: readonly number[];
}

/** Room for the heading and for the notes, on a page for a short record. */
const LEAST_GRID_MM = 150;
const NAME_MM = 3.6;
/** Room for a name to the right of where the last trace ends, should it be shorter. */
const NAME_ROOM_MM = 15;
/** Least space above a row. */
const HEADROOM_MM = 10;

/** The grid, in whole bold squares, and the rows in it: pulses at the left, traces from a bold line on. */
export function placeRows(rows: readonly (readonly DrawnCell[])[], geometry: RowGeometry): PageGeometry {
  const { leftMm, topMm, traceWidthMm, pulseWidthMm, pulseHeightMm } = geometry;
  const gutterMm = upToFive(pulseWidthMm + 4);
  const drawn = rows.map((row) =>
    row.flatMap((cell, c) => [...cell.trace.runs, nameBox(cell, (c * traceWidthMm) / row.length)]),
  );
  const { baselinesMm, heightMm } = stackRows(drawn, traceWidthMm + NAME_ROOM_MM, Math.max(pulseHeightMm, HEADROOM_MM));
  const widthMm = Math.max(LEAST_GRID_MM, gutterMm + upToFive(traceWidthMm));
  return {
    ...geometry,
    grid: { leftMm, topMm, widthMm, heightMm },
    traceLeftMm: leftMm + gutterMm,
    baselinesMm: baselinesMm.map((mm) => topMm + mm),
  };
}

/** One row: calibration pulse, and for each cell its trace, its name above the trace's beginning and a tick where it begins. */
export function drawRow(row: readonly DrawnCell[], baselineMm: number, page: RowPlaces): readonly DisplayItem[] {
  const columnMm = page.traceWidthMm / row.length;
  const pulseLeftMm = page.traceLeftMm - page.pulseWidthMm - 2.5;
  const ticks = row.slice(1).flatMap((_, c) => {
    const x = page.traceLeftMm + (c + 1) * columnMm;
    return [x, baselineMm - 7.5, x, baselineMm - 5, x, baselineMm + 2.5, x, baselineMm + 5];
  });
  return [
    drawPulse(pulseLeftMm, baselineMm, page.pulseWidthMm, page.pulseHeightMm),
    ...(ticks.length > 0 ? [{ kind: 'lines', segments: ticks, ink: 'mark', widthMm: 0.3 } as const] : []),
    ...row.flatMap((cell, c) => drawCell(cell, page.traceLeftMm, c * columnMm, baselineMm)),
  ];
}

function drawCell(cell: DrawnCell, leftMm: number, fromMm: number, baselineMm: number): readonly DisplayItem[] {
  const polylines = cell.trace.runs.map(
    (run): DisplayPolyline => ({
      kind: 'polyline',
      points: run.map((value, n) => value + (n % 2 === 0 ? leftMm : baselineMm)),
      ink: 'trace',
      widthMm: PEN_MM,
      label: cell.label,
    }),
  );
  const [xMm = 0, yMm = 0] = nameBox(cell, fromMm);
  return [
    ...polylines,
    {
      kind: 'text',
      text: cell.label,
      xMm: leftMm + xMm,
      yMm: baselineMm + yMm,
      sizeMm: NAME_MM,
      anchor: 'start',
      bold: true,
      ink: 'text',
    },
  ];
}

/** The room of a cell's name, from the bottom left corner to the top right: above the trace's beginning, clear of it. */
function nameBox({ label, trace, nameYMm }: DrawnCell, fromMm: number): readonly [number, number, number, number] {
  const left = fromMm + 1;
  const right = left + 0.8 * NAME_MM * label.length;
  const bottom = nameYMm ?? Math.min(-5, ...heightsBetween(trace, fromMm, right)) - 1;
  return [left, bottom, right, bottom - 0.75 * NAME_MM];
}

function heightsBetween({ runs }: Trace, fromMm: number, toMm: number): readonly number[] {
  return runs.flatMap((run) =>
    run.filter((_, n) => n % 2 === 1 && (run[n - 1] as number) >= fromMm && (run[n - 1] as number) <= toMm),
  );
}
