import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SIMULATED_RHYTHMS, type SimulatedBeat } from '../../src/record/index.ts';
import type { SimulatedRhythm } from '../../src/record/simulate-rhythm.ts';
import { lead, mean, type Options, rrSec, simulate } from './simulated.ts';

const ALL: Readonly<Record<SimulatedRhythm, number>> = {
  sinus: 70,
  'atrial-fibrillation': 90,
  'atrial-flutter': 75,
  'av-block-1': 70,
  'av-block-2-wenckebach': 60,
  'av-block-2-mobitz': 50,
  'av-block-3': 38,
  'ventricular-paced': 70,
};

const long = { durationSec: 120, fs: 100 };

function beatsOf(rhythm: SimulatedRhythm, options: Partial<Options> = {}): readonly SimulatedBeat[] {
  return simulate({ rhythm, heartRateBpm: ALL[rhythm], ...long, ...options }).beats;
}

const prMs = ({ sec }: SimulatedBeat) =>
  sec.pOn === undefined || sec.qrsOn === undefined ? undefined : Math.round(1000 * (sec.qrsOn - sec.pOn));

/** All but the first and last beats, which the record may cut. */
const inner = (beats: readonly SimulatedBeat[]) => beats.slice(4, -4);

describe('every simulated rhythm', () => {
  test.each(Object.entries(ALL) as [SimulatedRhythm, number][])('%s has the rate asked for', (rhythm, rate) => {
    // Random intervals of atrial fibrillation, 180 of them with a deviation of 0.2, have a mean to 0.2/√180 = 1.5 %.
    expect(60 / mean(rrSec(beatsOf(rhythm))) / rate).toBeCloseTo(1, 1.2);
  });

  test('has its beats in the order in which they begin', () => {
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(ALL) as SimulatedRhythm[])), fc.integer(), (rhythm, seed) => {
        const beginnings = inner(beatsOf(rhythm, { seed, durationSec: 20 })).map(({ sec }) => sec.pOn ?? sec.qrsOn);
        expect(beginnings).toEqual([...beginnings].sort((a, b) => (a as number) - (b as number)));
      }),
      { numRuns: 20 },
    );
  });
});

describe('simulated atrial fibrillation', () => {
  test('has no P, and RR without order', () => {
    const beats = beatsOf('atrial-fibrillation', { durationSec: 300 });
    expect(beats.every(({ sec }) => sec.pOn === undefined && sec.pPeak === undefined)).toBe(true);
    const rr = rrSec(beats);
    const centred = rr.map((sec) => sec - mean(rr));
    const variance = mean(centred.map((sec) => sec ** 2));
    expect(Math.sqrt(variance) / mean(rr)).toBeGreaterThan(0.15);
    // Uncorrelated: for 450 intervals, two standard errors are 2/√450 = 0.09.
    expect(Math.abs(mean(centred.slice(1).map((sec, n) => sec * (centred[n] as number))) / variance)).toBeLessThan(0.1);
  });

  test('has fibrillatory waves between the beats, largest in V1 of V1, I and V6', () => {
    const { record, beats } = simulate({ rhythm: 'atrial-fibrillation', heartRateBpm: 60, durationSec: 60 });
    const spread = (name: string) => {
      const quiet = beats.flatMap(({ samples }) =>
        samples.qrsOn === undefined
          ? []
          : [...lead(record, name).subarray(Math.max(0, samples.qrsOn - 60), samples.qrsOn)],
      );
      return Math.sqrt(mean(quiet.map((mv) => mv ** 2)));
    };
    expect(spread('V1')).toBeGreaterThan(0.03);
    expect(spread('V1')).toBeLessThan(0.15);
    expect(spread('V1')).toBeGreaterThan(2 * Math.max(spread('I'), spread('V6')));
  });
});

describe('simulated atrial flutter', () => {
  test('has regular beats without P on regular waves of 240 to 350/min', () => {
    const { record, beats } = simulate({ rhythm: 'atrial-flutter', heartRateBpm: 75, ...long, fs: 200 });
    expect(beats.every(({ sec }) => sec.pOn === undefined)).toBe(true);
    for (const rr of rrSec(beats)) expect(rr).toBeCloseTo(0.8, 6);
    // 4 : 1. The beats repeat at harmonics of 1.25 Hz too, but their fourth is weaker than half of its neighbours' sum only
    // without flutter.
    const power = (hz: number) =>
      [Math.cos, Math.sin]
        .map((f) => mean([...lead(record, 'III')].map((mv, n) => mv * f((2 * Math.PI * hz * n) / 200))))
        .reduce((sum, part) => sum + part ** 2, 0);
    expect(power(5)).toBeGreaterThan(2 * (power(3.75) + power(6.25)));
  });
});

describe('simulated atrioventricular block', () => {
  test('of the first degree has a PR of 240 ms', () => {
    expect(new Set(inner(beatsOf('av-block-1')).map(prMs))).toEqual(new Set([240]));
  });

  test('of Wenckebach has a PR that grows by less each time until a P is blocked', () => {
    const beats = inner(beatsOf('av-block-2-wenckebach', { rrVariability: 0 }));
    const first = beats.findIndex(({ type }) => type === 'blocked') + 1;
    const group = beats.slice(first, first + 4);
    expect(group.map(({ type }) => type)).toEqual(['normal', 'normal', 'normal', 'blocked']);
    const [a, b, c, blocked] = group.map(prMs) as [number, number, number, undefined];
    expect(blocked).toBe(undefined);
    expect(a).toBeLessThan(200);
    expect(b - a).toBeGreaterThan(c - b);
    expect(c).toBeGreaterThan(b);
    expect(beats.slice(first + 4, first + 8).map(prMs)).toEqual([a, b, c, undefined]);
  });

  test('of Mobitz has a constant PR and every third P blocked', () => {
    const beats = inner(beatsOf('av-block-2-mobitz'));
    expect(new Set(beats.filter(({ type }) => type === 'normal').map(prMs)).size).toBe(1);
    const blocked = beats.flatMap(({ type }, n) => (type === 'blocked' ? [n] : []));
    expect(new Set(blocked.slice(1).map((n, k) => n - (blocked[k] as number)))).toEqual(new Set([3]));
    expect(beats.filter(({ type }) => type === 'blocked').every(({ sec }) => sec.qrsOn === undefined)).toBe(true);
  });

  test('of the third degree has P at 80/min and slow wide beats that know nothing of each other', () => {
    const beats = beatsOf('av-block-3', { rrVariability: 0 });
    expect(new Set(beats.map(({ type }) => type))).toEqual(new Set(['blocked', 'escape']));
    const p = beats.flatMap(({ type, sec }) => (type === 'blocked' ? (sec.pPeak ?? []) : []));
    for (const [n, sec] of p.slice(1).entries()) expect(sec - (p[n] as number)).toBeCloseTo(0.75, 6);
    for (const { sec } of inner(beats).filter(({ type }) => type === 'escape')) {
      expect((sec.qrsOff as number) - (sec.qrsOn as number)).toBeGreaterThan(0.12);
      expect(sec.pOn).toBe(undefined);
    }
  });
});

describe('a simulated ventricular pacemaker', () => {
  test('follows each P by 150 ms with a spike and a wide QRS', () => {
    const { record, beats } = simulate({ rhythm: 'ventricular-paced', fs: 5000, durationSec: 5 });
    const whole = beats.filter(({ sec }) => sec.pOn !== undefined && sec.qrsOff !== undefined);
    expect(whole.length).toBeGreaterThan(2);
    for (const { type, sec, samples } of whole) {
      expect(type).toBe('paced');
      expect(1000 * ((sec.qrsOn as number) - (sec.pOn as number))).toBeCloseTo(150, 6);
      expect((sec.qrsOff as number) - (sec.qrsOn as number)).toBeGreaterThan(0.12);
      const before = lead(record, 'II').subarray((samples.qrsOn as number) - 100, samples.qrsOn);
      expect(Math.max(...before)).toBeGreaterThan(1);
    }
  });
});

describe('simulated premature beats', () => {
  const types = (beats: readonly SimulatedBeat[]) => inner(beats).map(({ type }) => type);

  test.each([
    ['bigeminy', 2],
    ['trigeminy', 3],
  ] as const)(
    'of the ventricles in %s are early, wide, without P, and followed by a compensatory pause',
    (pattern, turn) => {
      const { beats } = simulate({ ectopy: { origin: 'ventricular', pattern }, ...long, rrVariability: 0 });
      const complexes = beats.filter(({ sec }) => sec.rPeak !== undefined);
      const premature = complexes.flatMap(({ type }, n) => (type === 'ventricular' ? [n] : []));
      expect(new Set(premature.slice(1).map((n, k) => n - (premature[k] as number)))).toEqual(new Set([turn]));
      for (const n of premature.slice(1, -1)) {
        const [before, at, after] = [-1, 0, 1].map((step) => complexes[n + step] as SimulatedBeat);
        expect(at?.sec.pOn).toBe(undefined);
        expect((at?.sec.qrsOff as number) - (at?.sec.qrsOn as number)).toBeGreaterThan(0.12);
        expect((at?.sec.qrsOn as number) - (before?.sec.qrsOn as number)).toBeCloseTo(0.6, 6);
        expect((after?.sec.qrsOn as number) - (before?.sec.qrsOn as number)).toBeCloseTo(2, 6);
      }
      // The sinus P that is due is there, and blocked.
      expect(types(beats).filter((type) => type === 'blocked').length).toBeGreaterThanOrEqual(premature.length - 4);
    },
  );

  test('of the atria are early and conducted, with an inverted P in II, and their pause is not compensatory', () => {
    const { record, beats } = simulate({
      ectopy: { origin: 'atrial', pattern: 'trigeminy' },
      ...long,
      fs: 500,
      rrVariability: 0,
    });
    const premature = beats.flatMap(({ type }, n) => (type === 'supraventricular' ? [n] : []));
    expect(premature.length).toBeGreaterThan(20);
    for (const n of premature.slice(1, -1)) {
      const [before, at, after] = [-1, 0, 1].map((step) => beats[n + step] as SimulatedBeat);
      expect((at?.sec.pOn as number) - (before?.sec.pOn as number)).toBeCloseTo(0.65, 6);
      expect((after?.sec.pOn as number) - (before?.sec.pOn as number)).toBeCloseTo(1.75, 6);
      expect(lead(record, 'II')[at?.samples.pPeak as number]).toBeLessThan(0);
    }
  });

  test('come singly in a tenth of the beats and never two in a row', () => {
    const { beats } = simulate({ ectopy: { origin: 'atrial', pattern: 'single' }, durationSec: 900, fs: 50 });
    const premature = beats.map(({ type }) => type === 'supraventricular');
    // 900 beats with a chance of 0.1 each: the standard error is 1 %.
    expect(mean(premature.map(Number))).toBeGreaterThan(0.06);
    expect(mean(premature.map(Number))).toBeLessThan(0.13);
    expect(premature.some((is, n) => is && premature[n + 1])).toBe(false);
  });
});

describe('planRhythm refuses', () => {
  test.each([
    [{ rhythm: 'av-block-3', heartRateBpm: 61 }, 'an escape rhythm has at most 60/min, got 61'],
    [
      { rhythm: 'atrial-flutter', ectopy: { origin: 'atrial', pattern: 'single' } },
      'planRhythm: ectopy needs sinus rhythm, got atrial-flutter',
    ],
    [{ heartRateBpm: 121, ectopy: { origin: 'atrial', pattern: 'single' } }, 'at most 120/min, got 121'],
    [{ rhythm: 'waltz' as never }, 'planRhythm: rhythm must be a known one, got waltz'],
    [{ ectopy: { origin: 'atrial', pattern: 'seldom' as never } }, 'pattern must be a known one, got seldom'],
  ] as const)('%o', (options, message) => {
    expect(() => simulate(options)).toThrow(message);
  });
});

describe('every simulated beat', () => {
  test('has the waves that its type has, all of them known, in every rhythm', () => {
    for (const rhythm of SIMULATED_RHYTHMS) {
      const beats = inner(beatsOf(rhythm, { durationSec: 30 }));
      const hasP = !['atrial-fibrillation', 'atrial-flutter'].includes(rhythm);
      for (const { type, samples } of beats) {
        const { pOn, pPeak, pOff, ...others } = samples;
        const p = [pOn, pPeak, pOff].map((sample) => sample !== undefined);
        const qrsAndT = Object.values(others).map((sample) => sample !== undefined);
        expect(new Set(p)).toEqual(new Set([hasP && type !== 'escape']));
        expect(new Set(qrsAndT)).toEqual(new Set([type !== 'blocked']));
      }
    }
  });
});
