import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectBeats } from '../../src/beats/index.ts';
import { attributeInput, type Explainer, explainedClass, openExplainer } from '../../src/explain/index.ts';
import { normalEcg, normalInput, secAtRate, secAtUsualRate } from '../../src/explain/normal-ecg.ts';
import { type Model, modelInput, predict } from '../../src/models/index.ts';
import { openModel } from '../../src/models/node.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';
import { NO_WAVES, simulateRecord } from '../../src/record/index.ts';

const beatsAt = (fs: number, ...peaksSec: number[]) => ({
  fs,
  beats: peaksSec.map((sec) => ({ ...NO_WAVES, rPeak: Math.round(sec * fs) })),
});
const every = (rrSec: number) => Array.from({ length: Math.floor(9 / rrSec) }, (_, i) => 0.6 + i * rrSec);
const placeOf = (values: Float32Array, pick: (...values: number[]) => number) => values.indexOf(pick(...values));

describe('normalEcg', () => {
  it('has its beats where the record has, whatever rates they are counted in', () => {
    const peaks = every(0.8);
    const ecg = normalEcg(beatsAt(500, ...peaks), 250, 2500);
    const found = detectBeats(ecg).beats.map(({ sample }) => sample / 250);
    expect(found).toHaveLength(peaks.length);
    // R of the fused leads lies up to two samples of the beat (100 Hz) from the R that it is counted from.
    expect(Math.max(...found.map((sec, i) => Math.abs(sec - (peaks[i] as number))))).toBeLessThan(0.02);
  });

  it('is level between beats, and one beat alone is the table, in mV', () => {
    const { leads } = normalEcg(beatsAt(100, 3), 100, 600);
    expect(leads.V5?.[300]).toBeCloseTo(1.24, 1);
    expect(Math.max(...(leads.V5 as Float32Array).subarray(0, 260))).toBe(0);
    expect(Math.max(...(leads.V5 as Float32Array).subarray(360))).toBe(0);
    expect(placeOf(leads.V1 as Float32Array, Math.min)).toBeGreaterThan(299);
  });

  it('has T later at lower rates, by the cube root of RR, and P and QRS where they are', () => {
    const peakOfT = (rrSec: number) => {
      const { leads } = normalEcg(beatsAt(1000, ...every(rrSec)), 1000, 9000);
      return placeOf((leads.V3 as Float32Array).subarray(750, 600 + 1000 * Math.min(rrSec, 0.6)), Math.max) + 150;
    };
    // End of QRS at 60 ms: 60 + (T − 60) ∛1.4 against ∛0.8.
    expect((peakOfT(1.4) - 60) / (peakOfT(0.8) - 60)).toBeCloseTo(Math.cbrt(1.4 / 0.8), 1);
    for (const sec of [-0.2, 0, 0.05, 0.06, 0.3]) expect(secAtUsualRate(secAtRate(sec, 0.7), 0.7)).toBeCloseTo(sec, 12);
  });

  it('refuses beats without an R peak', () => {
    expect(() => normalEcg({ fs: 100, beats: [NO_WAVES] }, 100, 100)).toThrow(/needs an R peak, got none/);
  });
});

describe('integrated gradients from a normal ECG, of the bundled model', () => {
  let model: Model;
  let explainer: Explainer;
  beforeAll(async () => {
    model = await openModel();
    explainer = openExplainer(model, openSession, 1);
  });
  afterAll(async () => {
    await explainer.close();
    await model.session.close();
  });
  const { record, beats } = simulateRecord({
    fs: 500,
    durationSec: 10,
    heartRateBpm: 70,
    morphology: 'inferior-infarction',
    random: createRandom(1),
  });
  const fiducials = { fs: 500, beats: beats.map(({ samples }) => samples) };

  it('begin where the model sees a normal ECG', async () => {
    const normal = await predict(model, normalEcg(fiducials, 500, 5000));
    const [most] = [...(normal.tasks.superdiagnostic ?? [])].sort((a, b) => b.probability - a.probability);
    expect(most?.class).toBe('NORM');
    expect(most?.probability).toBeGreaterThan(0.8);
  });

  it('add up, and nothing is laid to a lead that is off', async () => {
    const leads = { ...record.leads, V4: new Float32Array(5000) };
    const input = modelInput(model.card, { ...record, leads });
    const target = explainedClass(model.card, 'MI');
    const found = await attributeInput(explainer, input, target, 'integrated-gradients-normal', { beats: fiducials });
    expect(found.completeness?.relativeError).toBeLessThan(0.01);
    expect(found.leads.V4?.every((value) => value === 0)).toBe(true);
    const baseline = normalInput(model.card, input, fiducials);
    expect(baseline.subarray(9 * 1000, 10 * 1000).every((value) => value === 0)).toBe(true);
    expect(baseline.subarray(8 * 1000, 9 * 1000).some((value) => value !== 0)).toBe(true);
  });

  it('need beats', async () => {
    const input = modelInput(model.card, record);
    const target = explainedClass(model.card, 'MI');
    await expect(attributeInput(explainer, input, target, 'integrated-gradients-normal')).rejects.toThrow(
      /needs the beats/,
    );
  });
});
