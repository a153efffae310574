import { describe, expect, it } from 'vitest';
import { adjustToPrevalence } from '../../src/evaluate/index.ts';
import { calibrate, type Prediction, predict, withPrevalences } from '../../src/models/index.ts';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { smallCard, smallModel } from './small-model.ts';

const { record } = simulateRecord({ fs: 100, durationSec: 10, heartRateBpm: 70, random: createRandom(1) });

describe('confidence sets and prevalences', () => {
  const base = { positives: 20, records: 100, calibration: { method: 'platt' as const, slope: 1, intercept: 0 } };
  const conformal = { level: 0.9, presentFrom: 0.2, absentTo: 0.1 };
  const byCost = { rule: 'cost-ratio' as const, costRatio: 4 };
  const decisions = {
    superdiagnostic: {
      MI: { ...base, conformal, threshold: 0.2, thresholdRule: byCost },
      CD: { ...base, threshold: 0.5, thresholdRule: { rule: 'f1' as const } },
      HYP: { positives: 3, records: 100 },
    },
  };
  const superclass = (prediction: Prediction, name: string) =>
    prediction.tasks.superdiagnostic?.find((one) => one.class === name);

  it('the set is told by the raw probability, and stays where the prevalence changes', async () => {
    const model = await smallModel({ decisions });
    const plain = await predict(model, record);
    const raw = superclass(plain, 'MI')?.probability as number;
    const expected = [...(raw >= 0.2 ? ['present'] : []), ...(raw <= 0.1 ? ['absent'] : [])];
    expect(superclass(plain, 'MI')?.confidenceSet).toEqual({ level: 0.9, decisions: expected });
    expect(superclass(plain, 'CD')?.confidenceSet).toBeUndefined();
    const rare = await predict({ ...model, card: withPrevalences(model.card, { MI: 0.001 }) }, record);
    expect(superclass(rare, 'MI')?.confidenceSet).toEqual({ level: 0.9, decisions: expected });
    expect(superclass(rare, 'MI')?.probability).toBeCloseTo(adjustToPrevalence(raw, 0.2, 0.001), 9);
    expect(superclass(rare, 'CD')).toEqual(superclass(plain, 'CD'));
  });

  it('a threshold by costs stays, one by F1 moves with the probabilities', () => {
    const { superdiagnostic } = withPrevalences(smallCard({ decisions }), { MI: 0.5, CD: 0.5 }).decisions;
    expect(superdiagnostic?.MI).toMatchObject({ threshold: 0.2, prevalence: 0.5 });
    // Odds 1 at prior odds 1 : 4 are 4 at 1 : 1.
    expect(superdiagnostic?.CD?.threshold).toBeCloseTo(0.8, 12);
    expect(decisions.superdiagnostic.CD.threshold).toBe(0.5);
  });

  it('a second prevalence takes the place of the first', () => {
    const once = withPrevalences(smallCard({ decisions }), { CD: 0.01 });
    const twice = withPrevalences(once, { CD: 0.5 }).decisions.superdiagnostic?.CD;
    expect(twice?.threshold).toBeCloseTo(0.8, 9);
    expect(calibrate(0.5, twice)).toBeCloseTo(0.8, 9);
  });

  it.each([
    [{ AFIB: 0.1 }, 'small must have a class of that name, got AFIB'],
    [{ HYP: 0.1 }, 'class HYP of small must have a calibration that tells its prevalence'],
    [{ CD: 1 }, 'prevalences must lie within (0, 1), got 1'],
  ])('prevalences %j are refused', (prevalences, rule) => {
    expect(() => withPrevalences(smallCard({ decisions }), prevalences as Record<string, number>)).toThrow(rule);
  });
});
