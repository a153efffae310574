import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Beats, createBeatDetector, detectBeats } from '../../src/beats/index.ts';
import {
  type EcgRecord,
  makeRecord,
  recordLength,
  SIMULATED_MORPHOLOGIES,
  SIMULATED_RHYTHMS,
  selectLeads,
} from '../../src/record/index.ts';
import { amplified, damagedRecord, damages, gain, NO_ECG, noisy, situation, trueRPeaks } from '../record/degraded.ts';

/** Beats are in order and inside the record, of leads that it has, and none without a reason. */
function expectLawful(beats: Beats, record: EcgRecord) {
  const length = recordLength(record);
  const samples = beats.beats.map(({ sample }) => sample);
  for (const [n, sample] of samples.entries()) {
    expect(Number.isInteger(sample) && sample >= 0 && sample < length).toBe(true);
    expect(sample).toBeGreaterThan(samples[n - 1] ?? -1);
  }
  expect(beats).toMatchObject({ fs: record.fs, length });
  for (const name of beats.leads) expect(Object.keys(record.leads)).toContain(name);
  if (samples.length === 0) expect(beats.reason).toMatch(/\w+ \w+/);
  else expect(beats.reason).toBe(undefined);
}

/** Every true beat is found within 150 ms, and no other, but for those that the ends of the record cut. */
function expectTruth({ beats, fs, length }: Beats, rPeaks: readonly number[]) {
  const found = beats.map(({ sample }) => sample);
  const isAlone = (others: readonly number[]) => (sample: number) =>
    sample > 0.3 * fs && sample < length - 0.3 * fs && !others.some((other) => Math.abs(other - sample) <= 0.15 * fs);
  expect(rPeaks.filter(isAlone(found)), 'missed').toEqual([]);
  expect(found.filter(isAlone(rPeaks)), 'invented').toEqual([]);
  expect(Math.abs(found.length - rPeaks.length)).toBeLessThanOrEqual(2);
}

describe('beats of simulated records', () => {
  test('of twelve leads are all found, and no others: 30–220/min, 100–1000 Hz, 40–0 dB, gain 0.2–5, upside down', () => {
    fc.assert(
      fc.property(situation, fc.double({ min: 0, max: 40, noNaN: true }), gain, (options, snrDb, factor) => {
        const simulation = noisy(options, snrDb);
        const record = amplified(simulation.record, factor);
        const beats = detectBeats(record);
        expectLawful(beats, record);
        expectTruth(beats, trueRPeaks(simulation));
      }),
      { numRuns: 15, seed: 1 },
    );
  });

  test('of one to three leads are all found down to 10 dB', () => {
    // In aVL and III, the QRS of the simulator is hardly larger than its T.
    const leads = fc.subarray(['I', 'II', 'V2', 'V3', 'V4', 'V5', 'V6'], { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(situation, fc.double({ min: 10, max: 40, noNaN: true }), leads, (options, snrDb, names) => {
        const simulation = noisy(options, snrDb);
        const record = selectLeads(simulation.record, names);
        const beats = detectBeats(record);
        expectLawful(beats, record);
        expectTruth(beats, trueRPeaks(simulation));
      }),
      { numRuns: 15, seed: 2 },
    );
  });

  test.each(SIMULATED_RHYTHMS)('in %s are those with a QRS: no P, f wave or T is taken for one', (rhythm) => {
    const heartRateBpm = rhythm === 'av-block-3' ? 40 : 60;
    const simulation = noisy({ rhythm, heartRateBpm, durationSec: 20, fs: 250 }, 20);
    expectTruth(detectBeats(simulation.record), trueRPeaks(simulation));
  });

  test.each(SIMULATED_MORPHOLOGIES)('of %s are found, each once', (morphology) => {
    for (const heartRateBpm of [40, 130]) {
      const simulation = noisy({ morphology, heartRateBpm, fs: 250 }, 20);
      expectTruth(detectBeats(simulation.record), trueRPeaks(simulation));
    }
  });

  test('are the same however the record is cut into blocks', () => {
    const record = selectLeads(noisy({ durationSec: 160, fs: 100 }, 10).record, ['II', 'V2']);
    const { II = new Float32Array(), V2 = new Float32Array() } = record.leads;
    const whole = detectBeats(record).beats;
    expect(whole.length).toBeGreaterThan(150);
    for (const size of [1, 4096]) {
      const detector = createBeatDetector({ fs: 100, leads: ['II', 'V2'] });
      const beats = [];
      for (let from = 0; from < II.length; from += size) {
        beats.push(...detector.push({ II: II.subarray(from, from + size), V2: V2.subarray(from, from + size) }));
      }
      beats.push(...detector.finish());
      expect(beats).toEqual(whole);
    }
  });
});

describe('where there is no ECG', () => {
  test.each(NO_ECG)('%s has no beat but a reason', (_, samples) => {
    const record = makeRecord({ fs: 500, leads: { II: samples } });
    const beats = detectBeats(record);
    expectLawful(beats, record);
    expect(beats.beats).toEqual([]);
  });

  test.each([1, 10, 50, 20_000, 1e6])('%d Hz cannot show QRS, which is the reason', (fs) => {
    const record = { ...noisy({}, 40).record, fs };
    const beats = detectBeats(record);
    expectLawful(beats, record);
    expect(beats.beats).toEqual([]);
    expect(beats.reason).toContain(`${fs} Hz`);
  });
});

describe('damage to leads', () => {
  test('of any kind and in any place is no exception', () => {
    fc.assert(
      fc.property(damages, (chosen) => {
        const record = damagedRecord(chosen);
        expectLawful(detectBeats(record), record);
      }),
      { numRuns: 15, seed: 3 },
    );
  });

  test('leaves the beats to the others: one good lead of twelve is enough', () => {
    const simulation = noisy({ seed: 5 }, 30);
    const leads = Object.entries(simulation.record.leads).map(([name, samples]) => [
      name,
      name === 'V5' ? samples : new Float32Array(samples.length),
    ]);
    const beats = detectBeats(makeRecord({ fs: 500, leads: Object.fromEntries(leads) }));
    expect(beats.leads).toEqual(['V5']);
    expectTruth(beats, trueRPeaks(simulation));
  });
});
