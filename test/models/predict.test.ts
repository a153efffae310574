import { describe, expect, it } from 'vitest';
import { calibrate, modelInput, predict, predictInputs } from '../../src/models/index.ts';
import { createRandom } from '../../src/random.ts';
import { makeRecord, simulateRecord } from '../../src/record/index.ts';
import { smallCard, smallModel } from './small-model.ts';

const simulated = (fs = 100, durationSec = 10) =>
  simulateRecord({ fs, durationSec, heartRateBpm: 70, random: createRandom(1) }).record;

const model = await smallModel();

describe('predict', () => {
  it('gives a probability for every class of all six tasks', async () => {
    const { tasks, windows } = await predict(model, simulated());
    const counts = Object.fromEntries(Object.entries(tasks).map(([task, classes]) => [task, classes.length]));
    expect(counts).toEqual({ all: 71, diagnostic: 44, subdiagnostic: 23, superdiagnostic: 5, form: 19, rhythm: 12 });
    expect(windows).toBe(7);
    for (const { probability } of Object.values(tasks).flat()) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
    }
  });

  it('finds leads by name, whatever their order in the record', async () => {
    const record = simulated();
    const shuffled = makeRecord({ ...record, leads: Object.fromEntries(Object.entries(record.leads).reverse()) });
    expect(await predict(model, shuffled)).toEqual(await predict(model, record));
  });

  it('derives missing limb leads where Einthoven allows it', async () => {
    const record = simulated();
    const { aVR, aVL, aVF, III, ...eight } = record.leads;
    expect([aVR, aVL, aVF, III]).not.toContain(undefined);
    const { tasks } = await predict(model, makeRecord({ ...record, leads: eight }));
    const whole = await predict(model, record);
    tasks.superdiagnostic?.forEach(({ probability }, i) => {
      // The simulator computes the four leads from I and II in the same way, to float32 rounding.
      expect(probability).toBeCloseTo(whole.tasks.superdiagnostic?.[i]?.probability ?? Number.NaN, 5);
    });
  });

  it('takes records of another rate by resampling them', async () => {
    const { tasks } = await predict(model, simulated(500));
    const atModelRate = await predict(model, simulated(100));
    tasks.superdiagnostic?.forEach(({ probability }, i) => {
      // Not the same samples: 500 Hz holds more of the noise-free signal than 100 Hz does.
      expect(probability).toBeCloseTo(atModelRate.tasks.superdiagnostic?.[i]?.probability ?? Number.NaN, 2);
    });
  });

  it('does not depend on what else is in the batch', async () => {
    const inputs = [simulated(), simulated(500), simulated(100, 4)].map((record) => modelInput(model.card, record));
    const together = await predictInputs(model, inputs);
    for (const [i, input] of inputs.entries()) {
      const [alone] = await predictInputs(model, [input]);
      alone?.tasks.all?.forEach(({ probability }, c) => {
        // Blocked matrix products of other sizes round differently in float32.
        expect(together[i]?.tasks.all?.[c]?.probability).toBeCloseTo(probability, 5);
      });
    }
  });

  it('gives the same bits from a model that was written and read again', async () => {
    const again = await smallModel();
    expect(again.sha256).toBe(model.sha256);
    expect(await predict(again, simulated())).toEqual(await predict(model, simulated()));
  });

  it('says which leads are flat', async () => {
    const record = simulated();
    const flat = makeRecord({ ...record, leads: { ...record.leads, V3: new Float32Array(1000) } });
    expect((await predict(model, flat)).warnings).toEqual(['flat leads: V3']);
  });
});

describe('what a model cannot take is refused as model-mismatch, with the rule', () => {
  const record = simulated();
  const withLead = (name: string, samples: Float32Array) =>
    makeRecord({ ...record, leads: { ...record.leads, [name]: samples } });
  const gap = Float32Array.from(record.leads.V1 ?? []);
  gap[300] = Number.NaN;
  const zeros = Object.fromEntries(Object.keys(record.leads).map((lead) => [lead, new Float32Array(1000)]));
  const cases = [
    [
      'a missing lead that cannot be derived',
      makeRecord({ fs: 100, leads: { I: gap.slice(), V1: gap.slice() } }),
      /II/,
    ],
    ['a missing sample', withLead('V1', gap), /V1.*300|300.*V1/],
    ['a flat record', makeRecord({ ...record, leads: zeros }), /not flat/],
    ['a record shorter than a window', simulated(100, 2.4), /2\.5 s/],
    ['lead names that mean nothing', makeRecord({ fs: 100, leads: { A: gap.slice(), B: gap.slice() } }), /I, II/],
  ] as const;
  it.each(cases)('%s', async (_, wrong, rule) => {
    await expect(predict(model, wrong)).rejects.toMatchObject({
      code: 'model-mismatch',
      message: expect.stringMatching(rule),
    });
  });

  it('a unit that the card does not list', () => {
    const millivoltsOnly = smallCard();
    const card = { ...millivoltsOnly, input: { ...millivoltsOnly.input, units: ['mV' as const] } };
    const normalised = makeRecord({ ...record, unit: 'normalised' });
    expect(() => modelInput(card, normalised)).toThrow(/takes mV amplitudes, got normalised/);
    expect(modelInput(card, record).starts).toHaveLength(7);
  });
});

describe('calibrate', () => {
  it('is the calibration of the card, and leaves probabilities alone without one', () => {
    expect(calibrate(0.3, undefined)).toBe(0.3);
    expect(calibrate(0.3, { positives: 9 })).toBe(0.3);
    // logit 0.8 = ln 4; 0.5 · ln 4 + ln 3 = ln 6, and sigmoid(ln 6) = 6/7.
    const decision = { positives: 50, calibration: { method: 'platt' as const, slope: 0.5, intercept: Math.log(3) } };
    expect(calibrate(0.8, decision)).toBeCloseTo(6 / 7, 12);
  });

  it('stays finite at 0 and 1', () => {
    const decision = { positives: 50, calibration: { method: 'platt' as const, slope: 1, intercept: 0 } };
    expect(calibrate(0, decision)).toBeCloseTo(1e-7, 12);
    expect(calibrate(1, decision)).toBeCloseTo(1 - 1e-7, 12);
  });

  it('is at the prevalence that the decision names', () => {
    const decision = { positives: 25, records: 100, calibration: { method: 'platt' as const, slope: 1, intercept: 0 } };
    expect(calibrate(0.6, { ...decision, prevalence: 0.25 })).toBeCloseTo(0.6, 12);
    // Odds 3 : 2 at prior odds of 1 : 3; at 1 : 9 they are a third, 1 : 2.
    expect(calibrate(0.6, { ...decision, prevalence: 0.1 })).toBeCloseTo(1 / 3, 12);
  });
});
