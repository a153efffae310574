import {
  type DisplayItem,
  type DrawnCell,
  drawEnvelope,
  drawRow,
  drawShading,
  drawTrace,
  type LayoutCell,
  PULSE_SEC,
  pulseAmplitude,
  type Shading,
  type Trace,
} from 'einthoven/report';
import type { FiducialMark } from './fiducial-marks.ts';
import type { LeadSpan } from './lead-spans.ts';
import type { PlacedRows } from './place-rows.ts';
import type { SignalCache } from './signal-cache.ts';
import type { TracingSource } from './tracing-source.ts';
import type { Frame } from './view.ts';

/** Colours behind the traces that show what a finding rests on, by lead and sample, and the time at which they begin. */
export type AttributionOverlay = Shading & { readonly fromSec: number };

/** All that a view of a tracing shows. */
export interface Scene {
  readonly source: Pick<TracingSource, 'fs' | 'unit' | 'length'>;
  readonly signals: SignalCache;
  readonly spans: ReadonlyMap<string, LeadSpan>;
  readonly rows: PlacedRows;
  readonly gainMm: number;
  readonly overlay?: AttributionOverlay | undefined;
  readonly fiducials?: Readonly<Record<string, readonly FiducialMark[]>> | undefined;
}

/** As wide as what print draws as one column. */
const COLUMN_MM = 0.2;
/** Of more samples in a column, only the extremes are asked for. */
const MOST_SAMPLES_PER_COLUMN = 8;
const NAME_Y_MM = -5.5;
/** A row is drawn while so much around its baseline is on the screen: what traces reach at most. */
const REACH_MM = 100;
/** Marks of fiducials reach from here to there below the baseline. */
const MARK_MM = [6, 8.5] as const;

/** Samples per column from which on a view at this speed shows extremes of columns; `undefined` where it shows samples. */
export function samplesPerColumn(fs: number, { speedMmPerSec }: Pick<Frame, 'speedMmPerSec'>): number | undefined {
  const samples = (fs * COLUMN_MM) / speedMmPerSec;
  return samples > MOST_SAMPLES_PER_COLUMN ? Math.ceil(samples) : undefined;
}

/** The times of a cell in a frame. */
export function cellIn({ fromSec, toSec }: Frame, cell: LayoutCell): LayoutCell {
  const windowSec = toSec - fromSec;
  return { ...cell, fromSec: fromSec + cell.fromSec * windowSec, toSec: fromSec + cell.toSec * windowSec };
}

/** What is visible of a tracing, in mm from the top left corner of the screen: colours, traces, names, pulses, marks. */
export function drawView(scene: Scene, frame: Frame): readonly DisplayItem[] {
  const { source, rows, gainMm, overlay, fiducials } = scene;
  const places = {
    traceLeftMm: frame.traceLeftMm,
    traceWidthMm: frame.traceWidthMm,
    pulseWidthMm: PULSE_SEC * frame.speedMmPerSec,
    pulseHeightMm: pulseAmplitude(source) * gainMm,
  };
  const originMm = frame.traceLeftMm - frame.fromSec * frame.speedMmPerSec;
  const colours: DisplayItem[] = [];
  const items: DisplayItem[] = [];
  rows.cells.forEach((row, r) => {
    const baselineMm = (rows.baselinesMm[r] as number) - frame.topMm;
    if (baselineMm < -REACH_MM || baselineMm > frame.heightMm + REACH_MM) return;
    const drawn = row.map((cell): DrawnCell => {
      const shown = cellIn(frame, cell);
      return { ...shown, trace: traceOf(scene, frame, shown), nameYMm: NAME_Y_MM };
    });
    for (const cell of drawn) {
      const place = { originMm, baselineMm, speedMmPerSec: frame.speedMmPerSec };
      if (overlay !== undefined) colours.push(...drawOverlay(overlay, cell, place));
      items.push(...drawMarks(fiducials?.[cell.lead] ?? [], cell, source.fs, place));
    }
    items.push(...drawRow(drawn, baselineMm, places));
  });
  return [...colours, ...items];
}

/** Colours that begin later than the recording. */
function drawOverlay(
  overlay: AttributionOverlay,
  { fromSec, toSec, ...cell }: LayoutCell,
  place: Parameters<typeof drawShading>[2],
): readonly DisplayItem[] {
  const delay = overlay.fromSec;
  const originMm = place.originMm + delay * place.speedMmPerSec;
  return drawShading(overlay, { ...cell, fromSec: fromSec - delay, toSec: toSec - delay }, { ...place, originMm });
}

function traceOf({ source, signals, spans, gainMm }: Scene, frame: Frame, cell: LayoutCell): Trace {
  const { fs } = source;
  const scale = {
    fs,
    speedMmPerSec: frame.speedMmPerSec,
    gainMm: cell.isInverted ? -gainMm : gainMm,
    originSec: frame.fromSec,
    baseline: spans.get(cell.lead)?.baseline ?? 0,
  };
  const perColumn = samplesPerColumn(fs, frame);
  if (perColumn === undefined) {
    const from = Math.max(0, Math.floor(cell.fromSec * fs));
    const to = Math.min(source.length, Math.ceil(cell.toSec * fs) + 1);
    const samples = signals.read(cell.lead, from, to);
    return drawTrace(samples, cell.fromSec, cell.toSec, { ...scale, startSec: from / fs });
  }
  // Columns lie on a grid of their own, which does not move with the window: otherwise extremes would flicker.
  const first = Math.ceil((cell.fromSec * fs) / perColumn);
  const last = Math.max(first, Math.floor((cell.toSec * fs) / perColumn));
  const extremes = signals.envelope(cell.lead, first, last, perColumn);
  return drawEnvelope(extremes, (first * perColumn) / fs, perColumn / fs, scale);
}

/** Short strokes below the trace where fiducials are. */
function drawMarks(
  marks: readonly FiducialMark[],
  { fromSec, toSec }: LayoutCell,
  fs: number,
  place: { readonly originMm: number; readonly baselineMm: number; readonly speedMmPerSec: number },
): readonly DisplayItem[] {
  const segments: number[] = [];
  for (const { sample } of marks) {
    const sec = sample / fs;
    if (sec < fromSec || sec > toSec) continue;
    const x = place.originMm + sec * place.speedMmPerSec;
    segments.push(x, place.baselineMm + MARK_MM[0], x, place.baselineMm + MARK_MM[1]);
  }
  return segments.length > 0 ? [{ kind: 'lines', segments, ink: 'mark', widthMm: 0.2 }] : [];
}
