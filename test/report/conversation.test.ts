import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import {
  type Conversation,
  type ConversedRow,
  compactBundle,
  conversationOf,
  conversationSplit,
  type EvidenceBundle,
  REPORT_LANGUAGES,
  reportMarkdown,
} from '../../src/report/index.ts';
import { evidenceOf } from './evidence-of.ts';

const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1) });
const bundle = compactBundle(await evidenceOf(record));
const row: ConversedRow = {
  ecgId: 7,
  patientId: '12',
  fold: 9,
  report: 'sinusrhythmus',
  statements: { 'LAO/LAE': 0, IMI: 80, SR: 0 },
};

const answersOf = ({ messages }: Conversation) =>
  messages.filter(({ role }) => role === 'assistant').map(({ content }) => content);
const lastAnswer = (conversation: Conversation) => answersOf(conversation).at(-1);

/** What stands at a JSON pointer; `undefined` where nothing does. */
function at(document: unknown, pointer: string): unknown {
  const keys = pointer.slice(1).split('/');
  return keys.reduce((place, key) => (place as Record<string, unknown> | undefined)?.[key], document);
}

function withMeasurements(measurements: EvidenceBundle['measurements'], notAssessed: EvidenceBundle['notAssessed']) {
  return { ...bundle, measurements, notAssessed };
}

describe('conversationOf', () => {
  it.each(REPORT_LANGUAGES)('asks and answers in turn after the disclaimer, in language %s', (language) => {
    const { messages, split, id } = conversationOf(row, bundle, language);
    expect([id, split]).toEqual([`ptbxl-7-${language}`, 'validation']);
    expect(messages.map(({ role }) => role)).toEqual(['system', ...Array(5).fill(['user', 'assistant']).flat()]);
    const disclaimers = { en: bundle.disclaimer, de: 'Nur für Forschung und Lehre. Nicht klinisch validiert.' };
    expect(messages[0]?.content).toContain(disclaimers[language]);
    expect(messages[2]?.content).toBe(reportMarkdown(bundle, language));
  });

  it.each(REPORT_LANGUAGES)('traces every answer to fields of its source, in language %s', (language) => {
    const { messages, source } = conversationOf(row, bundle, language);
    expect(source.answers.map(({ message }) => message)).toEqual([2, 4, 6, 8, 10]);
    for (const { message, from } of source.answers) {
      expect(messages[message]?.role).toBe('assistant');
      expect(from.length).toBeGreaterThan(0);
      for (const pointer of from) expect(at(source, pointer), pointer).toBeDefined();
    }
  });

  it('sends what the answers are made from', () => {
    const { messages, source } = conversationOf(row, bundle);
    const jsonOf = (index: number) => JSON.parse(messages[index]?.content.split('\n\n')[1] as string);
    expect(jsonOf(1)).toEqual({ bundle: source.bundle });
    expect(jsonOf(9)).toEqual({ ptbxl: source.ptbxl });
  });

  it('tells all superclasses with their probabilities', () => {
    const answer = answersOf(conversationOf(row, bundle))[1] as string;
    const superclasses = bundle.findings.filter(({ level }) => level === 'superclass');
    expect(superclasses).toHaveLength(5);
    for (const { class: name, probability } of superclasses) {
      expect(answer).toMatch(new RegExp(`\\(${name}\\) \\(probability ${probability?.toFixed(2)}`));
    }
  });

  it('tells a measurement with its unit, another one for the next record', () => {
    const measurements: EvidenceBundle['measurements'] = [
      { id: 'intervals.prMs', value: 164, unit: 'ms' },
      { id: 'rhythm.regularity', value: 'regular' },
      { id: 'axes.qrsDeg', value: -31, unit: '°' },
    ];
    const of = (ecgId: number, language: 'en' | 'de') =>
      answersOf(conversationOf({ ...row, ecgId }, withMeasurements(measurements, []), language))[3];
    expect([of(0, 'en'), of(1, 'en'), of(2, 'de')]).toEqual([
      'PR interval: 164 ms.',
      'QRS axis: −31°.',
      'PQ-Intervall: 164 ms.',
    ]);
  });

  it('says why a measurement is missing, and asks for none where there is nothing to tell', () => {
    const reason = 'no P waves';
    const missing = {
      kind: 'measurement' as const,
      subjects: ['atria.atrialRateBpm', 'intervals.prMs'],
      leads: [],
      reason,
    };
    const answers = answersOf(conversationOf(row, withMeasurements([], [missing])));
    expect(answers[3]).toBe('PR interval: not measured. Reason: no P waves.');
    expect(answersOf(conversationOf(row, withMeasurements([], [])))).toHaveLength(4);
  });

  it('says that nothing is listed where all could be assessed', () => {
    const answer = answersOf(conversationOf(row, { ...bundle, notAssessed: [] }))[2];
    expect(answer).toMatch(/^The evidence lists nothing that could not be assessed\./);
  });

  it('compares superclass by superclass, and knows no likelihood where PTB-XL writes 0', () => {
    const decisions: Readonly<Record<string, EvidenceBundle['findings'][number]['decision']>> = {
      MI: 'present',
      CD: 'present',
      HYP: 'undetermined',
    };
    const decided = bundle.findings.map((finding) => {
      if (finding.level !== 'superclass') return finding;
      return { ...finding, decision: decisions[finding.class] ?? 'absent' };
    });
    const answer = lastAnswer(conversationOf(row, { ...bundle, findings: decided })) as string;
    expect(answer).toContain("PTB-XL's report reads: “sinusrhythmus”.");
    expect(answer).toContain('(LAO/LAE), likelihood unknown; inferior myocardial infarction (IMI), likelihood 80 %');
    expect(answer).toContain('(MI): stated by PTB-XL (IMI), present here; they agree.');
    expect(answer).toContain('(CD): not stated by PTB-XL, present here; they differ.');
    expect(answer).toContain('(HYP): stated by PTB-XL (LAO/LAE), undetermined here; no comparison.');
    expect(answer).toContain('(NORM): not stated by PTB-XL, absent here; they agree.');
  });

  it('compares nothing where PTB-XL names no superclass', () => {
    const answer = lastAnswer(conversationOf({ ...row, statements: { SR: 0 } }, bundle)) as string;
    expect(answer).toMatch(/None of these statements belongs to a superclass/);
    expect(answer).not.toContain('here;');
  });
});

describe('conversationSplit', () => {
  it("keeps to PTB-XL's folds", () => {
    expect([1, 8, 9, 10].map(conversationSplit)).toEqual(['train', 'train', 'validation', 'test']);
  });

  it.each([0, 11, 1.5])('refuses fold %s', (fold) => {
    expect(() => conversationSplit(fold)).toThrow(`from 1 to 10, got ${fold}`);
  });
});
