import { criterionName } from '../../findings/index.ts';
import { statement } from '../../statements/index.ts';
import type { EvidenceBundle } from '../evidence/evidence-schema.ts';
import { USES } from '../evidence/not-assessed.ts';
import { english } from './english.ts';
import { findingSentences } from './finding-sentences.ts';
import { german } from './german.ts';
import { type Phrases, type ReportLanguage, SECTION_NAMES, type SectionName } from './report-language.ts';
import { joined, type Said, type Sentence, said } from './sentence.ts';

/** A part of a report. */
export interface ReportSection {
  readonly name: SectionName;
  readonly heading: string;
  readonly sentences: readonly Sentence[];
}

/** The phrases of each language. */
export const languages: Readonly<Record<ReportLanguage, Phrases>> = { en: english, de: german };

/**
 * A report in plain words, from a bundle alone and by rules alone: every sentence carries the pointers of the fields that it was made from, and
 * says nothing else. The full and the compact bundle are both taken.
 */
export function writeReport(bundle: EvidenceBundle, language: ReportLanguage = 'en'): readonly ReportSection[] {
  const phrases = languages[language];
  return SECTION_NAMES.map((name) => ({
    name,
    heading: phrases.sections[name],
    sentences: sections[name](bundle, phrases),
  })).filter(({ sentences }) => sentences.length > 0);
}

/** The report as Markdown. */
export function reportMarkdown(bundle: EvidenceBundle, language: ReportLanguage = 'en'): string {
  const parts = writeReport(bundle, language).map(
    ({ heading, sentences }) => `## ${heading}\n\n${sentences.map(({ text }) => `- ${escaped(text)}`).join('\n')}\n`,
  );
  return [`# ${languages[language].title}\n`, ...parts].join('\n');
}

/** Characters that Markdown would take for its own. */
function escaped(text: string): string {
  return text.replace(/[\\`*_<>[\]|#]/g, '\\$&');
}

const sections: Readonly<Record<SectionName, (bundle: EvidenceBundle, phrases: Phrases) => readonly Sentence[]>> = {
  record: recordSentences,
  quality: qualitySentences,
  findings: findingSentences,
  measurements: measurementSentences,
  criteria: criterionSentences,
  notAssessed: notAssessedSentences,
  provenance: ({ model, software, disclaimer, record }, phrases) => [
    phrases.made(
      said(model.name, '/model/name'),
      said(model.sha256, '/model/sha256'),
      said(software.version, '/software/version'),
      said(record.sha256, '/record/sha256'),
    ),
    phrases.disclaimer(said(phrases.words(disclaimer), '/disclaimer')),
  ],
};

function recordSentences({ record, model, leftOut }: EvidenceBundle, phrases: Phrases): readonly Sentence[] {
  const { sex, ageYears, ageIsLowerBound = false } = record.patient;
  const age = ageYears === undefined ? undefined : phrases.years(phrases.number(ageYears, 0), ageIsLowerBound);
  const bound = ageIsLowerBound ? ['/record/patient/ageIsLowerBound'] : [];
  const facts = [
    ...(sex === undefined ? [] : [said(phrases.sex(sex), '/record/patient/sex')]),
    ...(age === undefined ? [] : [said(age, '/record/patient/ageYears', ...bound)]),
  ];
  return [
    phrases.record(
      said(record.name, '/record/name'),
      said(phrases.leadCount(record.leads.length), '/record/leads'),
      said(phrases.number(record.durationMs / 1000, 1), '/record/durationMs'),
      said(phrases.number(record.fs, 0), '/record/fs'),
      facts.length > 0 ? joined(facts, ', ') : said('–', '/record/patient'),
    ),
    ...record.notes.map((note, i) => phrases.note(said(phrases.words(note), `/record/notes/${i}`))),
    ...model.warnings.map((warning, i) => phrases.note(said(phrases.words(warning), `/model/warnings/${i}`))),
    ...(leftOut ? [phrases.leftOut(said(leftOut.map(phrases.words).join('; '), '/leftOut'))] : []),
  ];
}

function qualitySentences({ quality }: EvidenceBundle, phrases: Phrases): readonly Sentence[] {
  const { acceptable, usableFor, reasons, reversal, leads } = quality;
  const refused = USES.filter((use) => !usableFor.includes(use)).map(phrases.use);
  const but = refused.length > 0 ? said(refused.join(', '), '/quality/usableFor') : undefined;
  return [
    phrases.acceptable(said('', '/quality/acceptable'), acceptable, but),
    ...reasons.map(({ text }, i) => phrases.recordReason(said(phrases.words(text), `/quality/reasons/${i}/text`))),
    ...(reversal === undefined ? [] : [phrases.reversal(said(reversal, '/quality/reversal'))]),
    ...leadSentences(leads, phrases),
  ];
}

/** What is wrong with single leads, those with the same reasons together. */
function leadSentences(leads: EvidenceBundle['quality']['leads'], phrases: Phrases): readonly Sentence[] {
  const groups = new Map<string, { readonly names: Said[]; readonly reasons: Said[] }>();
  leads.forEach(({ lead, reasons }, i) => {
    if (reasons.length === 0) return;
    const told = reasons.map(({ text }, r) => said(phrases.words(text), `/quality/leads/${i}/reasons/${r}/text`));
    const key = joined(told, '; ').text;
    const group = groups.get(key) ?? { names: [], reasons: told };
    group.names.push(said(lead, `/quality/leads/${i}/lead`));
    groups.set(key, group);
  });
  return [...groups.values()].map(({ names, reasons }) =>
    phrases.leadReason(joined(names, ', '), joined(reasons, '; ')),
  );
}

function measurementSentences({ measurements }: EvidenceBundle, phrases: Phrases): readonly Sentence[] {
  return measurements.flatMap(({ id, value, unit }, i) => {
    const name = phrases.measurement(id);
    // Counts of what did not happen are no news.
    if (name === undefined || (id.endsWith('Count') && value === 0)) return [];
    const text = typeof value === 'number' ? phrases.number(value, 0) : phrases.words(value);
    return [phrases.measured(name, said(withUnit(text, unit), `/measurements/${i}/id`, `/measurements/${i}/value`))];
  });
}

function criterionSentences({ criteria }: EvidenceBundle, phrases: Phrases): readonly Sentence[] {
  return criteria.flatMap(({ name, met, values }, i) => {
    if (!met) return [];
    const told = values.map(({ name: what, value, unit }, v): Said => {
      const digits = unit === 'mV' ? 2 : typeof value === 'number' && !Number.isInteger(value) && unit !== 'ms' ? 1 : 0;
      const text = typeof value === 'number' ? phrases.number(value, unit === '°' ? 0 : digits) : phrases.words(value);
      const pointer = `/criteria/${i}/values/${v}`;
      return said(`${phrases.words(what)} ${withUnit(text, unit)}`, `${pointer}/name`, `${pointer}/value`);
    });
    // A value that is compared with two limits stands there twice.
    const once = told.filter(({ text }, v) => told.findIndex((other) => other.text === text) === v);
    return [
      phrases.criterion(said(phrases.words(name), `/criteria/${i}/name`, `/criteria/${i}/met`), joined(once, ', ')),
    ];
  });
}

/** Units of words, `mV`, stand apart; signs do not. */
function withUnit(text: string, unit: string | undefined): string {
  return unit === undefined ? text : `${text}${/^\w/.test(unit) ? ' ' : ''}${unit}`;
}

function notAssessedSentences(bundle: EvidenceBundle, phrases: Phrases): readonly Sentence[] {
  const { notAssessed, record } = bundle;
  const refused = new Set(notAssessed.flatMap(({ kind, leads }) => (kind === 'use' ? leads : [])));
  const others = notAssessed.flatMap(({ kind, subjects, leads, reason }, i) => {
    if (kind === 'criterion') return [];
    // That nothing was measured in a lead for lack of quality follows from the uses that it is refused for.
    if (kind === 'measurement' && leads.length > 0 && leads.every((lead) => refused.has(lead))) return [];
    const pointer = `/notAssessed/${i}`;
    const names = subjects.map((subject) => subjectName(kind, subject, phrases)).join(', ');
    const isAll = leads.length === record.leads.length;
    const where =
      leads.length === 0 ? undefined : said(isAll ? phrases.allLeads : leads.join(', '), `${pointer}/leads`);
    return [
      phrases.notAssessed(
        said(phrases.kind(kind), `${pointer}/kind`),
        said(names, `${pointer}/subjects`),
        where,
        said(phrases.words(reason), `${pointer}/reason`),
      ),
    ];
  });
  return [...others, ...criteriaNotJudged(bundle, phrases)];
}

/** Criteria that could not be judged, those together that lack the same, whatever the lead or value is that lacks it. */
function criteriaNotJudged({ notAssessed }: EvidenceBundle, phrases: Phrases): readonly Sentence[] {
  const groups = new Map<
    string,
    { readonly from: string[]; readonly names: string[]; readonly why: readonly string[] }
  >();
  notAssessed.forEach(({ kind, subjects, reason }, i) => {
    if (kind !== 'criterion') return;
    // Before the last colon of a part stands what lacks something; after it, what it lacks.
    const why = [...new Set(reason.split('; ').map((part) => part.replace(/^.*: /, '')))];
    const key = JSON.stringify(why);
    const group = groups.get(key) ?? { from: [], names: [], why };
    group.names.push(...subjects.map((subject) => subjectName(kind, subject, phrases)));
    group.from.push(`/notAssessed/${i}/subjects`, `/notAssessed/${i}/reason`, `/notAssessed/${i}/kind`);
    groups.set(key, group);
  });
  return [...groups.values()].map(({ from, names, why }) =>
    phrases.notAssessed(
      said(phrases.kind('criterion')),
      said(names.join(', '), ...from),
      undefined,
      said(why.map(phrases.words).join('; ')),
    ),
  );
}

function subjectName(kind: EvidenceBundle['notAssessed'][number]['kind'], subject: string, phrases: Phrases): string {
  // What a compact bundle says of the subjects that it leaves out.
  if (/^and \d+ more$/.test(subject)) return phrases.words(subject);
  const known = statement(subject);
  switch (kind) {
    case 'use':
      return phrases.use(subject);
    case 'measurement':
      return phrases.missing(subject);
    case 'criterion':
      // Before the colon, where there is one, stands what the criterion is called; after it, what it asks for.
      return phrases.words(criterionName(subject) ?? subject).replace(/: .*/, '');
    case 'finding':
      return phrases.className({ class: subject, ...(known && { description: known.description }) });
  }
}
