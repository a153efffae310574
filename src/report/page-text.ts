import { type EcgRecord, recordLength } from '../record/index.ts';
import type { LayoutCell } from './layout.ts';
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

/** Speed, gain and calibration pulse, as printed. */
export function scaleText(record: Pick<EcgRecord, 'unit'>, { speedMmPerSec, gainMm }: PageScale): string {
  const unit = record.unit === 'mV' ? 'mV' : 'SD';
  return `${speedMmPerSec} mm/s   ${gainMm} mm/${unit}   pulse ${pulseAmplitude(record)} ${unit}, 0.2 s`;
}

/** What is known about patient and recording, as printed. */
export function factsText({ patient, fs, source }: EcgRecord): string {
  const { id, ageYears, ageIsLowerBound, sex, heightCm, weightKg } = patient;
  const facts = [
    id === undefined ? undefined : `patient ${id}`,
    ageYears === undefined ? undefined : `${ageIsLowerBound === true ? 'at least ' : ''}${ageYears} years`,
    sex,
    heightCm === undefined ? undefined : `${heightCm} cm`,
    weightKg === undefined ? undefined : `${weightKg} kg`,
    source.startTime,
    `${fs} Hz`,
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ');
}

/** What a reader must know to read the page right, one sentence or two per line. */
export function pageNotes(
  record: EcgRecord,
  { fromSec, toSec, rows }: DrawnRows,
  filterStatement: string,
): readonly string[] {
  const wholeSec = recordLength(record) / record.fs;
  const isPart = toSec - fromSec < wholeSec - 1 / record.fs;
  const columns = Math.max(...rows.map((row) => row.length));
  const columnSec = seconds((toSec - fromSec) / columns);
  const cut = new Set(rows.flatMap((row) => row.filter(({ trace }) => trace.isCut).map(({ lead }) => lead)));
  const notes = [
    `${filterStatement} Each trace is centred on its median.`,
    isPart && `Seconds ${seconds(fromSec)} to ${seconds(toSec)} of ${seconds(wholeSec)}.`,
    columns > 1 &&
      `Leads above one another are simultaneous; the ${columns} columns follow one another in time, ${columnSec} s each.`,
    record.unit === 'normalised' && 'Amplitudes are standard deviations (SD) of each lead: their millivolts are lost.',
    record.source.notes.length > 0 && `Source: ${record.source.notes.join('; ')}.`,
    cut.size > 0 && `Cut off ${LIMIT_MM} mm from the baseline: ${[...cut].join(', ')}.`,
  ];
  return notes.filter((note) => note !== false);
}

function seconds(sec: number): string {
  return String(Math.round(sec * 100) / 100);
}

/** The text, shortened with `…` where at this size it would be wider than a width: letters take half their size on average. */
export function fitText(text: string, sizeMm: number, widthMm: number): string {
  const letters = Math.max(1, Math.floor(widthMm / (0.52 * sizeMm)));
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}
