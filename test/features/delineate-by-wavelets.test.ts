import { describe, expect, test } from 'vitest';
import { type Beats, detectBeats } from '../../src/beats/index.ts';
import { type Delineation, delineateByWavelets, type WaveFiducials } from '../../src/features/index.ts';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, makeRecord, type SimulationOptions, simulateRecord } from '../../src/record/index.ts';

const simulate = (options: Partial<SimulationOptions>) =>
  simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 60, random: createRandom(3), ...options });
const delineate = (record: EcgRecord) => delineateByWavelets(record, detectBeats(record));
const mapLeads = (record: EcgRecord, change: (lead: Float32Array) => Float32Array) =>
  makeRecord({
    ...record,
    leads: Object.fromEntries(Object.entries(record.leads).map(([name, lead]) => [name, change(lead)])),
  });
const allEntries = ({ leads, fused }: Delineation): readonly WaveFiducials[] => [
  ...Object.values(leads).flat(),
  ...fused,
];

/** Mean of (duration measured − true one) in ms over the beats of which both are there. */
function meanDurationError(
  { record, beats }: ReturnType<typeof simulate>,
  found: Delineation,
  from: 'pOn' | 'qrsOn',
  to: 'pOff' | 'qrsOn' | 'qrsOff' | 'tOff',
): number {
  const errors = found.fused.flatMap((entry) => {
    const truth = beats.find(
      ({ samples: { rPeak } }) => Math.abs((rPeak ?? -1e9) - (entry.rPeak ?? 0)) < 0.1 * record.fs,
    );
    const [a, b, c, d] = [entry[from], entry[to], truth?.sec[from], truth?.sec[to]];
    if (a === undefined || b === undefined || c === undefined || d === undefined) return [];
    return [1000 * ((b - a) / record.fs - (d - c))];
  });
  expect(errors.length).toBeGreaterThan(3);
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

describe('delineateByWavelets', () => {
  test.each([
    { heartRateBpm: 35, fs: 500 },
    { heartRateBpm: 60, fs: 500 },
    { heartRateBpm: 110, fs: 500 },
    { heartRateBpm: 70, fs: 250 },
    { heartRateBpm: 70, fs: 1000 },
  ])('measures simulated intervals as IEC 60601-2-25 asks for: $heartRateBpm/min, $fs Hz', (options) => {
    const simulation = simulate(options);
    const found = delineate(simulation.record);
    // The standard's limits of the mean difference, in ms: P 10, PQ 10, QRS 6, QT 12.
    expect(Math.abs(meanDurationError(simulation, found, 'pOn', 'pOff'))).toBeLessThanOrEqual(10);
    expect(Math.abs(meanDurationError(simulation, found, 'pOn', 'qrsOn'))).toBeLessThanOrEqual(10);
    expect(Math.abs(meanDurationError(simulation, found, 'qrsOn', 'qrsOff'))).toBeLessThanOrEqual(6);
    expect(Math.abs(meanDurationError(simulation, found, 'qrsOn', 'tOff'))).toBeLessThanOrEqual(12);
  });

  test.each([30, 90, 150, 220])(
    'has one entry per beat in every lead, each in order, at %d/min with noise',
    (heartRateBpm) => {
      const { record } = simulate({ heartRateBpm, noise: { muscleRmsMv: 0.05 } });
      const beats = detectBeats(record);
      const found = delineateByWavelets(record, beats);
      expect(beats.beats.length).toBeGreaterThan(3);
      for (const lead of [...Object.values(found.leads), found.fused]) expect(lead).toHaveLength(beats.beats.length);
      for (const { pOn, pPeak, pOff, qrsOn, rPeak, qrsOff, tOn, tPeak, tOff } of allEntries(found)) {
        const there = [pOn, pPeak, pOff, qrsOn, rPeak, qrsOff, tOn, tPeak, tOff].filter(
          (sample) => sample !== undefined,
        );
        expect(there).toEqual([...there].sort((a, b) => a - b));
        expect(there.every((sample) => Number.isInteger(sample) && sample >= 0 && sample < 5000)).toBe(true);
      }
    },
  );

  test('invents no P wave in atrial fibrillation', () => {
    const { record } = simulate({ heartRateBpm: 80, rhythm: 'atrial-fibrillation' });
    const found = delineate(record);
    expect(found.fused.length).toBeGreaterThan(5);
    expect(allEntries(found).filter(({ pPeak }) => pPeak !== undefined)).toEqual([]);
  });

  test.each([
    ['five times as large', 5],
    ['a fifth as large', 0.2],
    ['upside down', -1],
  ])('finds the same boundaries in a record that is %s', (_, gain) => {
    const { record } = simulate({});
    const beats = detectBeats(record);
    const original = delineateByWavelets(record, beats).fused;
    const changed = delineateByWavelets(
      mapLeads(record, (lead) => lead.map((sample) => gain * sample)),
      beats,
    ).fused;
    // Rounding to float32 may move a boundary by a sample.
    changed.forEach((entry, b) => {
      for (const mark of ['pOn', 'qrsOn', 'qrsOff', 'tOff'] as const) {
        const [now = -1e9, then = -1e9] = [entry[mark], original[b]?.[mark]];
        expect(Math.abs(now - then)).toBeLessThanOrEqual(1);
      }
    });
  });

  test('works on one lead', () => {
    const { record } = simulate({});
    const II = record.leads.II ?? new Float32Array(0);
    const found = delineate(makeRecord({ fs: 500, leads: { II } }));
    expect(found.fused.filter(({ pOn, tOff }) => pOn !== undefined && tOff !== undefined).length).toBeGreaterThan(6);
  });

  test('leaves out leads that are flat or have missing samples, and says why', () => {
    const { record } = simulate({});
    const broken = Float32Array.from(record.leads.V1 ?? [], (sample, n) => (n > 100 && n < 120 ? Number.NaN : sample));
    const found = delineate(
      makeRecord({ ...record, leads: { ...record.leads, V1: broken, I: new Float32Array(5000) } }),
    );
    expect(found.leftOut).toEqual({ I: 'flat', V1: '19 samples are missing' });
    expect(Object.keys(found.leads)).toHaveLength(10);
  });

  test('says why nothing is there for beats, leads and sampling rates that allow nothing', () => {
    const beat: Beats = { fs: 500, length: 1, leads: ['I'], beats: [{ sample: 0, beatClass: 'normal' }] };
    const reasonOf = (fs: number, lead: Float32Array, beats = beat) => {
      const found = delineateByWavelets(makeRecord({ fs, leads: { I: lead } }), beats);
      expect([found.fused, found.leads]).toEqual([[], {}]);
      return found.reason;
    };
    expect(reasonOf(1, new Float32Array(10))).toBe('a sampling rate of 1 Hz is outside 80 to 4000 Hz');
    expect(reasonOf(1e6, new Float32Array(10))).toBe('a sampling rate of 1000000 Hz is outside 80 to 4000 Hz');
    expect(reasonOf(500, new Float32Array(5000))).toBe('no lead has a signal without missing samples');
    expect(reasonOf(500, new Float32Array(0))).toBe('no lead has a signal without missing samples');
    expect(reasonOf(500, Float32Array.of(0, 1), { ...beat, beats: [], reason: 'too short' })).toBe('too short');
  });
});
