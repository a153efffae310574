import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCaseIndex, decodeCaseIndex, encodeCaseIndex, nearestCases, novelty } from '../../src/cases/index.ts';
import { isEcgError } from '../../src/errors.ts';
import { createRandom } from '../../src/random.ts';
import { taskClasses } from '../../src/statements/index.ts';

const FEATURES = 16;
const codes = taskClasses('all');
const about = {
  model: { name: 'm', weightsSha256: 'a'.repeat(64) },
  data: [{ name: 'ptbxl', records: 3 }],
  licence: 'CC BY 4.0',
};

const draw = (count: number, seed: number, centre = 0) => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () =>
    Float64Array.from({ length: FEATURES }, (_, f) => random.normal() + (f === 0 ? centre : 0)),
  );
};
const indexOf = (count: number, seed = 1) =>
  buildCaseIndex(
    about,
    draw(count, seed, 4).map((embedding, i) => ({
      id: 1000 + i,
      fold: (i % 8) + 1,
      statements: [codes[i % 71] as string, codes[(i * 7 + 1) % 71] as string],
      embedding,
    })),
    draw(40, seed + 1, 4),
  );

/** 1 − cosine, by the definition. */
function cosineDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const dot = (x: ArrayLike<number>, y: ArrayLike<number>) =>
    Array.from(x).reduce((sum, v, i) => sum + v * (y[i] as number), 0);
  return 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe('nearestCases', () => {
  it('is the order of a full sort by cosine distance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer(),
        (cases, count, seed) => {
          const embeddings = draw(cases, seed, 4);
          const index = buildCaseIndex(
            about,
            embeddings.map((embedding, id) => ({ id, fold: 1, statements: [], embedding })),
            [],
          );
          const [query] = draw(1, seed + 1, 4) as [Float64Array];
          const expected = embeddings.map((embedding) => cosineDistance(embedding, query)).sort((a, b) => a - b);
          const found = nearestCases(index, query, count);
          expect(found).toHaveLength(Math.min(cases, count));
          found.forEach(({ id, distance }, i) => {
            // Embeddings are float32.
            expect(distance).toBeCloseTo(expected[i] as number, 5);
            expect(distance).toBeCloseTo(cosineDistance(embeddings[id] as Float64Array, query), 5);
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('finds a record itself at distance 0, with its labels', () => {
    const [first] = nearestCases(
      indexOf(50),
      (draw(50, 1, 4)[17] as Float64Array).map((v) => 3 * v),
      1,
    );
    expect(first).toMatchObject({ id: 1017, fold: 2, statements: [codes[17], codes[(17 * 7 + 1) % 71]] });
    expect(first?.distance).toBeCloseTo(0, 5);
  });

  it('refuses an embedding of another length', () => {
    expect(() => nearestCases(indexOf(5), [1, 2], 1)).toThrow('must have 16 features as those of the index, got 2');
  });
});

describe('novelty', () => {
  const index = indexOf(200);

  it('is in the middle for records of the same kind, and at the end for others', () => {
    const usual = draw(200, 77, 4).map((embedding) => novelty(index, embedding).percentile as number);
    const mean = usual.reduce((sum, p) => sum + p, 0) / usual.length;
    // 40 references: percentiles of 200 usual records have a mean of 0.5 within 0.05.
    expect(mean).toBeGreaterThan(0.35);
    expect(mean).toBeLessThan(0.65);
    for (const foreign of draw(20, 78, -4)) expect(novelty(index, foreign).percentile).toBe(1);
  });

  it('has no percentile without records to compare with', () => {
    const alone = { ...index, referenceDistances: new Float32Array() };
    expect(novelty(alone, draw(1, 5)[0] as Float64Array).percentile).toBeUndefined();
  });
});

describe('the file of an index', () => {
  const index = indexOf(120);
  const bytes = encodeCaseIndex(index);

  it('gives back all but the last digits of the embeddings', () => {
    const { embeddings, ...rest } = decodeCaseIndex(bytes, 'index');
    const { embeddings: original, ...expected } = index;
    // Statements come back in the order of the vocabulary.
    const sorted = expected.statements.map((list) => codes.filter((code) => list.includes(code)));
    expect(rest).toEqual({ ...expected, statements: sorted });
    const largest = Math.max(...original.map(Math.abs));
    embeddings.forEach((value, i) => {
      // Half a step of 127 to the largest value of a row, and as much again by what rounding did to the row's length.
      expect(Math.abs(value - (original[i] as number))).toBeLessThanOrEqual(largest / 127);
    });
  });

  it('finds the same nearest records, but for those that are equally far', () => {
    const stored = decodeCaseIndex(bytes, 'index');
    for (const query of draw(30, 9, 4)) {
      const [exact, found] = [nearestCases(index, query, 1), nearestCases(stored, query, 1)];
      expect(found[0]?.distance).toBeCloseTo(exact[0]?.distance as number, 2);
    }
  });

  it('is refused when it is no index, naming the file, and never fails otherwise when damaged', () => {
    expect(() => decodeCaseIndex(new Uint8Array(4), 'x.safetensors')).toThrow(/safetensors/i);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = bytes.slice();
        damaged[at % 1000] = ((damaged[at % 1000] as number) + change) % 256;
        try {
          decodeCaseIndex(damaged, 'damaged');
        } catch (error) {
          expect(isEcgError(error, 'malformed-input') || isEcgError(error, 'unsupported')).toBe(true);
        }
      }),
    );
  });
});
