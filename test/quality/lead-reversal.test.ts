import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenValues } from '../../runs/lead-reversal/hidden-values.ts';
import { reversedRecord } from '../../runs/lead-reversal/reversed-record.ts';
import { detectBeats } from '../../src/beats/index.ts';
import { detectLeadReversal } from '../../src/quality/index.ts';
import { reversalEvidence } from '../../src/quality/lead-reversal-evidence.ts';
import { relativeLimbLeads } from '../../src/quality/lead-reversal-limb-leads.ts';
import { reversalModel } from '../../src/quality/lead-reversal-model.ts';
import { reversedProfile, scaledProfile, WEIGHED_REVERSALS } from '../../src/quality/lead-reversal-network.ts';
import { INDEPENDENT_LEADS } from '../../src/quality/lead-reversal-profile.ts';
import { createRandom } from '../../src/random.ts';
import {
  type EcgRecord,
  type IndependentLeads,
  LEAD_REVERSALS,
  makeRecord,
  reverseLeads,
  selectLeads,
  simulateRecord,
} from '../../src/record/index.ts';
import { findRecords, readRecordFile } from '../../src/record/node.ts';
import { resample, standardise } from '../../src/signal/index.ts';
import { dataFolder } from '../data-folder.ts';

const judge = (record: EcgRecord) => detectLeadReversal(record, detectBeats(record));

const mapLeads = (record: EcgRecord, change: (samples: Float32Array, name: string) => Float32Array): EcgRecord => ({
  ...record,
  leads: Object.fromEntries(Object.entries(record.leads).map(([name, samples]) => [name, change(samples, name)])),
});

const simulated = (fs = 500) =>
  simulateRecord({ fs, durationSec: 10, heartRateBpm: 70, random: createRandom(5) }).record;

describe('evidence for an interchange', () => {
  const anyLeads = fc
    .array(fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 20, maxLength: 20 }), {
      minLength: 8,
      maxLength: 8,
    })
    .map((counts) => {
      const rows = INDEPENDENT_LEADS.map((name, l) => [name, Float64Array.from(counts[l] ?? [], (v) => v / 100)]);
      return Object.fromEntries(rows) as unknown as IndependentLeads;
    });

  test('turns its sign when the interchange is made, for any leads', () => {
    fc.assert(
      fc.property(anyLeads, fc.nat(7), (asIs, s) => {
        const reversal = WEIGHED_REVERSALS[s] ?? 'RA-LA';
        const { networks } = reversalModel();
        const before = reversalEvidence(networks, asIs)[s] ?? Number.NaN;
        const after = reversalEvidence(networks, reverseLeads(asIs, reversal))[s] ?? Number.NaN;
        // Interchanging I and II sums them in another order: some 1e-14 of values up to 100.
        expect(after).toBeCloseTo(-before, 8);
      }),
      { numRuns: 30 },
    );
  });

  test('is what the heads make of the change in hidden values, on average over networks', () => {
    fc.assert(
      fc.property(anyLeads, (asIs) => {
        const { networks } = reversalModel();
        const profile = scaledProfile(asIs);
        const evidence = reversalEvidence(networks, asIs);
        for (const [s, reversal] of WEIGHED_REVERSALS.entries()) {
          const ofNetworks = networks.map((network) => {
            const before = hiddenValues(network, profile);
            const after = hiddenValues(network, reversedProfile(profile, reversal));
            return after.reduce(
              (sum, value, h) => sum + (network.heads[s * after.length + h] ?? 0) * (value - (before[h] ?? 0)),
              0,
            );
          });
          const expected = ofNetworks.reduce((sum, value) => sum + value, 0) / networks.length;
          // Energies above 2e-4, from products of some units that may cancel: 1e-11 of their logarithms.
          expect(evidence[s]).toBeCloseTo(expected, 8);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe('a lead that RL’s potential makes flat', () => {
  test.each([
    ['RA-RL', 'II'],
    ['LA-RL', 'III'],
  ] as const)('tells of %s by lead %s', (reversal, lead) => {
    const found = judge(reversedRecord(simulated(), reversal));
    expect(found.reversal).toBe(reversal);
    expect(found.reason).toContain(`lead ${lead} is nearly flat`);
  });
});

describe('what cannot be judged', () => {
  const not = (record: EcgRecord) => {
    const found = judge(record);
    expect(found).toMatchObject({ reversal: undefined, score: undefined });
    return found.reason;
  };

  test('is said of records without beats', () => {
    const flat = mapLeads(simulated(), (samples) => new Float32Array(samples.length));
    expect(not(flat)).toBe('not judged: 3 whole beats of one kind are needed, got 0');
    expect(not(mapLeads(simulated(), (samples) => samples.map(() => Number.NaN)))).toMatch(/^not judged: /);
    expect(not(mapLeads(simulated(), () => new Float32Array(1)))).toMatch(/^not judged: /);
    expect(not(mapLeads(simulated(), () => new Float32Array(0)))).toMatch(/^not judged: /);
  });

  test('is said of leads that are not there', () => {
    expect(not(selectLeads(simulated(), ['II']))).toBe(
      'not judged: leads V1 to V6 are needed, V1, V2, V3, V4, V5, V6 missing',
    );
    expect(not(selectLeads(simulated(), ['V1', 'V2', 'V3', 'V4', 'V5', 'V6']))).toBe(
      'not judged: two limb leads are needed',
    );
  });

  test('is said of a chest lead that is flat', () => {
    const off = mapLeads(simulated(), (samples, name) => (name === 'V3' ? new Float32Array(samples.length) : samples));
    expect(not(off)).toBe('not judged: V3 nearly flat');
  });

  test('is said of a sampling rate that cannot be right', () => {
    const { leads } = simulated();
    expect(not(makeRecord({ fs: 1, leads }))).toBe('not judged: the sampling rate must be 90 to 10000 Hz, got 1');
    expect(not(makeRecord({ fs: 1e6, leads }))).toMatch(/^not judged: /);
  });

  test('is said of noise', () => {
    const random = createRandom(3);
    const noisy = mapLeads(simulated(), (samples) => samples.map((value) => value + 3 * random.normal()));
    expect(not(noisy)).toMatch(/^not judged: /);
  });
});

describe('leads that were scaled each by itself', () => {
  test('are given back their proportions by Einthoven’s and Goldberger’s identities', () => {
    const record = simulated();
    const gains = [3, 0.4, 1.7, 2.2, 0.9, 5, 1, 1, 1, 1, 1, 1];
    const names = Object.keys(record.leads);
    const scaled = mapLeads(record, (samples, name) =>
      samples.map((value) => value * (gains[names.indexOf(name)] ?? 1)),
    );
    const [one, two] = relativeLimbLeads({ ...scaled, unit: 'normalised' }) as readonly Float32Array[];
    const [i, ii] = [record.leads.I, record.leads.II];
    const ratio = (a: Float32Array | undefined, b: Float32Array | undefined) =>
      Math.hypot(...(a ?? [])) / Math.hypot(...(b ?? []));
    // Samples are float32, and the matrix has a ridge of 1e-9.
    expect(ratio(one, two)).toBeCloseTo(ratio(i, ii), 4);
  });

  test('are not judged where they do not fit together', () => {
    const record = { ...simulated(), unit: 'normalised' } as const;
    const wrong = mapLeads(record, (samples, name) => (name === 'aVF' ? samples.toReversed() : samples));
    expect(judge(wrong).reason).toBe('not judged: the limb leads do not fit together, with whatever gains');
  });
});

const ptbxl = dataFolder('ptbxl');

describe.skipIf(ptbxl === undefined)('records of PTB-XL', () => {
  // The first ten at 500 Hz: the networks were fitted on most of them at 100 Hz, so this shows that all works, not how well.
  const records =
    ptbxl === undefined
      ? []
      : findRecords(join(ptbxl, 'records500'))
          .slice(0, 10)
          .map((path) => readRecordFile(path));

  test('are called as they are, and with RA–LA, RA–LL and V4–V5 interchanged', () => {
    for (const record of records) {
      expect(judge(record).reversal).toBeUndefined();
      for (const reversal of ['RA-LA', 'RA-LL', 'V4-V5'] as const) {
        expect(judge(reversedRecord(record, reversal)).reversal).toBe(reversal);
      }
    }
  });

  test('are judged alike at 100, 250 and 1000 Hz and at any gain', () => {
    for (const record of records.slice(0, 3)) {
      const { score = Number.NaN } = judge(record);
      for (const gain of [0.2, 5]) {
        expect(judge(mapLeads(record, (samples) => samples.map((value) => value * gain))).score).toBeCloseTo(score, 3);
      }
      for (const fs of [100, 250, 1000]) {
        const other = makeRecord({ ...record, fs, leads: mapLeads(record, (s) => resample(s, 500, fs)).leads });
        const found = judge(other);
        expect(found.reversal).toBeUndefined();
        // 10 ms steps of 100 Hz smear QRS; scores lie between −12 and 12.
        expect(Math.abs((found.score ?? Number.NaN) - score)).toBeLessThan(2);
      }
    }
  });

  test('are judged also where every lead was brought to unit variance', () => {
    for (const record of records.slice(0, 5)) {
      const scaled = (of: EcgRecord): EcgRecord => ({
        ...mapLeads(of, (samples) => standardise(samples).samples),
        unit: 'normalised',
      });
      expect(judge(scaled(selectLeads(record, Object.keys(record.leads)))).reversal).toBeUndefined();
      expect(judge(scaled(reversedRecord(record, 'RA-LA'))).reversal).toBe('RA-LA');
      expect(judge(scaled(reversedRecord(record, 'V4-V5'))).reversal).toBe('V4-V5');
    }
  });
});

test('every reversal that can be simulated is weighed or seen by a flat lead', () => {
  expect([...WEIGHED_REVERSALS, 'RA-RL', 'LA-RL'].sort()).toEqual([...LEAD_REVERSALS].sort());
});
