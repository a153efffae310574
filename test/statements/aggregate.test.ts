import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateMaximum, aggregateNoisyOr, taskClasses } from '../../src/statements/index.ts';

const codes = ['NORM', 'IMI', 'AMI', 'PMI', 'NDT', 'CLBBB', 'LVH', 'SR'];
const all = taskClasses('all');
const probability = fc.double({ min: 0, max: 1, noNaN: true });
const record = fc.array(probability, { minLength: all.length, maxLength: all.length });

describe('aggregateNoisyOr', () => {
  it('is one less the product of the complements, record by record', () => {
    const rows = [0.5, 0.5, 0.5, 0.5, 0.25, 0, 1, 0.7].concat([1, 0, 0, 0, 0, 0.125, 0, 0]);
    expect(Array.from(aggregateNoisyOr(rows, codes, 'superdiagnostic'))).toEqual(
      [0.5, 0.875, 0.25, 0, 1].concat([1, 0, 0, 0.125, 0]),
    );
  });

  it('lies between the maximum and one', () => {
    fc.assert(
      fc.property(record, (row) => {
        const noisyOr = aggregateNoisyOr(row, all, 'subdiagnostic');
        const maximum = aggregateMaximum(row, all, 'subdiagnostic');
        // Slack of a few ulp: the product of up to 10 factors rounds.
        noisyOr.forEach((p, c) => {
          expect(p).toBeGreaterThanOrEqual((maximum[c] as number) - 1e-14);
          expect(p).toBeLessThanOrEqual(1);
        });
      }),
    );
  });

  it('leaves a single-precision probability of a task of plain statements as it is', () => {
    fc.assert(
      fc.property(record, (row) => {
        // 24 bits of a float above 2^-28 survive the double complement.
        const floats = Float32Array.from(row, (p) => (p < 2 ** -28 ? 0 : p));
        expect(aggregateNoisyOr(floats, all, 'all')).toEqual(Float64Array.from(floats));
      }),
    );
  });

  it('gives superclasses the same whether gathered from statements or from subclasses first', () => {
    // 1 − ∏(1 − p) is associative: the subclass probabilities of a superclass combine to its own.
    const row = all.map((_, i) => ((i * 37) % 71) / 400);
    const sub = aggregateNoisyOr(row, all, 'subdiagnostic');
    const subclasses = taskClasses('subdiagnostic');
    const mi = 1 - ['IMI', 'AMI', 'LMI', 'PMI'].reduce((p, c) => p * (1 - (sub[subclasses.indexOf(c)] as number)), 1);
    expect(aggregateNoisyOr(row, all, 'superdiagnostic')[1]).toBeCloseTo(mi, 12);
  });
});

describe('aggregateMaximum', () => {
  it('is the largest probability among the statements of a class', () => {
    const row = [0.5, 0.1, 0.3, 0.2, 0.25, 0, 1, 0.7];
    expect(Array.from(aggregateMaximum(row, codes, 'superdiagnostic'))).toEqual([0.5, 0.3, 0.25, 0, 1]);
  });
});

describe.each([
  ['aggregateNoisyOr', aggregateNoisyOr],
  ['aggregateMaximum', aggregateMaximum],
])('%s refuses', (name, aggregate) => {
  it('codes that leave a class without a statement', () => {
    expect(() => aggregate([0.5, 0.5], ['NORM', 'IMI'], 'superdiagnostic')).toThrow(
      new RegExp(`^${name}: class STTC of task superdiagnostic needs one of NDT, .*, got none$`),
    );
  });

  it('a code given twice', () => {
    expect(() => aggregate([0, 0], ['SR', 'SR'], 'rhythm')).toThrow(
      `${name}: every code must be given once, got SR twice`,
    );
  });

  it('a length that is no whole number of records', () => {
    expect(() => aggregate(new Float32Array(15), codes, 'superdiagnostic')).toThrow('multiple of the 8 codes, got 15');
  });

  it.each([-0.1, 1.1, Number.NaN])('%d as a probability, naming code and record', (p) => {
    const rows = new Array(16).fill(0).with(10, p);
    expect(() => aggregate(rows, codes, 'superdiagnostic')).toThrow(
      `${name}: AMI of record 1 must be in [0, 1], got ${p}`,
    );
  });
});
