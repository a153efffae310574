import { describe, expect, test } from 'vitest';
import type { Beats } from '../../src/beats/index.ts';
import { type Delineation, type Measurements, measure } from '../../src/features/index.ts';
import { createRandom } from '../../src/random.ts';
import {
  type EcgRecord,
  makeRecord,
  NO_WAVES,
  type SimulationOptions,
  selectLeads,
  simulateRecord,
} from '../../src/record/index.ts';
import { prepare } from '../../src/signal/index.ts';
import { qualityOf, trueBeats, trueWaves } from './simulated-truth.ts';

const simulate = (options: Partial<SimulationOptions> = {}) =>
  simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 75, random: createRandom(3), ...options });

/** What is measured on a simulated record whose beats and waves are known, or on another record in its place. */
function measured(options: Partial<SimulationOptions> = {}, change: (record: EcgRecord) => EcgRecord = (r) => r) {
  const simulation = simulate(options);
  const record = change(simulation.record);
  return measure(record, {
    beats: trueBeats(simulation),
    waves: trueWaves(simulation),
    quality: qualityOf(record),
  });
}

type Group = { readonly notMeasured: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

function groupsOf({ leads, ...groups }: Measurements): readonly Group[] {
  return [...Object.values(groups), ...Object.values(leads)] as unknown as readonly Group[];
}

const situations: readonly (readonly [string, Partial<SimulationOptions>])[] = [
  ['sinus rhythm', {}],
  ['30/min', { heartRateBpm: 30 }],
  ['220/min', { heartRateBpm: 220 }],
  ['atrial fibrillation', { rhythm: 'atrial-fibrillation' }],
  ['flutter', { rhythm: 'atrial-flutter' }],
  ['complete block', { rhythm: 'av-block-3', heartRateBpm: 40 }],
  ['pacing', { rhythm: 'ventricular-paced' }],
  ['bigeminy', { ectopy: { origin: 'ventricular', pattern: 'bigeminy' } }],
  ['left bundle-branch block', { morphology: 'left-bundle-branch-block' }],
  ['100 Hz', { fs: 100 }],
  ['1000 Hz', { fs: 1000 }],
  ['two seconds', { durationSec: 2 }],
  ['a tenth of a second', { durationSec: 0.1 }],
  ['a minute and a half', { durationSec: 90 }],
];

describe('measure', () => {
  test.each(situations)('%s: a value is there, finite, or its reason is, and never both', (_, options) => {
    for (const { notMeasured, ...values } of groupsOf(measured(options))) {
      for (const [name, value] of Object.entries(values)) {
        expect(value === undefined, name).toBe(name in notMeasured);
        if (typeof value === 'number') expect(Number.isFinite(value), name).toBe(true);
      }
      for (const reason of Object.values(notMeasured)) expect(reason).toMatch(/\w+ \w+/);
    }
  });

  test.each([30, 45, 60, 90, 120, 150, 180, 220])(
    'at %i/min the intervals are those of the simulator',
    (heartRateBpm) => {
      const simulation = simulate({ heartRateBpm, durationSec: 20 });
      const truth = simulation.beats.find(({ sec }) => Object.values(sec).every((edge) => edge !== undefined))?.sec;
      const ms = (from: number | undefined, to: number | undefined) =>
        1000 * ((to ?? Number.NaN) - (from ?? Number.NaN));
      const { intervals } = measured({ heartRateBpm, durationSec: 20 });
      // Both ends are rounded to samples of 2 ms.
      const within = (found: number | undefined, expected: number) =>
        expect(Math.abs((found ?? 0) - expected)).toBeLessThanOrEqual(2);
      within(intervals.pMs, ms(truth?.pOn, truth?.pOff));
      within(intervals.prMs, ms(truth?.pOn, truth?.qrsOn));
      within(intervals.qrsMs, ms(truth?.qrsOn, truth?.qrsOff));
      within(intervals.qtMs, ms(truth?.qrsOn, truth?.tOff));
      // The simulator's QT follows Fridericia's cube root from 395 ms at 60/min; the median RR differs from the mean by up to 2 %.
      expect(Math.abs((intervals.qtcFridericiaMs ?? 0) - 395)).toBeLessThan(6);
    },
  );

  test('Bazett is given from 60 to 100/min only', () => {
    const bazett = (heartRateBpm: number) =>
      measured({ heartRateBpm, rrVariability: 0 }).intervals.notMeasured.qtcBazettMs;
    expect(bazett(61)).toBeUndefined();
    expect(bazett(99)).toBeUndefined();
    expect(bazett(120)).toBe("Bazett's formula misleads outside 60–100/min, the rate is 120/min");
    expect(bazett(50)).toContain('the rate is 50/min');
  });

  test('JT is given with a wide QRS and is QT without it', () => {
    const { qrsMs = 0, qtMs = 0, jtMs } = measured({ morphology: 'left-bundle-branch-block' }).intervals;
    expect(qrsMs).toBeGreaterThanOrEqual(120);
    expect(jtMs).toBe(qtMs - qrsMs);
    expect(measured().intervals.jtMs).toBeUndefined();
  });

  test('atrial fibrillation has no PR and no P, and QT goes with the mean RR', () => {
    const { atria, intervals, rhythm } = measured({ rhythm: 'atrial-fibrillation', durationSec: 20 });
    expect([atria.pPresence, atria.pQrsRelation]).toEqual(['before no beat', 'no P']);
    expect(intervals.notMeasured.prMs).toMatch(/^P could be delineated in 0 of \d+ beats$/);
    expect(intervals.qtcRrMethod).toBe('mean');
    expect(intervals.qtcRrMs).toBe(rhythm.rrMeanMs);
  });

  test('complete block has more P than QRS, an atrial rate of its own, and no PR', () => {
    const { atria, intervals } = measured({ rhythm: 'av-block-3', heartRateBpm: 40, durationSec: 20 });
    expect(atria.pQrsRelation).toBe('more P than QRS');
    expect(intervals.prMs).toBeUndefined();
  });

  test('a P whose QRS lies behind the end of the record is not taken for a blocked one', () => {
    const simulation = simulate();
    const { record } = simulation;
    const end = (simulation.beats.at(-2)?.samples.pOff ?? 0) + 5;
    const cut = {
      ...record,
      leads: Object.fromEntries(Object.entries(record.leads).map(([n, x]) => [n, x.slice(0, end)])),
    };
    const beats = trueBeats(simulation);
    const waves = trueWaves(simulation);
    const fused = waves.fused.slice(0, -1).map((wave, i) =>
      i < waves.fused.length - 2
        ? wave
        : {
            ...wave,
            qrsOn: undefined,
            rPeak: undefined,
            qrsOff: undefined,
            tOn: undefined,
            tPeak: undefined,
            tOff: undefined,
          },
    );
    const from = { beats: { ...beats, length: end, beats: beats.beats.filter(({ sample }) => sample < end) } };
    const { atria } = measure(cut, { ...from, waves: { ...waves, leads: {}, fused }, quality: qualityOf(cut) });
    expect([atria.pPresence, atria.nonConductedPCount, atria.pQrsRelation]).toEqual(['before every beat', 0, '1:1']);
  });

  describe('P waves that are not conducted', () => {
    const simulation = simulate({ rrVariability: 0, heartRateBpm: 60 });
    const all = trueWaves(simulation);
    // The record ends in a pause: without its last beat.
    const waves = { ...all, fused: all.fused.slice(0, -1) };
    /** With a P, and nothing else, of 80 ms at each of these moments. */
    function atriaWith(...sec: readonly number[]) {
      const added = sec.map((at) => ({ ...NO_WAVES, pOn: 500 * at, pPeak: 500 * at + 20, pOff: 500 * at + 40 }));
      const fused = [...waves.fused, ...added].sort((a, b) => (a.pOn ?? a.qrsOn ?? 0) - (b.pOn ?? b.qrsOn ?? 0));
      const from = { beats: trueBeats(simulation), quality: qualityOf(simulation.record) };
      const { atria } = measure(simulation.record, { ...from, waves: { ...waves, leads: {}, fused } });
      return [atria.pQrsRelation, atria.nonConductedPCount];
    }
    /** Half a second behind the n-th R peak. */
    const behind = (n: number) => (simulation.beats[n]?.sec.rPeak ?? Number.NaN) + 0.5;

    test.each<readonly [string, readonly number[], readonly unknown[]]>([
      ['none', [], ['1:1', 0]],
      ['one in the middle is counted, and is no block', [behind(3)], ['1:1', 1]],
      ['two are more P than QRS', [behind(2), behind(5)], ['more P than QRS', 2]],
      ['one behind the last QRS is not believed', [9.55], ['1:1', 0]],
      ['one there is, where there is another in the record', [behind(2), 9.55], ['more P than QRS', 2]],
    ])('%s', (_, sec, expected) => {
      expect(atriaWith(...sec)).toEqual(expected);
    });

    test('the simulated second-degree block has more P than QRS', () => {
      const { atria } = measured({ rhythm: 'av-block-2-mobitz', durationSec: 20 });
      expect(atria.pQrsRelation).toBe('more P than QRS');
    });
  });

  test('premature beats are not measured: intervals in bigeminy are those of the beats between', () => {
    const bigeminy = measured({ ectopy: { origin: 'ventricular', pattern: 'bigeminy' } }).intervals;
    expect(bigeminy.beatClass).toBe('normal');
    expect(bigeminy.qrsMs).toBe(measured().intervals.qrsMs);
    const paced = measured({ rhythm: 'ventricular-paced' }).intervals;
    expect(paced.beatClass).toBe('paced');
    expect(paced.qrsMs).toBeGreaterThan(120);
  });

  test.each(['inverted', 'halved', 'tripled'])('a record that is %s has amplitudes that are', (name) => {
    const factor = { inverted: -1, halved: 0.5, tripled: 3 }[name] as number;
    const changed = measured({}, (record) => ({
      ...record,
      leads: Object.fromEntries(Object.entries(record.leads).map(([n, lead]) => [n, lead.map((mv) => factor * mv)])),
    }));
    const original = measured();
    for (const lead of ['II', 'V2']) {
      for (const value of ['pMv', 'tMv', 'stJMv', 'stJ60Mv', 'stSlopeMvPerSec', 'qrsAreaMvMs'] as const) {
        // Leads are float32.
        expect(changed.leads[lead]?.[value]).toBeCloseTo(factor * (original.leads[lead]?.[value] ?? Number.NaN), 5);
      }
    }
  });

  test('wander of 0.2 mV rms moves ST and R by less than 0.03 mV', () => {
    // Wander has tones up to 0.5 Hz, which lines from beat to beat, 0.8 s apart, follow in part only.
    const clean = measured();
    const wandering = measured({ noise: { baselineWanderRmsMv: 0.2 } });
    for (const [name, lead] of Object.entries(clean.leads)) {
      for (const value of ['stJMv', 'stJ60Mv', 'rMv'] as const) {
        if (lead[value] === undefined) continue;
        expect(Math.abs((wandering.leads[name]?.[value] ?? Number.NaN) - lead[value]), `${name} ${value}`).toBeLessThan(
          0.03,
        );
      }
    }
  });

  test('inferior infarction lifts ST in II, III and aVF and lowers it in I and aVL', () => {
    const { leads } = measured({ morphology: 'inferior-infarction' });
    for (const name of ['II', 'III', 'aVF']) expect(leads[name]?.stJMv).toBeGreaterThan(0.1);
    for (const name of ['I', 'aVL']) expect(leads[name]?.stJMv).toBeLessThan(0);
  });

  test('normalised records, high-passed ones and those with a baseline removed have no amplitudes but have intervals', () => {
    const all = [
      measured({}, (record) => ({ ...record, unit: 'normalised' })),
      measured({}, (record) => prepare(record, [{ step: 'high-pass', lowHz: 0.5, order: 2, phase: 'zero' }])),
      measured({}, (record) => prepare(record, [{ step: 'remove-baseline', method: 'spline', knotSec: 0.2 }])),
    ];
    expect(all.map(({ leads }) => leads.II?.notMeasured.stJMv)).toEqual([
      'the record has lost its millivolts',
      'a high-pass of 0.5 Hz has changed ST and amplitudes',
      'the removal of a baseline has changed ST and amplitudes',
    ]);
    for (const { axes, intervals, leads } of all) {
      expect([axes.qrsDeg, leads.V1?.rMv]).toEqual([undefined, undefined]);
      expect(intervals.qtMs).toBeGreaterThan(300);
    }
    const diagnostic = measured({}, (record) =>
      prepare(record, [{ step: 'high-pass', lowHz: 0.05, order: 1, phase: 'zero' }]),
    );
    expect(diagnostic.leads.II?.stJMv).toBeDefined();
  });

  test('a lead that quality refuses has no value, and the axis comes from the others', () => {
    const simulation = simulate();
    const from = { beats: trueBeats(simulation), waves: trueWaves(simulation) };
    const { record } = simulation;
    const bad = measure(record, { ...from, quality: qualityOf(record, ['I', 'V1']) });
    const { notMeasured, ...values } = bad.leads.V1 as Group;
    expect(Object.values(values).filter((value) => value !== undefined)).toEqual([]);
    expect(notMeasured.rMv).toBe('the lead is not usable for voltages: flat line');
    const good = measure(record, { ...from, quality: qualityOf(record) });
    expect(bad.axes.qrsDeg).toBeCloseTo(good.axes.qrsDeg ?? Number.NaN, 2);
    const allLimbs = measure(record, { ...from, quality: qualityOf(record, ['I', 'II', 'III', 'aVR', 'aVL']) });
    expect(allLimbs.axes.notMeasured.qrsDeg).toBe('an axis needs two usable limb leads, there is aVF');
  });

  test('records of one lead, or with a run of NaN in it, are measured as far as they go', () => {
    const one = measured({}, (record) => selectLeads(record, ['V5']));
    expect(Object.keys(one.leads)).toEqual(['V5']);
    expect(one.leads.V5?.rMv).toBeGreaterThan(0.5);
    const gap = measured({}, (record) => ({
      ...record,
      leads: { ...record.leads, V5: record.leads.V5?.map((mv, n) => (n < 2000 ? Number.NaN : mv)) as Float32Array },
    }));
    expect(gap.leads.V5?.rMv).toBeCloseTo(one.leads.V5?.rMv ?? Number.NaN, 1);
    const missing = measured({}, (record) => ({
      ...record,
      leads: { ...record.leads, V5: new Float32Array(5000).fill(Number.NaN) },
    }));
    expect(missing.leads.V5?.notMeasured.rMv).toBe('samples are missing in QRS');
  });

  test.each([1, 500, 1e6])('a constant of %d Hz without beats is not measurable, with the reason', (fs) => {
    const record = makeRecord({ fs, leads: { I: new Float32Array(10) } });
    const beats: Beats = { fs, length: 10, leads: [], beats: [], reason: 'all leads are flat' };
    const waves: Delineation = { fs, leads: {}, fused: [], leftOut: { I: 'flat line' }, reason: 'there are no beats' };
    const found = measure(record, { beats, waves, quality: qualityOf(record) });
    expect(found.rhythm.notMeasured.rateBpm).toBe('all leads are flat');
    expect(found.intervals.notMeasured.qtMs).toBe('all leads are flat');
    expect(found.leads.I?.notMeasured.rMv).toBe('all leads are flat');
  });

  test('beats of another sampling rate are misuse', () => {
    const { record } = simulate();
    const other = simulate({ fs: 250 });
    expect(() =>
      measure(record, { beats: trueBeats(other), waves: trueWaves(other), quality: qualityOf(record) }),
    ).toThrow("measure: beats must have the record's 500 Hz, got 250");
  });

  test('measurements are plain data', () => {
    const found = measured();
    expect(structuredClone(found)).toEqual(found);
  });
});
