import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { bucketExtremes, minMaxPyramid, pyramidEnvelope } from '../../src/signal/index.ts';

/** What the pyramid must answer, by looking at every sample of every column. */
function envelopeBySamples(samples: Float32Array, from: number, to: number, columns: number): Float32Array {
  const envelope = new Float32Array(2 * columns);
  const width = (to - from) / columns;
  for (let column = 0; column < columns; column++) {
    const start = Math.ceil(from + column * width);
    const end = Math.ceil(from + (column + 1) * width);
    const present = samples.slice(Math.max(0, start), Math.max(0, end)).filter((value) => !Number.isNaN(value));
    envelope[2 * column] = present.reduce((a, b) => Math.min(a, b), present[0] ?? Number.NaN);
    envelope[2 * column + 1] = present.reduce((a, b) => Math.max(a, b), present[0] ?? Number.NaN);
  }
  return envelope;
}

/** Long enough for three levels, with gaps of all lengths. */
function noisyLead(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  const lead = Float32Array.from({ length }, () => random.normal());
  for (let gap = 0; gap < 20; gap++) {
    const start = Math.floor(random.uniform() * length);
    lead.fill(Number.NaN, start, start + Math.floor(random.uniform() * 500));
  }
  return lead;
}

describe('the min–max pyramid of a lead', () => {
  const lead = noisyLead(600_007, 1);
  const pyramid = minMaxPyramid(lead);

  test('has levels of 16 samples and four times as many, down to two thousand buckets', () => {
    expect(pyramid.levels.map(({ samplesPerBucket }) => samplesPerBucket)).toEqual([16, 64, 256]);
    expect(pyramid.levels.map(({ extremes }) => extremes.length / 2)).toEqual([37_501, 9376, 2344]);
  });

  test('gives the extremes of any stretch in any number of columns as if every sample had been looked at', () => {
    const stretch = fc.record({
      from: fc.double({ min: -5000, max: 600_007, noNaN: true }),
      length: fc.oneof(fc.double({ min: 1, max: 2000, noNaN: true }), fc.double({ min: 1, max: 650_000, noNaN: true })),
      columns: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(stretch, ({ from, length, columns }) => {
        const found = pyramidEnvelope(pyramid, from, from + length, columns);
        expect(found).toEqual(envelopeBySamples(lead, from, from + length, columns));
      }),
      { numRuns: 40 },
    );
  });

  test('of a short lead has no levels and answers the same', () => {
    const short = noisyLead(700, 2);
    expect(minMaxPyramid(short).levels).toEqual([]);
    expect(pyramidEnvelope(minMaxPyramid(short), 10, 690, 17)).toEqual(envelopeBySamples(short, 10, 690, 17));
  });
});

test('buckets without a sample are missing', () => {
  expect(bucketExtremes(new Float32Array(4).fill(Number.NaN), 3)).toEqual(new Float32Array(4).fill(Number.NaN));
});
