import { EcgError } from '../../errors.ts';
import type { EvidenceBundle } from '../evidence/evidence-schema.ts';
import type { ReportLanguage } from '../text/report-language.ts';
import { type Sentence, said } from '../text/sentence.ts';
import { languages, reportMarkdown, writeReport } from '../text/write-report.ts';
import {
  comparisonAnswer,
  measurementAnswer,
  notAssessedAnswer,
  type PtbxlOpinion,
  type Speech,
  superclassAnswer,
} from './answers.ts';
import { conversationWords } from './conversation-words.ts';

/** The parts that conversations are split into, by patient. */
export const CONVERSATION_SPLITS = ['train', 'validation', 'test'] as const;

/** One of `CONVERSATION_SPLITS`. */
export type ConversationSplit = (typeof CONVERSATION_SPLITS)[number];

/** A row of PTB-XL, as far as a conversation needs it. */
export interface ConversedRow {
  readonly ecgId: number;
  readonly patientId: string;
  /** From 1 to 10. */
  readonly fold: number;
  readonly report?: string;
  /** Likelihood in percent by SCP code; 0 is unknown. */
  readonly statements: Readonly<Record<string, number>>;
}

/** Questions and answers about one record, for the tuning of language models. Plain JSON. */
export interface Conversation {
  readonly id: string;
  readonly split: ConversationSplit;
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
  /** What the answers were made from. */
  readonly source: {
    readonly ecgId: number;
    readonly patientId: string;
    readonly fold: number;
    readonly language: ReportLanguage;
    readonly bundle: EvidenceBundle;
    readonly ptbxl: PtbxlOpinion;
    /** For each message of the assistant its index, and JSON pointers (RFC 6901) into `source`. */
    readonly answers: readonly { readonly message: number; readonly from: readonly string[] }[];
  };
}

interface Turn {
  readonly user: string;
  readonly assistant: string;
  readonly from: readonly string[];
}

/**
 * Which part a fold of PTB-XL belongs to: 1 to 8 train, 9 validates, 10 tests, as its authors recommend (Wagner et al. 2020,
 * doi:10.1038/s41597-020-0495-6).
 *
 * @throws EcgError `invalid-argument` for other folds
 */
export function conversationSplit(fold: number): ConversationSplit {
  if (!(Number.isInteger(fold) && fold >= 1 && fold <= 10)) {
    throw new EcgError('invalid-argument', `conversationSplit: fold must be a whole number from 1 to 10, got ${fold}`, {
      fold,
    });
  }
  return fold <= 8 ? 'train' : fold === 9 ? 'validation' : 'test';
}

/**
 * A conversation about a record: its report, its superclasses, what could not be assessed, one measurement, and PTB-XL's statements beside the
 * findings. The user sends the bundle, and PTB-XL's words before they are asked for; every answer is made from them by rules.
 *
 * @param bundle of the record, usually compact
 */
export function conversationOf(
  row: ConversedRow,
  bundle: EvidenceBundle,
  language: ReportLanguage = 'en',
): Conversation {
  const { ecgId, patientId, fold } = row;
  const speech: Speech = { phrases: languages[language], words: conversationWords[language] };
  const ptbxl = opinionOf(row);
  const turns = turnsOf(ecgId, bundle, ptbxl, language, speech);
  const disclaimer = speech.phrases.disclaimer(said(speech.phrases.words(bundle.disclaimer), '/disclaimer')).text;
  return {
    id: `ptbxl-${ecgId}-${language}`,
    split: conversationSplit(fold),
    messages: [
      { role: 'system', content: `${speech.words.task} ${disclaimer}` },
      ...turns.flatMap(({ user, assistant }) => [
        { role: 'user' as const, content: user },
        { role: 'assistant' as const, content: assistant },
      ]),
    ],
    source: {
      ecgId,
      patientId,
      fold,
      language,
      bundle,
      ptbxl,
      answers: turns.map(({ from }, i) => ({ message: 2 * i + 2, from })),
    },
  };
}

function opinionOf({ report, statements }: ConversedRow): PtbxlOpinion {
  return {
    ...(report !== undefined && { report }),
    statements: Object.entries(statements).map(([code, likelihood]) => ({
      code,
      ...(likelihood > 0 && { likelihood }),
    })),
  };
}

function turnsOf(
  ecgId: number,
  bundle: EvidenceBundle,
  ptbxl: PtbxlOpinion,
  language: ReportLanguage,
  speech: Speech,
): readonly Turn[] {
  const report = writeReport(bundle, language);
  const ofBundle = [
    superclassAnswer(bundle, speech),
    notAssessedAnswer(report, speech),
    measurementAnswer(bundle, report, speech, ecgId),
  ].filter((answer) => answer !== undefined);
  const comparison = comparisonAnswer(bundle, ptbxl, speech);
  return [
    {
      user: withJson(speech.words.questions.report, { bundle }),
      assistant: reportMarkdown(bundle, language),
      from: pointers(
        report.flatMap(({ sentences }) => sentences),
        '/bundle',
      ),
    },
    ...ofBundle.map(({ question, sentences }) => ({
      user: question,
      assistant: textOf(sentences),
      from: pointers(sentences, '/bundle'),
    })),
    {
      user: withJson(comparison.question, { ptbxl }),
      assistant: textOf(comparison.sentences),
      from: pointers(comparison.sentences, ''),
    },
  ];
}

function withJson(question: string, json: object): string {
  return `${question}\n\n${JSON.stringify(json)}`;
}

function textOf(sentences: readonly Sentence[]): string {
  return sentences.map(({ text }) => text).join('\n');
}

function pointers(sentences: readonly Sentence[], before: string): readonly string[] {
  return [...new Set(sentences.flatMap(({ from }) => from.map((pointer) => `${before}${pointer}`)))];
}
