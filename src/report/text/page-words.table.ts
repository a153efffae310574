import { DISCLAIMER } from '../../disclaimer.ts';
import { inGerman } from './german-reasons.ts';
import type { ReportLanguage } from './report-language.ts';

/** What is written on a drawn page, beside the report. */
export interface PageWords {
  /** With two decimals at most. */
  number(value: number): string;
  readonly patient: string;
  years(age: number, isLowerBound: boolean): string;
  sex(sex: 'male' | 'female'): string;
  readonly pulse: string;
  /** What was done to the signal where nobody says. */
  readonly noFilter: string;
  readonly centred: string;
  part(fromSec: number, toSec: number, wholeSec: number): string;
  columns(count: number, columnSec: number): string;
  readonly normalised: string;
  source(notes: readonly string[]): string;
  cut(limitMm: number, leads: readonly string[]): string;
  readonly colours: {
    /** Orange for a class, purple against it. */
    signed(className: string): string;
    magnitudes(className: string): string;
    /** Of the method that begins at a normal ECG. */
    readonly besideNormal: string;
    /** What the values are of: the model's input, and the part of it that was seen. */
    input(fs: number, fromSec: number, toSec: number): string;
    readonly byWave: string;
    /** Other classes, which the page tells in words alone. */
    others(classNames: readonly string[]): string;
    readonly caution: string;
  };
  readonly disclaimer: string;
}

const rounded = (value: number) => String(Math.round(value * 100) / 100);
const german = (value: number) => rounded(value).replace('.', ',');

/** By language. */
export const PAGE_WORDS: Readonly<Record<ReportLanguage, PageWords>> = {
  en: {
    number: rounded,
    patient: 'patient',
    years: (age, isLowerBound) => `${isLowerBound ? 'at least ' : ''}${age} years`,
    sex: (sex) => sex,
    pulse: 'pulse',
    noFilter: 'No filter applied here.',
    centred: 'Each trace is centred on its median.',
    part: (from, to, whole) => `Seconds ${rounded(from)} to ${rounded(to)} of ${rounded(whole)}.`,
    columns: (count, sec) =>
      `Leads above one another are simultaneous; the ${count} columns follow one another in time, ${rounded(sec)} s each.`,
    normalised: 'Amplitudes are standard deviations (SD) of each lead: their millivolts are lost.',
    source: (notes) => `Source: ${notes.join('; ')}.`,
    cut: (limit, leads) => `Cut off ${limit} mm from the baseline: ${leads.join(', ')}.`,
    colours: {
      signed: (name) => `Colours: orange speaks for ${name}, purple against it`,
      magnitudes: (name) => `Colours: the darker, the more ${name} rests on it`,
      besideNormal: 'compared with a normal ECG',
      input: (fs, from, to) => `at the model's input of ${fs} Hz, seconds ${rounded(from)} to ${rounded(to)}`,
      byWave: 'mean of each wave',
      others: (names) => `What ${names.join(', ')} rests on is told below in words only.`,
      caution: 'What a network rests on need not be what is ill.',
    },
    disclaimer: DISCLAIMER,
  },
  de: {
    number: german,
    patient: 'Patient',
    years: (age, isLowerBound) => `${isLowerBound ? 'mindestens ' : ''}${age} Jahre`,
    sex: (sex) => (sex === 'male' ? 'männlich' : 'weiblich'),
    pulse: 'Eichzacke',
    noFilter: 'Hier wurde nicht gefiltert.',
    centred: 'Jede Kurve liegt um ihren Median.',
    part: (from, to, whole) => `Sekunden ${german(from)} bis ${german(to)} von ${german(whole)}.`,
    columns: (count, sec) =>
      `Übereinanderstehende Ableitungen sind gleichzeitig; die ${count} Spalten folgen zeitlich aufeinander, je ${german(sec)} s.`,
    normalised: 'Amplituden sind Standardabweichungen (SD) der einzelnen Ableitung: ihre Millivolt sind verloren.',
    source: (notes) => `Quelle: ${notes.map(inGerman).join('; ')}.`,
    cut: (limit, leads) => `Abgeschnitten ${limit} mm von der Grundlinie: ${leads.join(', ')}.`,
    colours: {
      signed: (name) => `Farben: Orange spricht für ${name}, Violett dagegen`,
      magnitudes: (name) => `Farben: je dunkler, desto mehr stützt sich ${name} darauf`,
      besideNormal: 'verglichen mit einem normalen EKG',
      input: (fs, from, to) => `an der Eingabe des Modells mit ${fs} Hz, Sekunden ${german(from)} bis ${german(to)}`,
      byWave: 'Mittel jeder Welle',
      others: (names) => `Worauf sich ${names.join(', ')} stützt, steht unten nur in Worten.`,
      caution: 'Worauf sich ein Netz stützt, muss nicht das Kranke sein.',
    },
    disclaimer: inGerman(DISCLAIMER),
  },
};
