import { describe, expect, it } from 'vitest';
import { parseStoreIndex, recordsPerShard } from '../../src/datasets/store-format.ts';

const index = {
  format: 'einthoven-store',
  version: 1,
  fs: 100,
  leads: ['I'],
  samples: 10,
  countsPerUnit: 1000,
  shards: [{ file: 'shard-0000.i16', records: 1, sha256: '0'.repeat(64) }],
  units: ['mV'],
  rows: [{ ecgId: 1, patientId: 'a', fold: 1, statements: { SR: 0 } }],
  sources: [{ folder: 'ptbxl', version: '1.0.3', records: 21799, sha256: {} }],
};
const parse = (change: object) => parseStoreIndex(JSON.stringify({ ...index, ...change }), 'index.json');

describe('parseStoreIndex', () => {
  it('reads an index that follows the format', () => {
    expect(parse({})).toEqual(index);
  });

  it.each([
    [{ format: 'zarr' }, 'got at format: '],
    [{ version: 2 }, 'got at version: '],
    [{ countsPerUnit: 200 }, 'got at countsPerUnit: '],
    [{ samples: 0 }, 'got at samples: '],
    [{ units: ['uV'] }, 'got at units.0: '],
    [{ shards: [{ ...index.shards[0], file: '../../etc/passwd' }] }, 'got at shards.0.file: '],
    [{ rows: [{ ecgId: 1, patientId: 'a', statements: {} }] }, 'got at rows.0.fold: '],
    [{ rows: [...index.rows, ...index.rows] }, 'must have rows, units and records in shards alike, got 2, 1 and 1'],
    [{ units: [] }, 'must have rows, units and records in shards alike, got 1, 0 and 1'],
  ])('refuses %o', (change, rule) => {
    expect(() => parse(change)).toThrow(expect.objectContaining({ code: 'malformed-input' }));
    expect(() => parse(change)).toThrow(rule);
  });

  it('refuses what is no JSON, naming the file', () => {
    expect(() => parseStoreIndex('{"format"', 'a/index.json')).toThrow('parseStoreIndex: a/index.json must be JSON');
  });
});

describe('recordsPerShard', () => {
  it('keeps a shard within 16 MiB, and holds a record at least', () => {
    expect(recordsPerShard({ fs: 100, leads: new Array(12).fill('x'), samples: 1000 })).toBe(699);
    expect(recordsPerShard({ fs: 500, leads: new Array(12).fill('x'), samples: 1e7 })).toBe(1);
  });
});
