import type { DisplayLines, DisplayPolyline } from './display-list.ts';

/** A box on the page, mm. */
export interface PageBox {
  readonly leftMm: number;
  readonly topMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
}

/** ECG paper: a line every millimetre, a bold one every fifth, from the top left corner of a box. */
export function drawPaper(box: PageBox): readonly DisplayLines[] {
  const isBold = (n: number) => n % 5 === 0;
  return [
    { kind: 'lines', segments: ruling(box, (n) => !isBold(n)), ink: 'grid-fine', widthMm: 0.1 },
    { kind: 'lines', segments: ruling(box, isBold), ink: 'grid-bold', widthMm: 0.15 },
  ];
}

/** Vertical and horizontal lines of the box at the whole millimetres that `includes` accepts. */
function ruling({ leftMm, topMm, widthMm, heightMm }: PageBox, includes: (n: number) => boolean): readonly number[] {
  const wholeMm = (length: number) => Array.from({ length: Math.floor(length) + 1 }, (_, n) => n).filter(includes);
  return [
    ...wholeMm(widthMm).flatMap((n) => [leftMm + n, topMm, leftMm + n, topMm + heightMm]),
    ...wholeMm(heightMm).flatMap((n) => [leftMm, topMm + n, leftMm + widthMm, topMm + n]),
  ];
}

/** Duration of the calibration pulse. */
export const PULSE_SEC = 0.2;

/** A calibration pulse with its feet on a baseline, its rise at `xMm`. */
export function drawPulse(xMm: number, baselineMm: number, widthMm: number, heightMm: number): DisplayPolyline {
  const top = baselineMm - heightMm;
  const [rise, fall] = [xMm, xMm + widthMm];
  return {
    kind: 'polyline',
    points: [rise - 1.5, baselineMm, rise, baselineMm, rise, top, fall, top, fall, baselineMm, fall + 1.5, baselineMm],
    ink: 'trace',
    widthMm: 0.25,
    label: 'calibration',
  };
}
