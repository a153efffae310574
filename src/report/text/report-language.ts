import type { EvidenceBundle } from '../evidence/evidence-schema.ts';
import type { Said, Sentence } from './sentence.ts';

/** Languages that reports are written in. */
export const REPORT_LANGUAGES = ['en', 'de'] as const;

/** One of `REPORT_LANGUAGES`. */
export type ReportLanguage = (typeof REPORT_LANGUAGES)[number];

type Finding = EvidenceBundle['findings'][number];

/** Everything that a language has to say. Fields come as words with their pointers; a language puts them in order. */
export interface Phrases {
  readonly title: string;
  readonly sections: Readonly<Record<SectionName, string>>;
  /** Decimal point or comma. */
  number(value: number, digits: number): string;
  sex(sex: 'male' | 'female'): string;
  years(age: string, isLowerBound: boolean): string;
  leadCount(count: number): string;
  use(use: string): string;
  /** What a measurement is called; `undefined` of those that no sentence of their own tells. */
  measurement(id: string): string | undefined;
  /** What a measurement that is missing is called. */
  missing(id: string): string;
  /** What other folders say in English words: reasons, notes, names of criteria and of what they look at, `regular`. */
  words(english: string): string;
  /** Of a superclass, subclass, statement or named finding. */
  className(finding: Pick<Finding, 'class' | 'description'>): string;
  agreement(agreement: Finding['agreement']): string;
  kind(kind: EvidenceBundle['notAssessed'][number]['kind']): string;
  /** What of a beat an attribution is about. */
  segment(name: string): string;
  readonly allLeads: string;
  readonly and: string;
  record(name: Said, leads: Said, seconds: Said, fs: Said, patient: Said): Sentence;
  note(text: Said): Sentence;
  /** @param refused uses that an acceptable record may not be put to, where there are any */
  acceptable(acceptable: Said, isAcceptable: boolean, refused: Said | undefined): Sentence;
  recordReason(text: Said): Sentence;
  reversal(cables: Said): Sentence;
  leadReason(leads: Said, text: Said): Sentence;
  measured(name: string, value: Said): Sentence;
  present(name: Said, facts: Said): Sentence;
  /** One or several of the same reasons. */
  undetermined(named: Said, reasons: Said): Sentence;
  absent(names: Said): Sentence;
  /** That nothing was found, from all decisions. */
  noneFound(decisions: Said): Sentence;
  probability(value: Said): Said;
  threshold(value: Said): Said;
  uncalibrated(calibrated: Said): Said;
  plausible(level: Said, decisions: Said): Said;
  reliesOn(parts: Said): Said;
  criterion(name: Said, values: Said): Sentence;
  notAssessed(kind: Said, subjects: Said, leads: Said | undefined, reason: Said): Sentence;
  leftOut(what: Said): Sentence;
  made(model: Said, digest: Said, version: Said, record: Said): Sentence;
  disclaimer(text: Said): Sentence;
}

/** Parts of a report, in their order. */
export const SECTION_NAMES = [
  'record',
  'quality',
  'findings',
  'measurements',
  'criteria',
  'notAssessed',
  'provenance',
] as const;

/** One of `SECTION_NAMES`. */
export type SectionName = (typeof SECTION_NAMES)[number];
