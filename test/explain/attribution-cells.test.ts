import { describe, expect, it } from 'vitest';
import {
  type Attribution,
  attributionCells,
  beatAttribution,
  gatherCells,
  segmentOfSamples,
} from '../../src/explain/index.ts';
import { NO_WAVES } from '../../src/record/index.ts';

const beat = { ...NO_WAVES, pOn: 10, pOff: 20, qrsOn: 30, rPeak: 35, qrsOff: 40, tOn: 50, tOff: 70 };
const attribution: Attribution = {
  task: 'all',
  class: 'AFIB',
  method: 'gradient-input',
  isSigned: true,
  fs: 100,
  // In I 1 at every sample, in II −3 in QRS alone.
  leads: {
    I: new Float32Array(100).fill(1),
    II: Float32Array.from({ length: 100 }, (_, i) => (i >= 30 && i < 40 ? -3 : 0)),
  },
  seenSec: { fromSec: 0, toSec: 0.9 },
  logOdds: 0,
};

describe('segmentOfSamples', () => {
  it('names P, QRS, ST and T by their boundaries, also at another rate, and all else rest', () => {
    const text = (fs: number, samples: number) =>
      [...segmentOfSamples({ fs: 100, beats: [beat] }, fs, samples)].map((segment) => 'PQSTr'[segment]).join('');
    expect(text(100, 80)).toBe(
      `${'r'.repeat(10)}${'P'.repeat(10)}${'r'.repeat(10)}${'Q'.repeat(10)}${'S'.repeat(10)}${'T'.repeat(20)}${'r'.repeat(10)}`,
    );
    expect(text(50, 40)).toBe(
      `${'r'.repeat(5)}${'P'.repeat(5)}${'r'.repeat(5)}${'Q'.repeat(5)}${'S'.repeat(5)}${'T'.repeat(10)}${'r'.repeat(5)}`,
    );
  });
  it('does not guess a wave of which a boundary is unknown, nor an ST segment beside it', () => {
    const segments = segmentOfSamples({ fs: 100, beats: [{ ...beat, tOn: undefined }] }, 100, 80);
    expect(new Set(segments.subarray(40, 80))).toEqual(new Set([4]));
    expect(() => segmentOfSamples({ fs: 100, beats: [] }, 100, 80)).toThrow('needs a beat, got none');
  });
});

describe('attributionCells', () => {
  const cells = attributionCells(attribution, { fs: 100, beats: [beat] });
  it('adds up values, shares of magnitude and of time over what the windows saw', () => {
    // Magnitudes: 90 samples of 1 in I, 10 of 3 in II.
    expect(cells.find(({ lead, segment }) => lead === 'II' && segment === 'QRS')).toEqual({
      lead: 'II',
      segment: 'QRS',
      sum: -30,
      share: 0.25,
      durationShare: 10 / 180,
    });
    expect(cells.find(({ lead, segment }) => lead === 'I' && segment === 'T')).toMatchObject({
      sum: 20,
      share: 20 / 120,
    });
    for (const by of ['lead', 'segment'] as const) {
      const gathered = gatherCells(cells, by);
      expect(gathered.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 12);
      expect(gathered.reduce((total, { durationShare }) => total + durationShare, 0)).toBeCloseTo(1, 12);
    }
    expect(gatherCells(cells, 'segment').find(({ name }) => name === 'QRS')).toMatchObject({
      sum: -20,
      share: 40 / 120,
    });
  });
});

describe('beatAttribution', () => {
  it('is the mean over the beats that windows saw whole, aligned at R', () => {
    const ramp = { ...attribution, leads: { I: Float32Array.from({ length: 100 }, (_, i) => i) } };
    // The third beat reaches behind 0.9 s.
    const { leads, beats } = beatAttribution(ramp, { rPeaksSec: [0.2, 0.4, 0.85], beforeSec: 0.1, afterSec: 0.2 });
    expect(beats).toBe(2);
    expect(leads.I).toHaveLength(30);
    expect(leads.I?.[0]).toBe(20);
    expect(leads.I?.[10]).toBe(30);
    expect(beatAttribution(ramp, { rPeaksSec: [], beforeSec: 0.1, afterSec: 0.2 })).toEqual({ leads: {}, beats: 0 });
  });
});
