import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COUNTS_PER_UNIT,
  countsPerRecord,
  type EcgStore,
  encodeRecord,
  MISSING_COUNT,
  storeRecord,
} from '../../src/datasets/index.ts';
import { makeRecord } from '../../src/record/index.ts';

const layout = { fs: 100, leads: ['I', 'V1'], samples: 3 };
const record = (I: number[], V1: number[], fs = 100) =>
  makeRecord({ fs, leads: { V1: Float32Array.from(V1), I: Float32Array.from(I) } });

function encode(...args: Parameters<typeof record>): Int16Array {
  const counts = new Int16Array(countsPerRecord(layout));
  encodeRecord(record(...args), layout, counts, 'record 7');
  return counts;
}

describe('encodeRecord', () => {
  it('writes counts of 1 µV lead after lead, found by name, NaN as the missing count', () => {
    expect(Array.from(encode([0.001, -1.5, 0], [32.767, Number.NaN, -32.767]))).toEqual([
      1, -1500, 0, 32767, -32768, -32767,
    ]);
  });

  it('rounds to the nearest count', () => {
    expect(Array.from(encode([0.0014, 0.0016, -0.0016], [0, 0, 0])).slice(0, 3)).toEqual([1, 2, -2]);
  });

  it.each([32.768, -32.768, 40, Number.POSITIVE_INFINITY])(
    'refuses an amplitude of %d, naming record, lead and sample',
    (v) => {
      expect(() => encode([0, 0, 0], [0, 0, v])).toThrow('record 7 must stay within ±32.767 mV, got');
      expect(() => encode([0, 0, 0], [0, 0, v])).toThrow('in lead V1 at sample 2');
    },
  );

  it('refuses another rate, another length and a missing lead, naming the record', () => {
    expect(() => encode([0, 0, 0], [0, 0, 0], 500)).toThrow('encodeRecord: record 7 must have 100 Hz, got 500 Hz');
    expect(() => encode([0, 0], [0, 0])).toThrow('encodeRecord: record 7 must have 3 samples per lead, got 2');
    const other = makeRecord({ fs: 100, leads: { I: new Float32Array(3), V2: new Float32Array(3) } });
    expect(() => encodeRecord(other, layout, new Int16Array(6), 'record 7')).toThrow(
      'record 7 must have lead V1, got I, V2',
    );
  });
});

describe('storeRecord', () => {
  const store: EcgStore = {
    ...layout,
    counts: Int16Array.of(1, 2, 3, 4, 5, 6, 1000, -250, MISSING_COUNT, 0, 32767, -32767),
    units: ['mV', 'normalised'],
    rows: [
      { ecgId: 11, patientId: 'a', fold: 1, statements: {} },
      { ecgId: 12, patientId: 'b', fold: 2, statements: { SR: 0 }, sex: 'female', recordedAt: '1984-11-09 09:17:34' },
    ],
    sources: [],
  };

  it('gives back one record with its unit, patient and source, missing samples NaN', () => {
    expect(storeRecord(store, 1)).toEqual({
      fs: 100,
      unit: 'normalised',
      leads: { I: Float32Array.of(1, -0.25, Number.NaN), V1: Float32Array.of(0, 32.767, -32.767) },
      patient: { id: 'b', sex: 'female' },
      source: { format: 'store', name: '12', comments: [], notes: [], startTime: '1984-11-09 09:17:34' },
    });
  });

  it.each([-1, 2, 0.5])('refuses the index %d of two records', (index) => {
    expect(() => storeRecord(store, index)).toThrow(`storeRecord: index must be from 0 to 1, got ${index}`);
  });

  it('gives back exactly the counts that it is written from', () => {
    const count = fc.integer({ min: -32768, max: 32767 });
    fc.assert(
      fc.property(fc.array(count, { minLength: 6, maxLength: 6 }), (values) => {
        const counts = Int16Array.from(values);
        const one = { ...store, counts, units: ['mV'] as const, rows: store.rows.slice(0, 1) };
        const again = new Int16Array(6);
        encodeRecord(storeRecord(one, 0), layout, again, 'record 11');
        expect(again).toEqual(counts);
      }),
    );
  });

  it('is off by half a count at most', () => {
    const amplitude = fc.float({ min: -32, max: 32, noNaN: true });
    fc.assert(
      fc.property(amplitude, (value) => {
        const counts = encode([value, 0, 0], [0, 0, 0]);
        // Half a count, and the rounding of a float of this size.
        expect(Math.abs((counts[0] as number) / COUNTS_PER_UNIT - value)).toBeLessThanOrEqual(
          0.5 / COUNTS_PER_UNIT + 1e-6,
        );
      }),
    );
  });
});
