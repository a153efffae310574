import { describe, expect, test } from 'vitest';
import type { Beats } from '../../src/beats/index.ts';
import { type Delineation, measure } from '../../src/features/index.ts';
import { deriveLimbLeads, makeRecord, selectLeads, type WaveFiducials } from '../../src/record/index.ts';
import { qualityOf } from './simulated-truth.ts';

const FS = 500;
const BEATS = [1000, 1500, 2000, 2500];
const AT = { pOn: -80, pPeak: -60, pOff: -40, qrsOn: -20, rPeak: 0, qrsOff: 20, tOn: 60, tPeak: 100, tOff: 140 };

/** P, QRS and T as half sine waves that point into given directions; III, aVR, aVL, aVF follow from I and II. */
function recordOf(pDeg: number, qrsDeg: number, tDeg: number) {
  const lead = (leadDeg: number) => {
    const samples = new Float32Array(3500).fill(0.7);
    const add = (from: number, to: number, mv: number, waveDeg: number) => {
      const height = mv * Math.cos(((waveDeg - leadDeg) * Math.PI) / 180);
      for (let n = from; n <= to; n++) {
        samples[n] = (samples[n] as number) + height * Math.sin((Math.PI * (n - from)) / (to - from));
      }
    };
    for (const r of BEATS) {
      add(r + AT.pOn, r + AT.pOff, 0.1, pDeg);
      add(r + AT.qrsOn, r + AT.qrsOff, 1, qrsDeg);
      add(r + AT.tOn, r + AT.tOff, 0.3, tDeg);
    }
    return samples;
  };
  return deriveLimbLeads(makeRecord({ fs: FS, leads: { I: lead(0), II: lead(60) } }));
}

function axesOf(record: ReturnType<typeof recordOf>) {
  const beats: Beats = {
    fs: FS,
    length: 3500,
    leads: ['I', 'II'],
    beats: BEATS.map((sample) => ({ sample, beatClass: 'normal' })),
  };
  const fused = BEATS.map(
    (r) =>
      Object.fromEntries(Object.entries(AT).map(([name, offset]) => [name, r + offset])) as unknown as WaveFiducials,
  );
  const waves: Delineation = { fs: FS, leads: {}, fused, leftOut: {} };
  return measure(record, { beats, waves, quality: qualityOf(record) }).axes;
}

const directions = Array.from({ length: 24 }, (_, i) => -165 + 15 * i);

describe('frontal axes', () => {
  test.each(directions)('a heart that points to %i° has that axis of P, QRS and T', (deg) => {
    const { pDeg, qrsDeg, tDeg, qrsTAngleDeg } = axesOf(recordOf(deg, deg, deg));
    // Limb leads are float32 around 0.7 mV: 6e-8 of each area.
    const away = (found: number | undefined) => ((found ?? Number.NaN) - deg + 540) % 360;
    expect(away(qrsDeg)).toBeCloseTo(180, 3);
    expect(away(tDeg)).toBeCloseTo(180, 3);
    expect(away(pDeg)).toBeCloseTo(180, 2);
    expect(qrsTAngleDeg).toBeCloseTo(0, 2);
  });

  test.each([
    [-30, 'normal'],
    [90, 'normal'],
    [-31, 'left'],
    [-89, 'left'],
    [91, 'right'],
    [179, 'right'],
    [-91, 'extreme'],
    [-179, 'extreme'],
  ])('an axis of %i° is %s', (deg, expected) => {
    // Away from the limit by what float32 may move it.
    expect(axesOf(recordOf(60, deg + (expected === 'normal' ? -Math.sign(deg) * 1e-3 : 0), 60)).qrsClass).toBe(
      expected,
    );
  });

  test.each([[['I', 'aVF']], [['III', 'aVR']], [['aVL', 'II']], [['aVL', 'aVF', 'aVR']]])(
    'leads %j tell the same axis as all six',
    (names) => {
      const record = recordOf(50, -40, 30);
      expect(axesOf(selectLeads(record, names)).qrsDeg).toBeCloseTo(-40, 3);
    },
  );

  test('the angle between QRS and T is the shorter way round', () => {
    expect(axesOf(recordOf(60, 170, -170)).qrsTAngleDeg).toBeCloseTo(20, 3);
    expect(axesOf(recordOf(60, -60, 100)).qrsTAngleDeg).toBeCloseTo(160, 3);
  });

  test('an axis is indeterminate where the deflections cancel each other', () => {
    const record = recordOf(60, 40, 60);
    const turned = Object.fromEntries(
      Object.entries(record.leads).map(([name, lead]) => [
        name,
        // The second half of each QRS mirrors the first.
        lead.map((mv, n) => (BEATS.some((r) => n > r && n <= r + 20) ? 2 * (lead[0] as number) - mv : mv)),
      ]),
    );
    expect(axesOf({ ...record, leads: turned }).notMeasured.qrsDeg).toBe(
      'the axis of QRS is indeterminate: its deflections cancel each other',
    );
  });
});
