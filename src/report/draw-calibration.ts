import { DISCLAIMER } from '../disclaimer.ts';
import { CHART_MARGIN_MM, type Chart, chartLine, chartText, drawChartFrame, placeInChart } from './chart.ts';
import type { DisplayItem, DisplayList } from './display-list.ts';

/** One bin of a reliability table. */
export interface ReliabilityPoint {
  readonly n: number;
  /** `undefined` in an empty bin. */
  readonly meanProbability: number | undefined;
  readonly observed: number | undefined;
}

/** Net benefit at one threshold probability. */
export interface NetBenefitPoint {
  readonly threshold: number;
  readonly netBenefit: number;
  readonly netBenefitOfAll: number;
}

/** What is drawn of one class. */
export interface CalibrationPanel {
  readonly class: string;
  readonly records: number;
  readonly positives: number;
  /** Reliability tables before and after calibration. */
  readonly before: readonly ReliabilityPoint[];
  readonly after: readonly ReliabilityPoint[];
  readonly decisionCurve: readonly NetBenefitPoint[];
}

const [MARGIN_MM, HEADER_MM, GAP_MM] = [10, 16, 8];
const CHART_MM = { width: 44, reliability: 44, decisionCurve: 30 };
const PER_ROW = 5;
const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * A page of reliability diagrams and decision curves, class by class. Above: the share of records that have the class against the mean
 * probability, bin by bin, grey before and black after calibration, and the records of each bin as bars after it. Below: net benefit of
 * acting on the model (black), on all records (grey) and on none (the line at 0).
 *
 * @param title says which model, which records, and whether the fits saw them
 */
export function drawCalibration(title: string, panels: readonly CalibrationPanel[]): DisplayList {
  const columns = Math.min(PER_ROW, Math.max(1, panels.length));
  const cellWidth = CHART_MARGIN_MM.left + CHART_MM.width + GAP_MM;
  const cellHeight = 5 + CHART_MM.reliability + CHART_MM.decisionCurve + 2 * CHART_MARGIN_MM.below + 2 * GAP_MM;
  const rows = Math.ceil(panels.length / columns);
  const widthMm = 2 * MARGIN_MM + columns * cellWidth;
  const heightMm = HEADER_MM + rows * cellHeight + MARGIN_MM;
  return {
    widthMm,
    heightMm,
    title,
    items: [
      { ...chartText(title, MARGIN_MM, 9, 'start'), sizeMm: 4, bold: true, ink: 'text' },
      ...panels.flatMap((panel, i) => {
        const left = MARGIN_MM + (i % columns) * cellWidth + CHART_MARGIN_MM.left;
        return drawPanel(panel, left, HEADER_MM + Math.floor(i / columns) * cellHeight);
      }),
      chartText(DISCLAIMER, MARGIN_MM, heightMm - 5, 'start'),
    ],
  };
}

function drawPanel(panel: CalibrationPanel, leftMm: number, topMm: number): readonly DisplayItem[] {
  const heading = `${panel.class}, ${panel.positives} of ${panel.records} records`;
  const reliabilityTop = topMm + 9;
  const curveTop = reliabilityTop + CHART_MM.reliability + CHART_MARGIN_MM.below + GAP_MM;
  return [
    { ...chartText(heading, leftMm, topMm + 3, 'start'), sizeMm: 3.2, bold: true, ink: 'text' },
    ...drawReliability(panel, {
      box: { leftMm, topMm: reliabilityTop, widthMm: CHART_MM.width, heightMm: CHART_MM.reliability },
      x: { from: 0, to: 1, ticks: SHARES, title: 'probability' },
      y: { from: 0, to: 1, ticks: SHARES, title: 'observed' },
    }),
    ...drawDecisionCurve(panel, leftMm, curveTop),
  ];
}

function drawReliability({ before, after }: CalibrationPanel, chart: Chart): readonly DisplayItem[] {
  const most = Math.max(1, ...after.map(({ n }) => n));
  // Bars reach a quarter of the height: they tell where the records are, not how many to the last one.
  const bars = after.flatMap(({ n, meanProbability }) => {
    if (meanProbability === undefined) return [];
    return [...placeInChart(chart, meanProbability, 0), ...placeInChart(chart, meanProbability, n / most / 4)];
  });
  return [
    ...drawChartFrame(chart),
    { kind: 'lines', segments: bars, ink: 'grid-bold', widthMm: 1.2 },
    {
      kind: 'lines',
      segments: chartLine(chart, [
        [0, 0],
        [1, 1],
      ]),
      ink: 'muted',
      widthMm: 0.15,
    },
    ...drawPoints(before, chart, 'muted', 'before calibration'),
    ...drawPoints(after, chart, 'trace', 'after calibration'),
  ];
}

/** Bins as a line with a dot each; none where all bins are empty. */
function drawPoints(
  bins: readonly ReliabilityPoint[],
  chart: Chart,
  ink: 'muted' | 'trace',
  label: string,
): readonly DisplayItem[] {
  const places = bins.flatMap(({ meanProbability: x, observed: y }) =>
    x === undefined || y === undefined ? [] : [placeInChart(chart, x, y)],
  );
  if (places.length === 0) return [];
  return [
    { kind: 'polyline', points: places.flat(), ink, widthMm: 0.25, label },
    ...places.map((points): DisplayItem => ({ kind: 'polyline', points, ink, widthMm: 1 })),
  ];
}

function drawDecisionCurve(
  { decisionCurve, positives, records }: CalibrationPanel,
  leftMm: number,
  topMm: number,
): readonly DisplayItem[] {
  const prevalence = positives / records;
  const top = Math.max(0.05, Math.ceil(prevalence * 20) / 20);
  const chart: Chart = {
    box: { leftMm, topMm, widthMm: CHART_MM.width, heightMm: CHART_MM.decisionCurve },
    x: { from: 0, to: 1, ticks: SHARES, title: 'threshold probability' },
    y: {
      from: -top / 4,
      to: top,
      ticks: [0, top / 2, top].map((tick) => Number(tick.toFixed(3))),
      title: 'net benefit',
    },
  };
  // Where acting on all does harm beyond the chart, its line ends.
  const ofAll = decisionCurve.filter(({ netBenefitOfAll }) => netBenefitOfAll >= chart.y.from);
  const line = (points: readonly (readonly [number, number])[], ink: 'muted' | 'trace', label: string) =>
    points.length < 2
      ? []
      : [{ kind: 'polyline' as const, points: chartLine(chart, points), ink, widthMm: 0.3, label }];
  return [
    ...drawChartFrame(chart),
    {
      kind: 'lines',
      segments: chartLine(chart, [
        [0, 0],
        [1, 0],
      ]),
      ink: 'muted',
      widthMm: 0.2,
    },
    ...line(
      ofAll.map(({ threshold, netBenefitOfAll }) => [threshold, netBenefitOfAll]),
      'muted',
      'act on all',
    ),
    ...line(
      decisionCurve.map(({ threshold, netBenefit }) => [threshold, netBenefit]),
      'trace',
      'act on the model',
    ),
  ];
}
