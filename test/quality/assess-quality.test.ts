import { describe, expect, test } from 'vitest';
import type { Beats } from '../../src/beats/index.ts';
import { assessQuality, type Quality, type QualityReasonCode } from '../../src/quality/index.ts';
import { createRandom } from '../../src/random.ts';
import {
  type EcgRecord,
  makeRecord,
  type SimulationOptions,
  selectLeads,
  simulateRecord,
} from '../../src/record/index.ts';

/** A simulated record of 10 s at 70/min, assessed with the beats that it was made of. */
function assessSimulated(
  options: Partial<SimulationOptions> = {},
  change: (record: EcgRecord) => EcgRecord = (r) => r,
): Quality {
  const base = { fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(7) };
  const { record, beats } = simulateRecord({ ...base, ...options });
  const changed = change(record);
  return assessQuality(
    changed,
    beatsAt(
      changed,
      beats.map(({ sec }) => Math.round((sec.rPeak ?? 0) * record.fs)),
    ),
  );
}

function beatsAt(record: EcgRecord, samples: readonly number[]): Beats {
  const beats = samples.map((sample) => ({ sample, beatClass: 'normal' }) as const);
  const length = Object.values(record.leads)[0]?.length ?? 0;
  return {
    fs: record.fs,
    length,
    leads: Object.keys(record.leads),
    beats,
    ...(beats.length === 0 && { reason: 'none given' }),
  };
}

const codes = (quality: Quality, lead: string): readonly QualityReasonCode[] =>
  quality.leads[lead]?.reasons.map(({ code }) => code) ?? [];

const withLead = (name: string, change: (mv: number, n: number) => number) => (record: EcgRecord) =>
  makeRecord({ ...record, leads: { ...record.leads, [name]: (record.leads[name] as Float32Array).map(change) } });

describe('assessQuality', () => {
  test('finds nothing wrong with a clean record, and uses it for everything', () => {
    const quality = assessSimulated({ noise: { muscleRmsMv: 0.005 } });
    expect(quality.acceptable).toBe(true);
    expect(quality.score).toBeGreaterThan(0.9);
    expect(quality.reasons).toEqual([]);
    for (const lead of Object.values(quality.leads)) expect(lead.reasons).toEqual([]);
    expect(quality.usableFor).toEqual({ rhythm: true, intervals: true, st: true, voltage: true, model: true });
  });

  test.each<[QualityReasonCode, string, RegExp, Partial<SimulationOptions>]>([
    ['mains', 'V2', /^mains hum of 50 Hz, 0\.05 mV rms$/, { noise: { mainsRmsMv: 0.05 } }],
    ['mains', 'V2', /^mains hum of 60 Hz, 0\.05 mV rms$/, { noise: { mainsRmsMv: 0.05, mainsHz: 60 } }],
    ['muscle', 'V2', /^noise above 40 Hz, 0\.1\d mV rms$/, { noise: { muscleRmsMv: 0.12 } }],
    ['wander', 'V2', /^baseline wanders, 0\.[23]\d mV rms$/, { noise: { baselineWanderRmsMv: 0.3 } }],
    [
      'saturation',
      'V3',
      /^stands at the end of the scale for 2\.0 s/,
      { faults: [{ kind: 'saturation', lead: 'V3', levelMv: 5, fromSec: 3, toSec: 5 }] },
    ],
    [
      'clipping',
      'V3',
      /^cut off for 0\.\d+ s, between -0\.40 and 0\.40 mV$/,
      { faults: [{ kind: 'clipping', lead: 'V3', levelMv: 0.4 }] },
    ],
    ['flat', 'V4', /^does not move for 10\.0 s$/, { faults: [{ kind: 'lead-off', electrode: 'V4' }] }],
    ['lead-off', 'V4', /^electrode off/, { faults: [{ kind: 'lead-off', electrode: 'V4' }] }],
    [
      'spikes',
      'V5',
      /^\d+ jumps from one sample to the next, up to \d\.\d\d mV$/,
      { faults: [{ kind: 'electrode-motion', electrode: 'V5', amplitudeMv: 1 }] },
    ],
  ])('says %s of lead %s in words with value and unit: %s', (code, lead, text, options) => {
    const reason = assessSimulated(options).leads[lead]?.reasons.find((one) => one.code === code);
    expect(reason?.text).toMatch(text);
  });

  test('rejects a record with a flat lead and names the lead', () => {
    const quality = assessSimulated({ faults: [{ kind: 'lead-off', electrode: 'V4' }] });
    expect(quality.acceptable).toBe(false);
    expect(quality.score).toBeLessThan(0.5);
    expect(quality.reasons[0]?.text).toMatch(/^lead V4 /);
    expect(quality.leads.V4?.usableFor.rhythm).toBe(false);
    expect(quality.usableFor.rhythm).toBe(true);
  });

  test.each<['RA' | 'LA' | 'LL', string, string]>([
    ['RA', 'aVR', 'III'],
    ['LA', 'aVL', 'II'],
    ['LL', 'aVF', 'I'],
  ])(
    'names electrode %s where it is off: %s has no signal, and %s alone is still read between its places',
    (electrode, dead, whole) => {
      const quality = assessSimulated({ faults: [{ kind: 'lead-off', electrode }] });
      const { [dead]: own, [whole]: untouched, ...others } = quality.leads;
      expect(own?.reasons.map(({ code }) => code)).toEqual(['flat', 'lead-off', 'no-beats']);
      expect(untouched?.reasons).toEqual([]);
      expect(untouched?.usableFor.voltage).toBe(true);
      for (const lead of Object.values(others)) {
        expect(lead.reasons.map(({ text }) => text)).toEqual([
          `electrode ${electrode} seems off: no signal in lead ${dead}`,
        ]);
        expect(lead.usableFor).toEqual({ rhythm: true, intervals: true, st: false, voltage: false, model: false });
      }
      expect(quality.reversal).toBeUndefined();
      expect(quality.usableFor).toEqual({ rhythm: true, intervals: true, st: false, voltage: false, model: false });
    },
  );

  test('names no electrode where an augmented lead alone is dead', () => {
    const quality = assessSimulated({}, (record) => ({
      ...record,
      leads: { ...record.leads, aVL: new Float32Array(5000) },
    }));
    expect(quality.leads.aVL?.reasons.map(({ code }) => code)).toContain('lead-off');
    expect(quality.leads.I?.reasons).toEqual([]);
  });

  test('decides the same whatever the unit, and says which unit the samples seem to be in', () => {
    const microvolts = (record: EcgRecord) =>
      makeRecord({
        ...record,
        leads: Object.fromEntries(Object.entries(record.leads).map(([name, x]) => [name, x.map((mv) => 1000 * mv)])),
      });
    const noise = { muscleRmsMv: 0.01 };
    const [inMv, inUv] = [assessSimulated({ noise }), assessSimulated({ noise }, microvolts)];
    expect(inUv.reasons.map(({ code }) => code)).toEqual(['unit']);
    expect(inUv.reasons[0]?.text).toMatch(/microvolts$/);
    expect(inUv.score).toBeCloseTo(inMv.score ?? -1, 6);
    expect(inUv.usableFor.voltage).toBe(false);
  });

  test('names the limb-lead identity that a lead breaks', () => {
    const quality = assessSimulated(
      {},
      withLead('aVR', (mv) => -mv),
    );
    const reason = quality.reasons.find(({ code }) => code === 'limb-identity');
    expect(reason?.text).toMatch(/^aVR = −\(I \+ II\) \/ 2 is off by 0\.\d\d mV rms$/);
  });

  test('names the identity of a small lead that is upside down', () => {
    // With the axis along II, aVL is the smallest lead: all of it is less than 0.1 mV rms.
    const quality = assessSimulated(
      {},
      withLead('aVL', (mv) => -mv),
    );
    const reason = quality.reasons.find(({ code }) => code === 'limb-identity');
    expect(reason?.text).toMatch(/^aVL = \(I − III\) \/ 2 is off by 0\.0\d mV rms$/);
  });

  test('counts missing samples', () => {
    const quality = assessSimulated(
      {},
      withLead('II', (mv, n) => (n < 500 ? Number.NaN : mv)),
    );
    expect(quality.leads.II?.reasons).toContainEqual({ code: 'missing-samples', text: '10 % of the samples missing' });
    expect(codes(quality, 'I')).not.toContain('missing-samples');
  });

  test('more noise never raises the score of a lead beyond a tolerance, and much noise makes it low', () => {
    const kinds = ['muscleRmsMv', 'mainsRmsMv', 'baselineWanderRmsMv'] as const;
    for (const kind of kinds) {
      const scores = [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8].map(
        (rms) => assessSimulated({ noise: { [kind]: rms } }).leads.II?.score ?? Number.NaN,
      );
      // Heights are medians over seconds, which noise moves by some per cent: so much may a score rise.
      const rises = scores.slice(1).map((score, i) => score - (scores[i] as number));
      expect(Math.max(...rises)).toBeLessThanOrEqual(0.03);
      expect(scores.at(-1)).toBeLessThan(0.3);
      expect(scores[0]).toBeGreaterThan(0.9);
    }
  });
});

describe('bad input', () => {
  const bad: readonly (readonly [string, Readonly<Record<string, Float32Array>>, number])[] = [
    ['no samples', { I: new Float32Array(0) }, 500],
    ['one sample', { I: new Float32Array(1) }, 500],
    ['a tenth of a second', { I: new Float32Array(50) }, 500],
    ['zeros', { I: new Float32Array(5000), II: new Float32Array(5000) }, 500],
    ['nothing but NaN', { I: new Float32Array(5000).fill(Number.NaN) }, 500],
    ['infinities', { I: new Float32Array(5000).fill(Number.POSITIVE_INFINITY) }, 500],
    ['1 Hz', { I: Float32Array.from({ length: 30 }, (_, i) => i % 3) }, 1],
    ['1 MHz', { I: Float32Array.from({ length: 5000 }, (_, i) => Math.sin(i)) }, 1e6],
  ];
  test.each(bad)('of %s is not acceptable, with a reason and finite numbers', (_, leads, fs) => {
    const record = makeRecord({ fs, leads });
    const quality = assessQuality(record, beatsAt(record, []));
    expect(quality.acceptable).toBe(false);
    expect(quality.reasons.length).toBeGreaterThan(0);
    expect(quality.score ?? 0).toBeLessThan(0.5);
    expect(quality.usableFor.intervals).toBe(false);
    for (const lead of Object.values(quality.leads)) expect(Number.isFinite(lead.score)).toBe(true);
    expect(JSON.stringify(quality)).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('interchanged cables', () => {
  const clean = { noise: { muscleRmsMv: 0.005 } } as const;

  test('of the arms are named, with a reason, and cost the limb leads ST, voltages and the network', () => {
    const quality = assessSimulated({ ...clean, reversal: 'RA-LA' });
    expect(quality.reversal).toBe('RA-LA');
    expect(quality.reasons.map(({ code, text }) => `${code}: ${text}`)).toEqual([
      expect.stringMatching(
        /^lead-reversal: cables RA-LA seem interchanged: .* put back: \d+\.\d log-odds, \d+\.\d needed$/,
      ),
    ]);
    const spoilt = { rhythm: true, intervals: true, st: false, voltage: false, model: false };
    expect(quality.usableFor).toEqual(spoilt);
    expect(quality.leads.aVF?.usableFor).toEqual(spoilt);
    expect(quality.leads.aVF?.reasons).toEqual([{ code: 'lead-reversal', text: 'cables RA-LA seem interchanged' }]);
    expect(quality.leads.V1?.usableFor).toEqual({ ...spoilt, st: true, voltage: true, model: true });
  });

  test('of the chest cost the two leads alone', () => {
    const { reversal, leads } = assessSimulated({ ...clean, reversal: 'V4-V5' });
    expect(reversal).toBe('V4-V5');
    const withoutSt = Object.entries(leads).flatMap(([name, { usableFor }]) => (usableFor.st ? [] : [name]));
    expect(withoutSt).toEqual(['V4', 'V5']);
  });

  test('are not seen in a clean record, nor where leads are missing', () => {
    expect(assessSimulated(clean).reversal).toBeUndefined();
    expect(assessSimulated(clean, (record) => selectLeads(record, ['I', 'II', 'V5'])).reversal).toBeUndefined();
  });
});
