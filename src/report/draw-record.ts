import { EcgError } from '../errors.ts';
import { type EcgRecord, recordLength, selectLeads } from '../record/index.ts';
import type { DisplayList } from './display-list.ts';
import { drawFooter, drawHeader, FOOTER_LINE_MM, HEADER_MM } from './draw-heading.ts';
import { drawRow, placeRows } from './draw-rows.ts';
import { drawShading, type Shading } from './draw-shading.ts';
import { defaultLayout, layoutRows, type RecordLayout } from './layout.ts';
import { factsText, type PageScale, pageNotes, pulseAmplitude, scaleText } from './page-text.ts';
import { drawPaper, PULSE_SEC } from './paper.ts';
import { PAGE_WORDS } from './text/page-words.table.ts';
import type { ReportLanguage } from './text/report-language.ts';
import { drawTrace } from './trace.ts';

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
  /** What was done to the signal before it came here, as a sentence; that no filter was applied here unless said. */
  readonly filterStatement?: string;
  /** Colours behind the traces; none unless said. */
  readonly shading?: Shading;
  /** Of what is written; English unless said. */
  readonly language?: ReportLanguage;
}

const MARGIN_MM = 8;

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
  const { leads, grid = true, title = record.source.name, language = 'en' } = options;
  const words = PAGE_WORDS[language];
  const { filterStatement = words.noFilter } = options;
  const shown = leads === undefined ? record : selectLeads(record, leads);
  const scale = resolveScale(record, options);
  const { fromSec, toSec } = resolveWindow(record, options);
  const layout = options.layout ?? defaultLayout(Object.keys(shown.leads));
  const rows = layoutRows(layout, Object.keys(shown.leads), fromSec, toSec).map((row) =>
    row.map((cell) => ({
      ...cell,
      trace: drawTrace(shown.leads[cell.lead] as Float32Array, cell.fromSec, cell.toSec, {
        ...scale,
        gainMm: cell.isInverted ? -scale.gainMm : scale.gainMm,
        fs: record.fs,
        originSec: fromSec,
      }),
    })),
  );
  const { shading } = options;
  const notes = [...pageNotes(record, { fromSec, toSec, rows }, filterStatement, words), ...(shading?.notes ?? [])];

  const page = placeRows(rows, {
    leftMm: MARGIN_MM,
    topMm: MARGIN_MM + HEADER_MM,
    traceWidthMm: (toSec - fromSec) * scale.speedMmPerSec,
    pulseWidthMm: PULSE_SEC * scale.speedMmPerSec,
    pulseHeightMm: pulseAmplitude(record) * scale.gainMm,
  });
  const placeOf = (row: number) => ({
    originMm: page.traceLeftMm - fromSec * scale.speedMmPerSec,
    baselineMm: page.baselinesMm[row] as number,
    speedMmPerSec: scale.speedMmPerSec,
  });
  return {
    widthMm: page.grid.widthMm + 2 * MARGIN_MM,
    heightMm: page.grid.topMm + page.grid.heightMm + FOOTER_LINE_MM * (notes.length + 1) + MARGIN_MM,
    title: `ECG ${title}`,
    items: [
      ...(grid ? drawPaper(page.grid) : []),
      ...(shading ? rows.flatMap((row, r) => row.flatMap((cell) => drawShading(shading, cell, placeOf(r)))) : []),
      ...rows.flatMap((row, r) => drawRow(row, page.baselinesMm[r] as number, page)),
      ...drawHeader({ title, facts: factsText(record, words), scale: scaleText(record, scale, language) }, page.grid),
      ...drawFooter(notes, words.disclaimer, page.grid),
    ],
  };
}

function resolveScale(record: EcgRecord, options: DrawRecordOptions): PageScale {
  const isMv = record.unit === 'mV';
  const [name, foreign] = isMv ? (['gainMmPerMv', 'gainMmPerSd'] as const) : (['gainMmPerSd', 'gainMmPerMv'] as const);
  if (options[foreign] !== undefined) {
    const rule = `a record in ${isMv ? 'mV' : 'standard deviations'} takes ${name}`;
    throw new EcgError('invalid-argument', `drawRecord: ${rule}, got ${foreign}`, { unit: record.unit });
  }
  return {
    speedMmPerSec: positive('speedMmPerSec', options.speedMmPerSec ?? 25),
    gainMm: positive(name, options[name] ?? (isMv ? 10 : 2.5)),
  };
}

/** The stretch that is drawn: as long as asked for, or to the end of the record. */
function resolveWindow(record: EcgRecord, options: DrawRecordOptions): { fromSec: number; toSec: number } {
  const { fromSec = 0, durationSec = 10 } = options;
  const wholeSec = recordLength(record) / record.fs;
  if (!(fromSec >= 0 && fromSec < wholeSec)) {
    const rule = `fromSec must lie inside the record of ${wholeSec} s`;
    throw new EcgError('invalid-argument', `drawRecord: ${rule}, got ${fromSec}`, { fromSec, wholeSec });
  }
  return { fromSec, toSec: Math.min(wholeSec, fromSec + positive('durationSec', durationSec)) };
}

function positive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new EcgError('invalid-argument', `drawRecord: ${name} must be positive, got ${value}`, { [name]: value });
}
