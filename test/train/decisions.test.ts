import { describe, expect, it } from 'vitest';
import type { EcgRow } from '../../src/datasets/index.ts';
import { applyCalibration, confidenceSet, confusion, sensitivity, sigmoid } from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { taskClasses } from '../../src/statements/index.ts';
import { fitDecisions } from '../../src/train/index.ts';

const outputs = [...taskClasses('superdiagnostic')];
const card = { task: 'superdiagnostic' as const, outputs, classAggregation: 'max' as const };
const random = createRandom(11);

/** Records of 200 patients, two each, with MI or NORM; raw probabilities of MI are over-confident. HYP has five records. */
const logits = Array.from({ length: 400 }, () => 1.2 * random.normal() - 0.5);
const rows = logits.map((x, i): EcgRow => {
  const isInfarct = random.uniform() < sigmoid(x);
  const statements = { [isInfarct ? 'IMI' : 'NORM']: 100, ...(i < 5 && { LVH: 100 }) };
  return { ecgId: i + 1, patientId: `p${i >> 1}`, ageYears: 60, sex: 'male', fold: 9, statements };
});
const infarct = outputs.indexOf('MI');
const raw = logits.map((x) =>
  new Float64Array(outputs.length).fill(0.3).fill(sigmoid(2.5 * x + 2.5), infarct, infarct + 1),
);
const labels = rows.map(({ statements }) => ('IMI' in statements ? 1 : 0));
const probabilities = raw.map((row) => row[infarct] as number);
const positives = labels.filter((label) => label === 1).length;

const decided = (options: Parameters<typeof fitDecisions>[3]) => {
  const { MI, HYP } = fitDecisions(card, rows, raw, options).superdiagnostic ?? {};
  if (MI?.calibration === undefined || MI.conformal === undefined) throw new Error('expected a calibration');
  return { MI: { ...MI, calibration: MI.calibration, conformal: MI.conformal }, HYP };
};

describe('fitDecisions', () => {
  it('tells of how many records, and gives none from too few', () => {
    const { MI, HYP } = decided({});
    expect(MI).toMatchObject({ positives, records: 400, thresholdRule: { rule: 'f1' } });
    expect(HYP).toEqual({ positives: 5, records: 400 });
  });

  it.each(['platt', 'beta', 'isotonic'] as const)(
    'fits %s when it is asked for, and undoes over-confidence',
    (method) => {
      const { calibration } = decided({ method }).MI;
      expect(calibration.method).toBe(method);
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const calibrated = probabilities.map((p) => applyCalibration(calibration, p));
      expect(Math.abs(mean(probabilities) - positives / 400)).toBeGreaterThan(0.07);
      // The smoothed targets pull the mean by 1 / 400 or so.
      expect(mean(calibrated)).toBeCloseTo(positives / 400, 2);
    },
  );

  it('is Platt scaling unless another is better', () => {
    expect(decided({}).MI.calibration.method).toBe('platt');
  });

  it('chooses thresholds by the rule asked for', () => {
    const { calibration, threshold } = decided({ thresholdRule: { rule: 'sensitivity', sensitivity: 0.95 } }).MI;
    const calibrated = probabilities.map((p) => applyCalibration(calibration, p));
    const reached = sensitivity(confusion(labels, calibrated, threshold as number)) as number;
    expect(reached).toBeGreaterThanOrEqual(0.95);
    expect(reached).toBeLessThan(0.95 + 1.5 / positives);
    expect(decided({ thresholdRule: { rule: 'cost-ratio', costRatio: 9 } }).MI.threshold).toBeCloseTo(0.1, 12);
    expect(() => decided({ thresholdRule: { rule: 'sensitivity', sensitivity: 2 } })).toThrow('sensitivity must lie');
  });

  it('fits limits on raw probabilities that leave out a tenth of either label', () => {
    const { conformal } = decided({}).MI;
    const held = (label: number) => {
      const own = probabilities.filter((_, i) => labels[i] === label);
      const name = label === 1 ? 'present' : 'absent';
      return own.filter((p) => confidenceSet(conformal, p).decisions.includes(name)).length / own.length;
    };
    for (const label of [0, 1]) {
      expect(held(label)).toBeGreaterThanOrEqual(0.9);
      expect(held(label)).toBeLessThan(0.92);
    }
    expect(decided({ level: 0.8 }).MI.conformal.level).toBe(0.8);
  });
});
