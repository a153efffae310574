import { type EcgRecord, recordLength } from '../record/index.ts';

/** The scales of a page. */
export interface PageScale {
  readonly speedMmPerSec: number;
  /** mm per mV, or per standard deviation where the record's unit is `normalised`. */
  readonly gainMm: number;
}

/** Size of the calibration pulse in the record's unit; 4 standard deviations are about 1 mV. */
export function pulseAmplitude({ unit }: EcgRecord): number {
  return unit === 'mV' ? 1 : 4;
}

/** Speed, gain and calibration pulse, as printed. */
export function scaleText(record: EcgRecord, { speedMmPerSec, gainMm }: PageScale): string {
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

/** What a reader must know to read the page right, one statement per entry. */
export function pageNotes(
  record: EcgRecord,
  drawn: {
    readonly fromSec: number;
    readonly toSec: number;
    readonly columns: number;
    readonly cut: readonly string[];
  },
  filterStatement: string,
): readonly string[] {
  const { fromSec, toSec, columns, cut } = drawn;
  const wholeSec = recordLength(record) / record.fs;
  const isPart = toSec - fromSec < wholeSec - 1 / record.fs;
  const notes = [
    `${filterStatement} Each trace is centred on its median.`,
    isPart ? `Seconds ${seconds(fromSec)} to ${seconds(toSec)} of ${seconds(wholeSec)}.` : undefined,
    columns > 1
      ? `Leads above one another are simultaneous; the ${columns} columns follow one another, ${seconds((toSec - fromSec) / columns)} s each.`
      : undefined,
    record.unit === 'mV' ? undefined : 'Amplitudes are in standard deviations of each lead (SD): millivolts are lost.',
    cut.length === 0 ? undefined : `Cut off at the end of the scale: ${cut.join(', ')}.`,
  ];
  return notes.filter((note) => note !== undefined);
}

/** Printed on every page. */
export const DISCLAIMER = 'For research and education. Not clinically validated.';

function seconds(sec: number): string {
  return String(Math.round(sec * 100) / 100);
}

/** The text, shortened with `…` where at this size it would be wider than a width: letters take half their size on average. */
export function fitText(text: string, sizeMm: number, widthMm: number): string {
  const letters = Math.max(1, Math.floor(widthMm / (0.52 * sizeMm)));
  return text.length <= letters ? text : `${text.slice(0, letters - 1)}…`;
}
