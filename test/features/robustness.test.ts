import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { detectBeats } from '../../src/beats/index.ts';
import { type Delineation, delineate, type Measurements, measure } from '../../src/features/index.ts';
import { openWaveNetwork } from '../../src/features/node.ts';
import { assessQuality } from '../../src/quality/index.ts';
import {
  type EcgRecord,
  makeRecord,
  recordLength,
  STANDARD_LEADS,
  selectLeads,
  type WaveFiducials,
} from '../../src/record/index.ts';
import { amplified, damagedRecord, damages, gain, NO_ECG, noisy, situation, whiteNoise } from '../record/degraded.ts';

let network: Awaited<ReturnType<typeof openWaveNetwork>>;
beforeAll(async () => {
  network = await openWaveNetwork();
});

/** The whole line: beats, quality, waves, measurements. */
async function line(record: EcgRecord) {
  const beats = detectBeats(record);
  const quality = assessQuality(record, beats);
  const waves = await delineate(network, record, beats);
  return { beats, quality, waves, measurements: measure(record, { beats, quality, waves }) };
}

const ORDER = ['pOn', 'pPeak', 'pOff', 'qrsOn', 'rPeak', 'qrsOff', 'tOn', 'tPeak', 'tOff'] as const;

/** Fiducials are whole samples of the record, in their order; a wave has both boundaries or is not there. */
function expectOrdered(entry: WaveFiducials, length: number) {
  const present = ORDER.flatMap((name) => entry[name] ?? []);
  for (const [n, sample] of present.entries()) {
    expect(Number.isInteger(sample) && sample >= 0 && sample < length).toBe(true);
    expect(sample, JSON.stringify(entry)).toBeGreaterThanOrEqual(present[n - 1] ?? 0);
  }
  const { pOn, pPeak, pOff, qrsOn, rPeak, qrsOff, tOn, tPeak, tOff } = entry;
  if (pOn !== undefined && pPeak !== undefined && pOff !== undefined) expect(pOn < pPeak && pPeak < pOff).toBe(true);
  if (qrsOn !== undefined && rPeak !== undefined && qrsOff !== undefined) {
    expect(qrsOn < rPeak && rPeak < qrsOff).toBe(true);
  }
  if (tOn !== undefined && tPeak !== undefined && tOff !== undefined) expect(tOn < tPeak && tPeak < tOff).toBe(true);
}

function expectLawfulWaves(waves: Delineation, record: EcgRecord, beatCount: number) {
  const names = Object.keys(record.leads);
  expect([...Object.keys(waves.leads), ...Object.keys(waves.leftOut)].sort()).toEqual(
    waves.reason === undefined ? [...names].sort() : expect.any(Array),
  );
  for (const entries of Object.values(waves.leads)) expect(entries).toHaveLength(waves.fused.length);
  for (const entries of [waves.fused, ...Object.values(waves.leads)]) {
    for (const entry of entries) expectOrdered(entry, recordLength(record));
  }
  if (waves.reason === undefined)
    expect(waves.fused.filter(({ rPeak }) => rPeak !== undefined)).toHaveLength(beatCount);
  // Any other entry is a P that is not conducted, perhaps cut by the end of the record.
  for (const { rPeak, qrsOn, qrsOff, tOn, tPeak, tOff } of waves.fused) {
    if (rPeak === undefined) expect([qrsOn, qrsOff, tOn, tPeak, tOff].every((edge) => edge === undefined)).toBe(true);
  }
  if (waves.fused.length === 0) expect(waves.reason).toMatch(/\w+ \w+/);
}

/** Every number is finite, and whatever is not there has its reason. */
function expectLawfulMeasurements({ leads, ...groups }: Measurements) {
  for (const group of [...Object.values(groups), ...Object.values(leads)]) {
    const { notMeasured, ...values } = group as { readonly notMeasured: Readonly<Record<string, string>> };
    for (const [name, value] of Object.entries(values)) {
      expect(value === undefined, name).toBe(name in notMeasured);
      if (typeof value === 'number') expect(Number.isFinite(value), name).toBe(true);
    }
    for (const reason of Object.values(notMeasured)) expect(reason).toMatch(/\w+ \w+/);
  }
}

async function expectLawful(record: EcgRecord) {
  const { beats, quality, waves, measurements } = await line(record);
  expectLawfulWaves(waves, record, beats.beats.length);
  expectLawfulMeasurements(measurements);
  expect(Object.keys(quality.leads)).toEqual(Object.keys(record.leads));
  for (const { score } of Object.values(quality.leads)) expect(score >= 0 && score <= 1).toBe(true);
  if (!quality.acceptable) expect(quality.reasons.length).toBeGreaterThan(0);
  return { beats, quality, waves, measurements };
}

describe('the line from record to measurements', () => {
  test('throws nothing and keeps its laws: 30–220/min, 100–1000 Hz, 40–0 dB, gain 0.2–5, upside down, 1–12 leads', async () => {
    const leads = fc.subarray([...STANDARD_LEADS], { minLength: 1 });
    const snr = fc.double({ min: 0, max: 40, noNaN: true });
    await fc.assert(
      fc.asyncProperty(situation, snr, gain, leads, async (options, snrDb, factor, names) => {
        await expectLawful(amplified(selectLeads(noisy(options, snrDb).record, names), factor));
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  test.each([30, 60, 120, 220])('tells the rate at %i/min, with 20 dB of noise', async (heartRateBpm) => {
    const { measurements } = await expectLawful(noisy({ heartRateBpm, durationSec: 12 }, 20).record);
    // The simulator varies RR by 3 %, and twelve seconds at 30/min hold five intervals.
    expect(Math.abs((measurements.rhythm.meanRateBpm ?? 0) / heartRateBpm - 1)).toBeLessThan(0.05);
  });

  test.each(['atrial-fibrillation', 'atrial-flutter'] as const)('measures no P and no PR in %s', async (rhythm) => {
    let [beatCount, pCount] = [0, 0];
    for (const seed of [1, 2, 3]) {
      const { waves, beats, measurements } = await expectLawful(noisy({ rhythm, heartRateBpm: 80, seed }, 30).record);
      beatCount += beats.beats.length;
      pCount += waves.fused.filter(({ pPeak }) => pPeak !== undefined).length;
      expect(measurements.intervals.prMs).toBe(undefined);
    }
    // Single f waves look like P; in sinus rhythm more than nine of ten beats have one.
    expect(pCount / beatCount).toBeLessThan(0.15);
  });

  test('finds nothing to measure where there is no ECG, and says why', async () => {
    for (const [, samples] of NO_ECG) {
      const { measurements, quality, waves } = await expectLawful(makeRecord({ fs: 500, leads: { II: samples } }));
      expect(waves.fused).toEqual([]);
      expect(Object.values(quality.leads).every(({ reasons }) => reasons.length > 0)).toBe(true);
      expect(measurements.rhythm.rateBpm).toBe(undefined);
      expect(measurements.intervals.qtMs).toBe(undefined);
    }
  });

  test.each([1, 3, 12])('finds no rhythm in %i leads of noise', async (count) => {
    for (let n = 0; n < 3; n++) {
      const leads = STANDARD_LEADS.slice(0, count).map((name) => [name, whiteNoise(0.05)]);
      const { measurements, quality } = await expectLawful(makeRecord({ fs: 500, leads: Object.fromEntries(leads) }));
      expect(quality.usableFor.rhythm).toBe(false);
      expect(measurements.rhythm.rateBpm).toBe(undefined);
      expect(measurements.intervals.qrsMs).toBe(undefined);
    }
  });

  test.each([1, 20_000, 1e6])('measures nothing at %d Hz', async (fs) => {
    const { measurements } = await expectLawful({ ...noisy({}, 40).record, fs });
    expect(measurements.rhythm.rateBpm).toBe(undefined);
  });

  test('throws nothing for leads that are damaged in any way', async () => {
    await fc.assert(
      fc.asyncProperty(damages, async (chosen) => {
        await expectLawful(damagedRecord(chosen));
      }),
      { numRuns: 15, seed: 3 },
    );
  });
});
