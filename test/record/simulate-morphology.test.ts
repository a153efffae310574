import { describe, expect, test } from 'vitest';
import type { SimulatedMorphology } from '../../src/record/simulate.ts';
import { lead, type Options, simulate, wholeBeat } from './simulated.ts';

/** A deflection of QRS: a stretch on one side of the baseline, by more than 20 µV. */
interface Deflection {
  readonly mv: number;
  readonly ms: number;
}

/** What a cardiologist would read from the first whole beat at 1000 samples per second. */
function read(options: Partial<Options>) {
  const { record, beats } = simulate({ fs: 1000, rrVariability: 0, ...options });
  const { sec, samples: at } = wholeBeat(beats);
  const between = (name: string, from: number, to: number) => [...lead(record, name).subarray(from, to + 1)];
  const qrs = (name: string) => between(name, at.qrsOn, at.qrsOff);
  const area = (name: string) => qrs(name).reduce((sum, value) => sum + value, 0);
  return {
    prMs: 1000 * (sec.qrsOn - sec.pOn),
    qrsMs: 1000 * (sec.qrsOff - sec.qrsOn),
    qtMs: 1000 * (sec.tOff - sec.qrsOn),
    // The augmented lead is smaller than a bipolar one by √3/2.
    axisDegrees: (Math.atan2(area('aVF') * (2 / Math.sqrt(3)), area('I')) * 180) / Math.PI,
    qrs: (name: string) => deflections(qrs(name)),
    r: (name: string) => Math.max(0, ...qrs(name)),
    s: (name: string) => -Math.min(0, ...qrs(name)),
    /** Level 60 ms after J, or `afterMs` after it. */
    st: (name: string, afterMs = 60) => lead(record, name)[at.qrsOff + afterMs] as number,
    t: (name: string) => between(name, at.tOn + 60, at.tOff).reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a)),
    p: (name: string) => Math.max(...between(name, at.pOn, at.pOff)),
  };
}

function deflections(values: readonly number[]): readonly Deflection[] {
  const found: { mv: number; ms: number }[] = [];
  let side = 0;
  for (const value of values) {
    const next = Math.abs(value) < 0.02 ? 0 : Math.sign(value);
    if (next !== 0 && next !== side) found.push({ mv: 0, ms: 0 });
    const last = found.at(-1);
    if (next !== 0 && last !== undefined) {
      last.ms += 1;
      if (Math.abs(value) > Math.abs(last.mv)) last.mv = value;
    }
    side = next;
  }
  return found;
}

const pattern = (found: readonly Deflection[]) => found.map(({ mv }) => (mv > 0 ? '+' : '-')).join('');
const morphology = (name: SimulatedMorphology) => read({ morphology: name });

// The criteria are those of the AHA/ACCF/HRS recommendations (Circulation 2009;119:e235, e241, e251) and of the fourth universal
// definition of myocardial infarction (Circulation 2018;138:e618).
describe('the simulated', () => {
  test('left bundle branch block has a wide QRS, R without q in I and V6, S in V1, and ST and T against them', () => {
    const { qrsMs, qrs, r, s, st, t } = morphology('left-bundle-branch-block');
    expect(qrsMs).toBeGreaterThanOrEqual(120);
    for (const name of ['I', 'V5', 'V6']) expect(pattern(qrs(name))).toMatch(/^\+/);
    expect(s('V1')).toBeGreaterThan(5 * r('V1'));
    expect(st('V1')).toBeGreaterThan(0.1);
    expect(st('V6')).toBeLessThan(-0.05);
    expect([t('V1') > 0, t('I') < 0, t('V6') < 0]).toEqual([true, true, true]);
  });

  test("right bundle branch block has a wide QRS, rSR' in V1 with T inversion, and S broader than R in I and V6", () => {
    const { qrsMs, qrs, t } = morphology('right-bundle-branch-block');
    expect(qrsMs).toBeGreaterThanOrEqual(120);
    const [small, , second] = qrs('V1');
    expect(pattern(qrs('V1'))).toBe('+-+');
    expect(second?.mv).toBeGreaterThan(small?.mv as number);
    expect(t('V1')).toBeLessThan(0);
    for (const name of ['I', 'V6']) {
      const [r, s] = qrs(name).slice(-2);
      expect([r?.mv, s?.mv].map((mv) => Math.sign(mv as number))).toEqual([1, -1]);
      expect(s?.ms).toBeGreaterThan(r?.ms as number);
    }
  });

  test('left anterior fascicular block has an axis of −45° to −90°, qR in aVL and rS in II, III and aVF', () => {
    const { qrsMs, axisDegrees, qrs, r, s } = morphology('left-anterior-fascicular-block');
    expect(qrsMs).toBeLessThan(120);
    expect(axisDegrees).toBeLessThan(-45);
    expect(axisDegrees).toBeGreaterThan(-90);
    expect(pattern(qrs('aVL'))).toBe('-+');
    for (const name of ['II', 'III', 'aVF']) {
      expect(pattern(qrs(name))).toBe('+-');
      expect(s(name)).toBeGreaterThan(r(name));
    }
  });

  test('left posterior fascicular block has an axis of 90° to 180°, rS in I and aVL and qR in III and aVF', () => {
    const { qrsMs, axisDegrees, qrs, r, s } = morphology('left-posterior-fascicular-block');
    expect(qrsMs).toBeLessThan(120);
    expect(axisDegrees).toBeGreaterThan(90);
    for (const name of ['I', 'aVL']) {
      expect(pattern(qrs(name))).toBe('+-');
      expect(s(name)).toBeGreaterThan(r(name));
    }
    for (const name of ['III', 'aVF']) expect(pattern(qrs(name))).toBe('-+');
  });

  test('Wolff–Parkinson–White pattern has a short PR and a wide QRS that begins slowly', () => {
    const { prMs, qrsMs, t } = morphology('wolff-parkinson-white');
    expect(prMs).toBeLessThan(120);
    expect(qrsMs).toBeGreaterThanOrEqual(120);
    expect(t('V5')).toBeLessThan(0);
    // In its first 30 ms, the steepest rise of V5 is a third of that of all QRS at most; that of a normal QRS is not.
    const slowness = (name: SimulatedMorphology) => {
      const { record, beats } = simulate({ fs: 1000, morphology: name, rrVariability: 0 });
      const { samples } = wholeBeat(beats);
      const rises = [...lead(record, 'II').subarray(samples.qrsOn, samples.rPeak)].map(
        (v, n, all) => v - (all[n - 1] ?? v),
      );
      return Math.max(...rises.slice(0, 30)) / Math.max(...rises);
    };
    expect(slowness('wolff-parkinson-white')).toBeLessThan(1 / 3);
    expect(slowness('normal')).toBeGreaterThan(0.5);
  });

  test('left ventricular hypertrophy has a Sokolow–Lyon voltage of 3.5 mV and strain', () => {
    const { r, s, st, t, qrsMs } = morphology('left-ventricular-hypertrophy');
    expect(s('V1') + Math.max(r('V5'), r('V6'))).toBeGreaterThanOrEqual(3.5);
    expect(qrsMs).toBeLessThan(120);
    for (const name of ['I', 'V5', 'V6']) {
      expect(st(name)).toBeLessThan(-0.05);
      expect(t(name)).toBeLessThan(-0.1);
    }
  });

  test('anterior infarction has QS in V1–V3 and ST elevation there', () => {
    const { qrs, st } = morphology('anterior-infarction');
    // The ST segment above the baseline begins before QRS ends, and counts as a deflection of it; R would come first.
    for (const name of ['V1', 'V2', 'V3']) expect(pattern(qrs(name))).toMatch(/^-\+?$/);
    for (const name of ['V2', 'V3']) expect(st(name, 0)).toBeGreaterThanOrEqual(0.25);
    expect(st('V4', 0)).toBeGreaterThanOrEqual(0.1);
  });

  test.each([
    ['inferior', ['II', 'III', 'aVF'], 'aVL'],
    ['lateral', ['I', 'aVL', 'V5', 'V6'], 'III'],
  ] as const)('%s infarction has Q and ST elevation in %s, and depression in %s', (territory, leads, opposite) => {
    const { qrs, st } = morphology(`${territory}-infarction`);
    for (const name of leads) {
      const [q] = qrs(name);
      expect(q?.mv).toBeLessThan(-0.1);
      expect(q?.ms).toBeGreaterThanOrEqual(30);
      expect(st(name, 0)).toBeGreaterThanOrEqual(0.1);
    }
    expect(st(opposite, 0)).toBeLessThan(-0.05);
  });

  test('ischaemia has ST depression in II and V4–V6, level or falling, and elevation in aVR', () => {
    const { st, qrsMs } = morphology('ischaemic-st-depression');
    for (const name of ['II', 'V4', 'V5', 'V6']) {
      expect(st(name, 0)).toBeLessThan(-0.05);
      expect(st(name, 60)).toBeLessThanOrEqual(st(name, 0));
    }
    expect(st('aVR')).toBeGreaterThan(0.05);
    expect(qrsMs).toBeLessThan(120);
  });

  test('long QT has a QTc of 520 ms at every rate', () => {
    for (const heartRateBpm of [50, 60, 100]) {
      const { qtMs } = read({ morphology: 'long-qt', heartRateBpm });
      expect(qtMs / Math.cbrt(60 / heartRateBpm)).toBeCloseTo(520, -0.5);
    }
  });

  test('hyperkalaemia has tall narrow T, low P and a prolonged PR and QRS', () => {
    const [ill, healthy] = [morphology('hyperkalaemia'), morphology('normal')];
    expect(ill.t('V3')).toBeGreaterThan(1);
    expect(ill.p('II')).toBeLessThan(healthy.p('II') / 2);
    expect(ill.prMs).toBeGreaterThan(200);
    expect(ill.qrsMs).toBeGreaterThanOrEqual(120);
  });
});
