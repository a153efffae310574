import type { DisplayBoxes, Ink } from './display-list.ts';
import type { LayoutCell } from './layout.ts';

/** Values behind the traces, as colours: orange above 0, purple below, darker with the magnitude. */
export interface Shading {
  /** Hz of the values. */
  readonly fs: number;
  /** By lead, `[samples]`, from the first moment of what is drawn beneath. */
  readonly leads: Readonly<Record<string, Float32Array>>;
  /** Magnitude from which on the colour is the darkest. */
  readonly limit: number;
  /** What the colours mean, for the notes below the page, one per line. */
  readonly notes: readonly string[];
}

/** Height of the colours above and below a row's baseline. */
const REACH_MM = 5;
/** Parts of the limit from which on a value has the first, second and third depth of its colour. */
const DEPTHS = [0.12, 0.35, 0.7] as const;
const INKS: Readonly<Record<'for' | 'against', readonly Ink[]>> = {
  for: ['for-light', 'for', 'for-dark'],
  against: ['against-light', 'against', 'against-dark'],
};

/** Where a cell's values go: mm of its lead's time 0, and of its row. */
export interface ShadingPlace {
  readonly originMm: number;
  readonly baselineMm: number;
  readonly speedMmPerSec: number;
}

/** The colours behind one cell; neighbours of one depth are one box. Nothing where the lead has no values. */
export function drawShading(
  { fs, leads, limit }: Shading,
  { lead, fromSec, toSec }: LayoutCell,
  { originMm, baselineMm, speedMmPerSec }: ShadingPlace,
): readonly DisplayBoxes[] {
  const values = leads[lead];
  if (values === undefined || !(limit > 0)) return [];
  const boxes = new Map<Ink, number[]>();
  const first = Math.max(0, Math.ceil(fromSec * fs));
  const end = Math.min(values.length, Math.ceil(toSec * fs));
  let start = first;
  for (let i = first; i < end; i++) {
    const ink = inkOf(values[i] as number, limit);
    if (i + 1 < end && inkOf(values[i + 1] as number, limit) === ink) continue;
    if (ink !== undefined) {
      // A sample stands for half the way to its neighbours, within the cell.
      const left = Math.max(fromSec, (start - 0.5) / fs);
      const right = Math.min(toSec, (i + 0.5) / fs);
      const ofInk = boxes.get(ink) ?? [];
      ofInk.push(originMm + left * speedMmPerSec, baselineMm - REACH_MM, (right - left) * speedMmPerSec, 2 * REACH_MM);
      boxes.set(ink, ofInk);
    }
    start = i + 1;
  }
  return [...boxes].map(([ink, ofInk]) => ({ kind: 'boxes', boxes: ofInk, ink }));
}

function inkOf(value: number, limit: number): Ink | undefined {
  const depth = DEPTHS.findLastIndex((part) => Math.abs(value) >= part * limit);
  return INKS[value > 0 ? 'for' : 'against'][depth];
}
