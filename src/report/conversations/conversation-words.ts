import type { ReportLanguage } from '../text/report-language.ts';

/** What a conversation about a record says besides the phrases of its report. */
export interface ConversationWords {
  /** What the assistant is to do; the disclaimer follows. */
  readonly task: string;
  readonly questions: {
    readonly report: string;
    readonly superclasses: string;
    readonly notAssessed: string;
    /** @param name of the measurement that is asked for */
    measurement(name: string): string;
    readonly comparison: string;
  };
  readonly nothingNotAssessed: string;
  notMeasured(name: string, reason: string): string;
  reportReads(report: string): string;
  states(statements: string): string;
  /** What a statement is called and how likely PTB-XL calls it, in percent; no likelihood where that is unknown. */
  statement(name: string, likelihood: string | undefined): string;
  readonly noSuperclass: string;
  /** @param codes of PTB-XL's statements that belong to the superclass; none where it does not state it */
  compared(name: string, codes: string, decision: 'present' | 'absent' | 'undetermined', relation: Relation): string;
}

/** How PTB-XL's statements and a decision go together. */
export type Relation = 'same' | 'different' | 'open';

const english: ConversationWords = {
  task: 'You answer questions about one ECG from the JSON that the user sends, and from nothing else. Say what it does not tell.',
  questions: {
    report: 'Report this tracing.',
    superclasses: 'Which superclasses are present, and how sure is that?',
    notAssessed: 'What could not be assessed, and why?',
    measurement: (name) => `Tell this measurement with its unit: ${name}.`,
    comparison: "How do PTB-XL's statements about this ECG compare with the findings above?",
  },
  nothingNotAssessed: 'The evidence lists nothing that could not be assessed.',
  notMeasured: (name, reason) => `${name}: not measured. Reason: ${reason}.`,
  reportReads: (report) => `PTB-XL's report reads: “${report}”.`,
  states: (statements) => `PTB-XL states: ${statements}.`,
  statement: (name, likelihood) =>
    likelihood === undefined ? `${name}, likelihood unknown` : `${name}, likelihood ${likelihood} %`,
  noSuperclass: 'None of these statements belongs to a superclass, so there is nothing to compare.',
  compared: (name, codes, decision, relation) =>
    `${name}: ${codes === '' ? 'not stated by PTB-XL' : `stated by PTB-XL (${codes})`}, ${decision} here; ${
      { same: 'they agree', different: 'they differ', open: 'no comparison' }[relation]
    }.`,
};

const german: ConversationWords = {
  task: 'Du beantwortest Fragen zu einem EKG aus dem JSON, das der Benutzer schickt, und aus nichts anderem. Sage, was darin nicht steht.',
  questions: {
    report: 'Befunde diese Aufzeichnung.',
    superclasses: 'Welche Oberklassen liegen vor, und wie sicher ist das?',
    notAssessed: 'Was konnte nicht beurteilt werden, und warum?',
    measurement: (name) => `Nenne diesen Messwert mit Einheit: ${name}.`,
    comparison: 'Wie verhalten sich die Aussagen von PTB-XL zu diesem EKG und die Befunde oben zueinander?',
  },
  nothingNotAssessed: 'Die Daten nennen nichts, was nicht beurteilt werden konnte.',
  notMeasured: (name, reason) => `${name}: nicht gemessen. Grund: „${reason}“.`,
  reportReads: (report) => `Der Bericht von PTB-XL lautet: „${report}“.`,
  states: (statements) => `PTB-XL nennt: ${statements}.`,
  statement: (name, likelihood) =>
    likelihood === undefined ? `${name}, Wahrscheinlichkeit unbekannt` : `${name}, Wahrscheinlichkeit ${likelihood} %`,
  noSuperclass: 'Keine dieser Aussagen gehört zu einer Oberklasse; es gibt nichts zu vergleichen.',
  compared: (name, codes, decision, relation) =>
    `${name}: ${codes === '' ? 'von PTB-XL nicht genannt' : `von PTB-XL genannt (${codes})`}, hier ${
      { present: 'vorhanden', absent: 'nicht vorhanden', undetermined: 'unbestimmt' }[decision]
    }; ${{ same: 'übereinstimmend', different: 'abweichend', open: 'kein Vergleich' }[relation]}.`,
};

/** The words of each language. */
export const conversationWords: Readonly<Record<ReportLanguage, ConversationWords>> = { en: english, de: german };
