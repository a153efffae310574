import { describe, expect, test } from 'vitest';
import { type CriterionResult, decide } from '../../src/findings/index.ts';
import type { ModelCard, Prediction } from '../../src/models/index.ts';
import type { Quality } from '../../src/quality/index.ts';

const uses = { rhythm: true, intervals: true, st: true, voltage: true, model: true };
const clean: Quality = { acceptable: true, score: 1, reasons: [], leads: {}, reversal: undefined, usableFor: uses };
const unfit: Quality = {
  ...clean,
  leads: {
    V6: {
      score: 0,
      acceptable: false,
      reasons: [{ code: 'lead-off', text: 'the electrode is off' }],
      usableFor: { rhythm: false, intervals: false, st: false, voltage: false, model: false },
    },
  },
  usableFor: { ...uses, model: false },
};

const card = {
  input: { leads: ['I', 'II', 'V1'] },
  decisions: {
    all: {
      '1AVB': { threshold: 0.3, positives: 40 },
      NORM: { threshold: 0.5, positives: 400 },
      AFLT: { positives: 3 },
    },
    superdiagnostic: { CD: { threshold: 0.4, positives: 90 }, NORM: { threshold: 0.5, positives: 400 } },
  },
} as unknown as ModelCard;

const predicted = (avBlock: number): Prediction => {
  const one = (name: string, probability: number) => ({ class: name, probability, calibrated: true });
  return {
    tasks: {
      all: [one('NORM', 0.6), one('1AVB', avBlock), one('AFLT', 0.2)],
      superdiagnostic: [one('NORM', 0.6), one('CD', 0.1)],
    },
    windows: 7,
    warnings: [],
  };
};

const longPr = (met: boolean | undefined): CriterionResult => ({
  id: 'prolonged-pr',
  name: 'PR interval above 200 ms',
  source: { citation: 'hand-made', year: 2026 },
  met,
  ...(met === undefined && { reason: 'PR: P could not be delineated' }),
  values: [{ name: 'PR', value: met === undefined ? undefined : 210, unit: 'ms', leads: [], met }],
});

const found = (probability: number, met: boolean | undefined, quality = clean) => {
  const findings = decide(predicted(probability), card, { criteria: [longPr(met)], quality });
  return (name: string, task: 'all' | 'superdiagnostic' = 'all') =>
    findings[task]?.find((finding) => finding.class === name);
};

describe('decide, by the model alone', () => {
  const findings = decide(predicted(0.4), card);

  test('decides by the threshold and sorts by probability', () => {
    expect(findings.all?.map((finding) => [finding.class, finding.decision])).toEqual([
      ['NORM', 'present'],
      ['1AVB', 'present'],
      ['AFLT', 'undetermined'],
    ]);
    expect(findings.all?.[1]).toMatchObject({ agreement: 'model-only', leads: ['I', 'II', 'V1'], threshold: 0.3 });
  });

  test('makes no decision up where too few records had the class', () => {
    expect(findings.all?.[2]?.reasons).toEqual(['only 3 validation records had it']);
    expect(findings.all?.[2]?.leads).toEqual([]);
  });

  test('decides nothing where quality refuses the record for models, and says why', () => {
    const refused = decide(predicted(0.4), card, { quality: unfit });
    expect(refused.all?.map(({ decision }) => decision)).toEqual(['undetermined', 'undetermined', 'undetermined']);
    expect(refused.all?.[0]?.reasons[0]).toContain('V6: the electrode is off');
  });

  test('keeps a decision only where the confidence set holds it alone', () => {
    const withSet = (decisions: readonly ('present' | 'absent')[]) =>
      decide(predicted(0.4), card, { confidenceSets: { all: { '1AVB': { level: 0.9, decisions } } } }).all?.[1];
    expect(withSet(['present'])).toMatchObject({ decision: 'present', confidenceSet: { level: 0.9 } });
    for (const set of [[], ['absent'], ['present', 'absent']] as const)
      expect(withSet(set)).toMatchObject({ decision: 'undetermined' });
  });
});

describe('decide, by model and criteria', () => {
  test.each([
    [0.4, true, 'present', 'agree'],
    [0.1, false, 'absent', 'agree'],
    [0.4, false, 'undetermined', 'conflict'],
    [0.1, true, 'undetermined', 'conflict'],
    [0.4, undefined, 'present', 'model-only'],
  ] as const)('a class at %s whose definition is met: %s is %s: %s', (probability, met, decision, agreement) => {
    expect(found(probability, met)('1AVB')).toMatchObject({ decision, agreement });
  });

  test('a conflict is told with both sides', () => {
    expect(found(0.1, true)('1AVB')?.reasons).toEqual([
      'absent by the model, but present by criteria: PR interval above 200 ms – met',
    ]);
  });

  test('criteria decide alone where the model may not', () => {
    expect(found(0.4, true, unfit)('1AVB')).toMatchObject({ decision: 'present', agreement: 'criteria-only' });
    expect(found(0.4, undefined, unfit)('1AVB')).toMatchObject({ decision: 'undetermined', agreement: 'undecided' });
  });

  test('a group is supported by its statements, and a normal ECG contradicted, but the model’s decision stands', () => {
    const one = found(0.4, true);
    expect(one('CD', 'superdiagnostic')).toMatchObject({ decision: 'absent', agreement: 'conflict' });
    expect(one('NORM', 'superdiagnostic')).toMatchObject({ decision: 'present', agreement: 'conflict' });
    expect(one('CD', 'superdiagnostic')?.evidence.criteria?.results).toEqual([{ id: 'prolonged-pr', met: true }]);
  });

  test('what the model has no class for is found by criteria alone', () => {
    const { byCriteria } = decide(predicted(0.4), card, { criteria: [longPr(true)] });
    expect(byCriteria.map((finding) => [finding.class, finding.decision, finding.probability])).toEqual([
      ['LPR', 'present', undefined],
    ]);
  });
});
