import { type EcgRecord, recordLength } from '../record/index.ts';
import type { LayoutCell } from './layout.ts';
import { PAGE_WORDS, type PageWords } from './text/page-words.table.ts';
import type { ReportLanguage } from './text/report-language.ts';
import { textWidthMm, WIDER_FONTS } from './text-width.ts';
import { LIMIT_MM, type Trace } from './trace.ts';

/** The scales of a page. */
export interface PageScale {
  readonly speedMmPerSec: number;
  /** mm per mV, or per standard deviation where the record's unit is `normalised`. */
  readonly gainMm: number;
}

/** The rows of a page, and the stretch of the record that they show. */
export interface DrawnRows {
  readonly fromSec: number;
  readonly toSec: number;
  readonly rows: readonly (readonly (LayoutCell & { readonly trace: Trace })[])[];
}

/** Size of the calibration pulse in the record's unit; 4 standard deviations are about 1 mV. */
export function pulseAmplitude({ unit }: Pick<EcgRecord, 'unit'>): number {
  return unit === 'mV' ? 1 : 4;
}

/** Speed, gain and calibration pulse, as printed; in English unless said. */
export function scaleText(record: Pick<EcgRecord, 'unit'>, scale: PageScale, language: ReportLanguage = 'en'): string {
  const words = PAGE_WORDS[language];
  const unit = record.unit === 'mV' ? 'mV' : 'SD';
  const [speed, gain] = [words.number(scale.speedMmPerSec), words.number(scale.gainMm)];
  return `${speed} mm/s   ${gain} mm/${unit}   ${words.pulse} ${pulseAmplitude(record)} ${unit}, ${words.number(0.2)} s`;
}

/** What is known about patient and recording, as printed. */
export function factsText({ patient, fs, source }: EcgRecord, words: PageWords): string {
  const { id, ageYears, ageIsLowerBound, sex, heightCm, weightKg } = patient;
  const facts = [
    id === undefined ? undefined : `${words.patient} ${id}`,
    ageYears === undefined ? undefined : words.years(ageYears, ageIsLowerBound === true),
    sex && words.sex(sex),
    heightCm === undefined ? undefined : `${heightCm} cm`,
    weightKg === undefined ? undefined : `${weightKg} kg`,
    source.startTime,
    `${words.number(fs)} Hz`,
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}

/** What a reader must know to read the page right, one sentence or two per line. */
export function pageNotes(
  record: EcgRecord,
  { fromSec, toSec, rows }: DrawnRows,
  filterStatement: string,
  words: PageWords,
): readonly string[] {
  const wholeSec = recordLength(record) / record.fs;
  const isPart = toSec - fromSec < wholeSec - 1 / record.fs;
  const columns = Math.max(...rows.map((row) => row.length));
  const cut = new Set(rows.flatMap((row) => row.filter(({ trace }) => trace.isCut).map(({ lead }) => lead)));
  const notes = [
    `${filterStatement} ${words.centred}`,
    isPart && words.part(fromSec, toSec, wholeSec),
    columns > 1 && words.columns(columns, (toSec - fromSec) / columns),
    record.unit === 'normalised' && words.normalised,
    record.source.notes.length > 0 && words.source(record.source.notes),
    cut.size > 0 && words.cut(LIMIT_MM, [...cut]),
  ];
  return notes.filter((note) => note !== false);
}

/** The text, shortened with `…` where at this size it would be wider than a width. */
export function fitText(text: string, sizeMm: number, widthMm: number): string {
  const fits = (words: string) => WIDER_FONTS * textWidthMm(words, sizeMm) <= widthMm;
  if (fits(text)) return text;
  let letters = text.length - 1;
  while (letters > 0 && !fits(`${text.slice(0, letters)}…`)) letters--;
  return `${text.slice(0, letters)}…`;
}
