import { drawTrace, type LayoutCell, layoutRows, stackRows } from 'einthoven/report';
import type { LeadSpan } from './lead-spans.ts';
import type { TracingSettings } from './settings.ts';

/** Rows that keep their places while time moves under them. */
export interface PlacedRows {
  /** Leads of each row; their times are parts of the window, 0 to 1. */
  readonly cells: readonly (readonly LayoutCell[])[];
  /** Down from the top of the paper. */
  readonly baselinesMm: readonly number[];
  readonly heightMm: number;
}

/** Free above the first baseline, for names and pulses. */
const HEADROOM_MM = 11;
/** At this speed heights are compared; only times that are drawn above one another matter, so any will do. */
const SPEED_MM_PER_SEC = 25;
/** Of stretches that stand for a longer record, so much of the samples at either end is left out: a single artefact parts no rows. */
const RARE = 0.002;

/**
 * Places the rows of a layout so near to one another as the whole record allows without one trace running into another's: those of a
 * column are simultaneous wherever the window is. Rows of long records are placed by samples, and may touch at artefacts.
 */
export function placeRows(
  { layout, lead }: Pick<TracingSettings, 'layout' | 'lead'>,
  leads: readonly string[],
  spans: ReadonlyMap<string, LeadSpan>,
  { fs, gainMm }: { readonly fs: number; readonly gainMm: number },
): PlacedRows {
  const cells = layout === 'single' ? layoutRows('12x1', [lead], 0, 1) : layoutRows(layout, leads, 0, 1);
  const columns = Math.max(...cells.map((row) => row.length));
  const outlines = new Map([...spans].map(([name, span]) => [name, outlineOf(span, fs, gainMm)]));
  const widthMm = Math.max(...[...outlines.values()].map((outline) => outline.widthMm));
  const rows = cells.map((row) =>
    Array.from({ length: columns }, (_, column) => row[column] ?? row[0]).flatMap((cell, column) =>
      cell === undefined ? [] : shifted(outlines.get(cell.lead)?.runs ?? [], column * widthMm, cell.isInverted),
    ),
  );
  return { cells, ...stackRows(rows, columns * widthMm, Math.max(HEADROOM_MM, gainMm + 1)) };
}

type Runs = readonly (readonly number[])[];

function outlineOf({ baseline, stretches, isWhole }: LeadSpan, fs: number, gainMm: number) {
  const [whole] = stretches;
  if (isWhole && whole !== undefined) {
    const durationSec = whole.length / fs;
    const scale = { fs, gainMm, baseline, speedMmPerSec: SPEED_MM_PER_SEC, originSec: 0 };
    return { runs: drawTrace(whole, 0, durationSec, scale).runs, widthMm: durationSec * SPEED_MM_PER_SEC };
  }
  const present = stretches.flatMap((samples) => [...samples]).filter((value) => !Number.isNaN(value));
  const sorted = Float32Array.from(present).sort();
  const [low, high] = [RARE, 1 - RARE].map((part) => {
    return ((sorted[Math.floor(part * (sorted.length - 1))] ?? baseline) - baseline) * -gainMm;
  }) as [number, number];
  return { runs: [[0, low, 1, low, 1, high, 0, high]], widthMm: 1 };
}

function shifted(runs: Runs, byMm: number, isInverted: boolean): Runs {
  const sign = isInverted ? -1 : 1;
  return runs.map((run) => run.map((value, n) => (n % 2 === 0 ? value + byMm : sign * value)));
}
