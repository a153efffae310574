import type { DisplayItem, DisplayText } from './display-list.ts';
import type { PageBox } from './paper.ts';

/** One axis of a chart. */
export interface ChartAxis {
  readonly from: number;
  readonly to: number;
  /** Values that are written at the axis. */
  readonly ticks: readonly number[];
  readonly title: string;
}

/** A frame on the page that shows one quantity over another. */
export interface Chart {
  /** Inside of the frame. */
  readonly box: PageBox;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
}

/** Room that numbers and title of the x axis need below a chart, and those of the y axis at its left. */
export const CHART_MARGIN_MM = { below: 9, left: 13 };

const TEXT_MM = 2.6;

/** The place of a point on the page, `[x, y]` in mm; values beyond an axis are put at its end. */
export function placeInChart({ box, x, y }: Chart, xValue: number, yValue: number): readonly [number, number] {
  const share = (axis: ChartAxis, value: number) =>
    Math.min(1, Math.max(0, (value - axis.from) / (axis.to - axis.from)));
  return [box.leftMm + share(x, xValue) * box.widthMm, box.topMm + (1 - share(y, yValue)) * box.heightMm];
}

/** Connected points of a chart. */
export function chartLine(chart: Chart, points: readonly (readonly [number, number])[]): readonly number[] {
  return points.flatMap(([x, y]) => placeInChart(chart, x, y));
}

/** Frame, grid at the ticks, numbers and titles of a chart. */
export function drawChartFrame(chart: Chart): readonly DisplayItem[] {
  const { box, x, y } = chart;
  const [right, bottom] = [box.leftMm + box.widthMm, box.topMm + box.heightMm];
  const grid = [
    ...x.ticks.flatMap((tick) => {
      const [at] = placeInChart(chart, tick, y.from);
      return [at, box.topMm, at, bottom];
    }),
    ...y.ticks.flatMap((tick) => {
      const [, at] = placeInChart(chart, x.from, tick);
      return [box.leftMm, at, right, at];
    }),
  ];
  const frame = [
    ...[box.leftMm, box.topMm, right, box.topMm, box.leftMm, bottom, right, bottom],
    ...[box.leftMm, box.topMm, box.leftMm, bottom, right, box.topMm, right, bottom],
  ];
  return [
    { kind: 'lines', segments: grid, ink: 'grid-fine', widthMm: 0.15 },
    { kind: 'lines', segments: frame, ink: 'muted', widthMm: 0.2 },
    ...x.ticks.map((tick) => {
      const [at] = placeInChart(chart, tick, y.from);
      return chartText(String(tick), at, bottom + 3.6, 'middle');
    }),
    ...y.ticks.map((tick) => {
      const [, at] = placeInChart(chart, x.from, tick);
      return chartText(String(tick), box.leftMm - 1, at + 0.9, 'end');
    }),
    chartText(x.title, box.leftMm + box.widthMm / 2, bottom + 7.4, 'middle'),
    chartText(y.title, box.leftMm - CHART_MARGIN_MM.left + 4, box.topMm - 1.6, 'start'),
  ];
}

/** A line of small text beside or inside a chart. */
export function chartText(text: string, xMm: number, yMm: number, anchor: DisplayText['anchor']): DisplayText {
  return { kind: 'text', text, xMm, yMm, sizeMm: TEXT_MM, anchor, bold: false, ink: 'muted' };
}
