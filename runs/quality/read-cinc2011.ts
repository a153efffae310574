import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordHeight } from '../../src/quality/acceptability.ts';
import { badness } from '../../src/quality/badness.ts';
import { measureLeads } from '../../src/quality/lead-indices.ts';
import { readRecordFile } from '../../src/record/node.ts';
import type { LeadSet } from './boost-leads.ts';

/** The verdicts of `cinc2011` and the badness of the leads that they were given on. */
export interface Verdicts extends LeadSet {
  /** Record names, `[records]`. */
  readonly names: readonly string[];
}

/** @param folder with the records and `quality.csv` */
export function readCinc2011(folder: string): Verdicts {
  const rows = readFileSync(join(folder, 'quality.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',') as [string, string]);
  const kinds = Object.values(badness);
  const leads = 12;
  const columns = kinds.map(() => new Float64Array(rows.length * leads));
  rows.forEach(([name], row) => {
    const record = readRecordFile(join(folder, name));
    const indices = measureLeads(Object.values(record.leads), record.fs);
    const height = recordHeight(indices);
    indices.forEach((lead, l) => {
      kinds.forEach((kind, k) => {
        (columns[k] as Float64Array)[row * leads + l] = kind(lead, height);
      });
    });
  });
  return {
    columns,
    leads,
    rejected: Uint8Array.from(rows, ([, verdict]) => (verdict === 'unacceptable' ? 1 : 0)),
    names: rows.map(([name]) => name),
  };
}
