import { classMembers, statement } from '../../statements/index.ts';
import type { EvidenceBundle } from '../evidence/evidence-schema.ts';
import { factsOf, nameOf, undeterminedSentence } from '../text/finding-sentences.ts';
import type { Phrases } from '../text/report-language.ts';
import { joined, type Sentence, said } from '../text/sentence.ts';
import type { ReportSection } from '../text/write-report.ts';
import type { ConversationWords, Relation } from './conversation-words.ts';

/** What PTB-XL says about a record. */
export interface PtbxlOpinion {
  /** In the words and the language of the source; absent where it has none. */
  readonly report?: string;
  /** SCP statements; the likelihood in percent is absent where PTB-XL writes 0, which stands for unknown. */
  readonly statements: readonly { readonly code: string; readonly likelihood?: number }[];
}

/** A language as conversations speak it. */
export interface Speech {
  readonly phrases: Phrases;
  readonly words: ConversationWords;
}

/** A question of the user and what answers it. Pointers of a bundle's sentences begin at the bundle. */
interface Answer {
  readonly question: string;
  readonly sentences: readonly Sentence[];
}

/** The superclasses, each with its decision, probability, and what is plausible. */
export function superclassAnswer({ findings }: EvidenceBundle, { phrases, words }: Speech): Answer {
  const sentences = findings.flatMap((finding, i) => {
    if (finding.level !== 'superclass') return [];
    const at = `/findings/${i}`;
    const [name, facts] = [nameOf(finding, at, phrases), factsOf(finding, at, phrases)];
    if (finding.decision === 'present') return phrases.present(name, facts);
    if (finding.decision === 'absent')
      return phrases.absent(joined([name, said(`(${facts.text})`, ...facts.from)], ' '));
    return undeterminedSentence([{ finding, at }], phrases);
  });
  return { question: words.questions.superclasses, sentences };
}

/** What was not assessed, as the report says it, and what a compact bundle leaves out, which may be more of that. */
export function notAssessedAnswer(report: readonly ReportSection[], { words }: Speech): Answer {
  const told = report.find(({ name }) => name === 'notAssessed')?.sentences;
  const nothing = { text: words.nothingNotAssessed, from: ['/notAssessed'] };
  const leftOut = report.flatMap(({ sentences }) => sentences.filter(({ from }) => from.includes('/leftOut')));
  return { question: words.questions.notAssessed, sentences: [...(told ?? [nothing]), ...leftOut] };
}

/**
 * One measurement with its unit, or why it is missing. Which one goes round with `turn`; `undefined` where the bundle tells of none.
 *
 * @param turn whole number from 0, such as the number of the record
 */
export function measurementAnswer(
  bundle: EvidenceBundle,
  report: readonly ReportSection[],
  { phrases, words }: Speech,
  turn: number,
): Answer | undefined {
  const told = report.find(({ name }) => name === 'measurements')?.sentences ?? [];
  const measured = bundle.measurements.flatMap(({ id, unit }, i) => {
    const name = phrases.measurement(id);
    const known = told.find(({ from }) => from.includes(`/measurements/${i}/value`));
    if (name === undefined || unit === undefined || known === undefined) return [];
    return [{ name, sentence: { ...known, from: [...known.from, `/measurements/${i}/unit`] } }];
  });
  const missing = bundle.notAssessed.flatMap(({ kind, subjects, leads, reason }, i) => {
    if (kind !== 'measurement' || leads.length > 0) return [];
    return subjects.flatMap((subject, s) => {
      const name = phrases.measurement(subject);
      const from = [`/notAssessed/${i}/subjects/${s}`, `/notAssessed/${i}/reason`];
      return name === undefined
        ? []
        : [{ name, sentence: { text: words.notMeasured(name, phrases.words(reason)), from } }];
    });
  });
  const all = [...measured, ...missing];
  const chosen = all[turn % all.length];
  return chosen && { question: words.questions.measurement(chosen.name), sentences: [chosen.sentence] };
}

/** PTB-XL's report and statements, and superclass by superclass whether the findings are the same. Pointers begin above both. */
export function comparisonAnswer(
  { findings }: EvidenceBundle,
  ptbxl: PtbxlOpinion,
  { phrases, words }: Speech,
): Answer {
  const { report, statements } = ptbxl;
  const named = statements.map(({ code, likelihood }) =>
    words.statement(className(code, phrases), likelihood === undefined ? undefined : phrases.number(likelihood, 0)),
  );
  const superclasses = findings.flatMap((finding, i) => {
    if (finding.level !== 'superclass') return [];
    const members = classMembers('superdiagnostic', finding.class);
    const stating = statements.flatMap(({ code }, s) => (members.includes(code) ? [{ code, at: s }] : []));
    return [{ finding, i, stating }];
  });
  const isStated = superclasses.some(({ stating }) => stating.length > 0);
  const compared = superclasses.map(({ finding, i, stating }): Sentence => {
    const codes = stating.map(({ code }) => code).join(', ');
    const relation = relationOf(finding.decision, stating.length > 0);
    // That a superclass is not stated follows from all statements.
    const used = stating.length > 0 ? stating.map(({ at }) => `/ptbxl/statements/${at}/code`) : ['/ptbxl/statements'];
    return {
      text: words.compared(phrases.className(finding), codes, finding.decision, relation),
      from: [`/bundle/findings/${i}/class`, `/bundle/findings/${i}/decision`, ...used],
    };
  });
  return {
    question: words.questions.comparison,
    sentences: [
      ...(report === undefined ? [] : [{ text: words.reportReads(report), from: ['/ptbxl/report'] }]),
      { text: words.states(named.join('; ') || '–'), from: ['/ptbxl/statements'] },
      ...(isStated ? compared : [{ text: words.noSuperclass, from: ['/ptbxl/statements'] }]),
    ],
  };
}

function className(code: string, phrases: Phrases): string {
  const description = statement(code)?.description;
  return phrases.className({ class: code, ...(description !== undefined && { description }) });
}

function relationOf(decision: 'present' | 'absent' | 'undetermined', isStated: boolean): Relation {
  if (decision === 'undetermined') return 'open';
  return (decision === 'present') === isStated ? 'same' : 'different';
}
