import { EcgError } from '../errors.ts';
import { type EcgRecord, recordLength, selectLeads } from '../record/index.ts';
import type { DisplayItem, DisplayList, DisplayPolyline, DisplayText } from './display-list.ts';
import { defaultLayout, type LayoutCell, layoutRows, type RecordLayout } from './layout.ts';
import { DISCLAIMER, factsText, fitText, pageNotes, pulseAmplitude, scaleText } from './page-text.ts';
import { drawPaper, drawPulse, type PageBox, PULSE_SEC } from './paper.ts';
import { stackRows, upToFive } from './stack-rows.ts';
import { drawTrace, type Trace } from './trace.ts';

/** How a record is drawn. */
export interface DrawRecordOptions {
  /** `3x4+1` for records with the twelve standard leads and `12x1` (a row per lead) for others, unless said. */
  readonly layout?: RecordLayout;
  /** The leads to draw, by name; all, unless said. */
  readonly leads?: readonly string[];
  /** Start of what is drawn; 0 unless said. */
  readonly fromSec?: number;
  /** How much is drawn, where the record is that long; 10 s unless said. */
  readonly durationSec?: number;
  /** 25 unless said. */
  readonly speedMmPerSec?: number;
  /** 10 unless said. Records in mV only. */
  readonly gainMmPerMv?: number;
  /** 2.5 unless said, about 10 mm/mV. Records in standard deviations (`normalised`) only. */
  readonly gainMmPerSd?: number;
  /** Whether the millimetre grid is drawn; it is, unless said. */
  readonly grid?: boolean;
  /** Heading; the record's name unless said. */
  readonly title?: string;
  /** What was done to the signal before it came here, as a sentence; `No filter applied here.` unless said. */
  readonly filterStatement?: string;
}

const MARGIN_MM = 8;
const HEADER_MM = 16;
const FOOTER_LINE_MM = 3.8;
/** Room for the heading and for the notes, on a page for a short record. */
const LEAST_GRID_MM = 150;
const NAME_MM = 3.6;

/**
 * A page of ECG paper with a record on it, at true scale: printed at its own size, 1 s is `speedMmPerSec` long and 1 mV is
 * `gainMmPerMv` high. Rows are as far apart as their traces need, so nothing overlaps and no gain is changed; the default page
 * fits A4 across, unless voltages are large. Missing samples (NaN) are gaps.
 *
 * @throws EcgError `invalid-argument` when a scale or duration is not positive, `fromSec` is not inside the record, a lead that
 * is asked for is missing, a layout of twelve leads is asked for and one is missing, or a gain of the other unit is given
 * @example
 * const record = makeRecord({ fs: 500, leads: { MLII: new Float32Array(5000) } });
 * drawRecord(record).widthMm // => 276
 * drawRecord(record, { speedMmPerSec: 50 }).widthMm // => 531
 */
export function drawRecord(record: EcgRecord, options: DrawRecordOptions = {}): DisplayList {
  const shown = options.leads === undefined ? record : selectLeads(record, options.leads);
  const names = Object.keys(shown.leads);
  const scale = resolveScale(record, options);
  const { fromSec, toSec } = resolveWindow(record, options);
  const { layout = defaultLayout(names), grid = true, title = record.source.name } = options;

  const rows = layoutRows(layout, names, fromSec, toSec);
  const traceScale = { ...scale, fs: record.fs, originSec: fromSec };
  const traces = rows.map((row) =>
    row.map((cell) => drawTrace(shown.leads[cell.lead] as Float32Array, cell.fromSec, cell.toSec, traceScale)),
  );
  const cut = names.filter((name) =>
    rows.some((row, r) => row.some((cell, c) => cell.lead === name && traces[r]?.[c]?.isCut)),
  );
  const columns = Math.max(...rows.map((row) => row.length));
  const notes = pageNotes(
    record,
    { fromSec, toSec, columns, cut },
    options.filterStatement ?? 'No filter applied here.',
  );

  const traceWidthMm = upToFive((toSec - fromSec) * scale.speedMmPerSec);
  const pulseMm = PULSE_SEC * scale.speedMmPerSec;
  const indentMm = upToFive(pulseMm + 5);
  const pulseHeightMm = pulseAmplitude(record) * scale.gainMm;
  const stacked = stackRows(traces, traceWidthMm, Math.max(10, pulseHeightMm + 2));
  const gridHeightMm = Math.max(stacked.heightMm, isShort(rows) ? 0 : LEAST_GRID_MM);
  // What the page has left over is shared out among the rows, in whole bold lines.
  const spareMm = 5 * Math.floor((gridHeightMm - stacked.heightMm) / (rows.length + 1) / 5);
  const box: PageBox = {
    leftMm: MARGIN_MM,
    topMm: MARGIN_MM + HEADER_MM,
    widthMm: indentMm + traceWidthMm,
    heightMm: gridHeightMm,
  };
  const originMm = box.leftMm + indentMm;
  const body = rows.flatMap((row, r): DisplayItem[] => {
    const baselineMm = box.topMm + (stacked.baselinesMm[r] as number) + (r + 1) * spareMm;
    const pulse = drawPulse(box.leftMm + 2.5, baselineMm, pulseMm, pulseHeightMm);
    const cells = row.flatMap((cell, c) =>
      drawCell(
        cell,
        traces[r]?.[c] as Trace,
        originMm,
        baselineMm,
        (cell.fromSec - fromSec) * scale.speedMmPerSec,
        c > 0,
      ),
    );
    return [pulse, ...cells];
  });
  const widthMm = box.widthMm + 2 * MARGIN_MM;
  return {
    widthMm,
    heightMm: box.topMm + box.heightMm + FOOTER_LINE_MM * (notes.length + 1) + MARGIN_MM,
    title,
    items: [
      ...(grid ? drawPaper(box) : []),
      ...header(record, title, scale, widthMm),
      ...body,
      ...[...notes, DISCLAIMER].map((note, line) =>
        text(note, MARGIN_MM, box.topMm + box.heightMm + FOOTER_LINE_MM * (line + 1.2), 2.8, {
          muted: note !== DISCLAIMER,
        }),
      ),
    ],
  };
}

interface ResolvedScale {
  readonly speedMmPerSec: number;
  readonly gainMm: number;
}

/** One or two rows make a strip, which needs no page around it. */
const isShort = (rows: readonly unknown[]) => rows.length < 3;

function resolveScale({ unit, source }: EcgRecord, options: DrawRecordOptions): ResolvedScale {
  const { speedMmPerSec = 25, gainMmPerMv, gainMmPerSd } = options;
  const other = unit === 'mV' ? gainMmPerSd : gainMmPerMv;
  if (other !== undefined) {
    const rule = `record ${source.name} has ${unit} amplitudes and takes ${unit === 'mV' ? 'gainMmPerMv' : 'gainMmPerSd'}`;
    throw new EcgError('invalid-argument', `drawRecord: ${rule}, got the other gain`, { unit });
  }
  const gainMm = unit === 'mV' ? (gainMmPerMv ?? 10) : (gainMmPerSd ?? 2.5);
  for (const [name, value] of Object.entries({ speedMmPerSec, gainMm })) {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new EcgError('invalid-argument', `drawRecord: ${name} must be positive, got ${value}`, { [name]: value });
    }
  }
  return { speedMmPerSec, gainMm };
}

function resolveWindow(record: EcgRecord, { fromSec = 0, durationSec = 10 }: DrawRecordOptions) {
  const wholeSec = recordLength(record) / record.fs;
  if (!(fromSec >= 0 && fromSec < wholeSec)) {
    throw new EcgError('invalid-argument', `drawRecord: fromSec must lie in 0–${wholeSec} s, got ${fromSec}`, {
      fromSec,
    });
  }
  if (!(durationSec > 0)) {
    throw new EcgError('invalid-argument', `drawRecord: durationSec must be positive, got ${durationSec}`, {
      durationSec,
    });
  }
  return { fromSec, toSec: Math.min(fromSec + durationSec, wholeSec) };
}

/** Name and trace of one cell, with a mark where it follows another lead in the row. */
function drawCell(
  { lead }: LayoutCell,
  { runs }: Trace,
  originMm: number,
  baselineMm: number,
  startMm: number,
  follows: boolean,
): readonly DisplayItem[] {
  const placed = runs.map((points): DisplayPolyline => {
    const moved = points.map((value, n) => value + (n % 2 === 0 ? originMm : baselineMm));
    return { kind: 'polyline', points: moved, ink: 'trace', widthMm: 0.25, label: lead };
  });
  const xMm = originMm + startMm;
  const mark: DisplayItem = {
    kind: 'lines',
    segments: [xMm, baselineMm - 9, xMm, baselineMm - 6, xMm, baselineMm + 6, xMm, baselineMm + 9],
    ink: 'mark',
    widthMm: 0.2,
  };
  return [...(follows ? [mark] : []), ...placed, text(lead, xMm + 1, baselineMm - 6.5, NAME_MM, { bold: true })];
}

function header(record: EcgRecord, title: string, scale: ResolvedScale, widthMm: number): readonly DisplayText[] {
  const roomMm = widthMm - 2 * MARGIN_MM;
  const scales = scaleText(record, scale);
  return [
    text(fitText(title, 5, roomMm * 0.6), MARGIN_MM, MARGIN_MM + 4.5, 5, { bold: true }),
    text(fitText(factsText(record), 3.2, roomMm), MARGIN_MM, MARGIN_MM + 11, 3.2),
    text(scales, widthMm - MARGIN_MM, MARGIN_MM + 4.5, 3.2, { anchor: 'end' }),
  ];
}

interface TextStyle {
  readonly bold?: boolean;
  readonly muted?: boolean;
  readonly anchor?: DisplayText['anchor'];
}

function text(content: string, xMm: number, yMm: number, sizeMm: number, style: TextStyle = {}): DisplayText {
  const { bold = false, muted = false, anchor = 'start' } = style;
  return { kind: 'text', text: content, xMm, yMm, sizeMm, anchor, bold, ink: muted ? 'muted' : 'text' };
}
