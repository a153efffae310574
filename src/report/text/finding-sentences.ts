import type { EvidenceBundle } from '../evidence/evidence-schema.ts';
import type { Phrases } from './report-language.ts';
import { joined, type Said, type Sentence, said } from './sentence.ts';

type Finding = EvidenceBundle['findings'][number];

/** Parts of an attribution that are told. */
const TOLD_PARTS = 3;

/**
 * What is present, one sentence each; what is undetermined although it could have been determined; then the superclasses that are absent.
 */
export function findingSentences({ findings }: EvidenceBundle, phrases: Phrases): readonly Sentence[] {
  const told = findings.flatMap((finding, i) => (isRepetition(finding) ? [] : [{ finding, at: `/findings/${i}` }]));
  const present = told.filter(({ finding }) => finding.decision === 'present');
  const doubtful = told.filter(({ finding }) => finding.decision === 'undetermined' && isNotable(finding));
  const absent = told.filter(({ finding }) => finding.decision === 'absent' && finding.level === 'superclass');
  const all = said('', ...told.map(({ at }) => `${at}/decision`));
  return [
    ...present.map(({ finding, at }) => phrases.present(nameOf(finding, at, phrases), factsOf(finding, at, phrases))),
    ...(present.length === 0 && told.length > 0 ? [phrases.noneFound(all)] : []),
    ...byReasons(doubtful).map((group) => undeterminedSentence(group, phrases)),
    ...(absent.length > 0 ? [phrases.absent(absentNames(absent, phrases))] : []),
  ];
}

/** Findings that are undetermined for the same reasons together: what is wrong with a record is said once. */
function byReasons(doubtful: readonly Told[]): readonly (readonly [Told, ...Told[]])[] {
  const groups = new Map<string, [Told, ...Told[]]>();
  for (const one of doubtful) {
    const key = JSON.stringify(one.finding.reasons);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups.values()];
}

/** That findings are undetermined, and why: for the reasons of the first. */
export function undeterminedSentence(group: readonly [Told, ...Told[]], phrases: Phrases): Sentence {
  const named = group.map(({ finding, at }) => {
    const facts = factsOf(finding, at, phrases);
    return joined([nameOf(finding, at, phrases), said(`(${facts.text})`, ...facts.from)], ' ');
  });
  const [{ finding, at }] = group;
  const reasons = finding.reasons.map((reason, r) => said(phrases.words(reason), `${at}/reasons/${r}`));
  return phrases.undetermined(joined(named, ', '), joined(reasons, '; '));
}

/** Subclasses repeat what statements say, and the statement of a normal ECG its superclass. */
function isRepetition({ level, class: name }: Finding): boolean {
  return level === 'subclass' || (level === 'statement' && name === 'NORM');
}

/** A finding and its pointer. */
interface Told {
  readonly finding: Finding;
  readonly at: string;
}

/** Superclasses, and what model and criteria contradict each other about. A class that the model cannot decide is no news. */
function isNotable({ level, agreement, criteriaRole, reasons }: Finding): boolean {
  if (reasons.length === 0) return false;
  return (
    level === 'superclass' || agreement === 'conflict' || (agreement === 'criteria-only' && criteriaRole === 'support')
  );
}

/** What a finding is called. */
export function nameOf(finding: Finding, at: string, phrases: Phrases): Said {
  return said(phrases.className(finding), `${at}/class`, `${at}/decision`);
}

/** What is known of how sure a finding is, and by whom. */
export function factsOf(finding: Finding, at: string, phrases: Phrases): Said {
  const { probability, threshold, calibrated, confidenceSet, agreement, attribution, decision } = finding;
  const set = confidenceSet;
  return joined(
    [
      probability === undefined
        ? undefined
        : phrases.probability(said(phrases.number(probability, 2), `${at}/probability`)),
      decision === 'present' && threshold !== undefined
        ? phrases.threshold(said(phrases.number(threshold, 2), `${at}/threshold`))
        : undefined,
      probability === undefined || calibrated ? undefined : phrases.uncalibrated(said('', `${at}/calibrated`)),
      set &&
        phrases.plausible(
          said(`${phrases.number(100 * set.level, 0)} %`, `${at}/confidenceSet/level`),
          said(
            set.decisions.map((one) => phrases.words(one)).join(` ${phrases.and} `) || phrases.words('none'),
            `${at}/confidenceSet/decisions`,
          ),
        ),
      said(phrases.agreement(agreement), `${at}/agreement`),
      attribution && phrases.reliesOn(partsOf(attribution, `${at}/attribution`, phrases)),
    ],
    '; ',
  );
}

function partsOf({ parts }: NonNullable<Finding['attribution']>, at: string, phrases: Phrases): Said {
  const told = parts.slice(0, TOLD_PARTS).map(({ lead, segment, share }, p) => {
    const pointer = `${at}/parts/${p}`;
    const percent = Math.round(100 * Math.abs(share));
    return said(
      `${lead} ${phrases.segment(segment)} (${percent} %)`,
      `${pointer}/segment`,
      `${pointer}/lead`,
      `${pointer}/share`,
    );
  });
  return joined(told, ', ');
}

function absentNames(absent: readonly Told[], phrases: Phrases): Said {
  const names = absent.map(({ finding, at }) => {
    const { probability } = finding;
    const name = nameOf(finding, at, phrases);
    if (probability === undefined) return name;
    return joined([name, said(phrases.number(probability, 2), `${at}/probability`)], ' ');
  });
  return joined(names, ', ');
}
