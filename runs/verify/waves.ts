import { detectBeats } from '../../src/beats/index.ts';
import { type Delineation, delineateByWavelets } from '../../src/features/index.ts';
import { fuseReference } from './fuse-reference.ts';
import { type LudbRecord, readLudb } from './ludb.ts';
import type { Section } from './section.ts';
import { simulatedIntervals } from './simulated-intervals.ts';
import { scoreLeads, scoreWaves, summariseWaves } from './wave-score.ts';
import { fusedTable, markTable, waveShortfalls, worstRecords } from './wave-tables.ts';

/** A way to find waves, and the records on which it was not tuned. */
interface WaveMethod {
  readonly name: string;
  /** Which records are scored, in words. */
  readonly judgedOn: string;
  judges(record: LudbRecord): boolean;
  delineate(record: LudbRecord): Delineation;
  /** Whether the project's promises are about this method. */
  readonly isPromised: boolean;
}

const methods: readonly WaveMethod[] = [
  {
    name: 'Wavelets and rules',
    judgedOn: 'the 100 records with even numbers; rules were chosen on those with odd ones',
    judges: ({ name }) => Number(name) % 2 === 0,
    delineate: ({ record }) => delineateByWavelets(record, detectBeats(record)),
    isPromised: true,
  },
];

/** Wave boundaries on LUDB, per lead and fused, by every method, and simulated intervals. */
export const waves: Section = {
  name: 'waves',
  data: ['ludb'],
  async measure([folder = '']) {
    const all = readLudb(folder);
    const shortfalls: string[] = [];
    const parts = methods.map((method) => {
      const records = all.filter((record) => method.judges(record));
      const found = records.map((record) => method.delineate(record));
      const perLead = records.map(({ leads, record }, i) => scoreLeads(leads, found[i] as Delineation, record.fs));
      const fused = (boundaries: 'median' | 'extreme') =>
        records.map(({ leads, record: { fs } }, i) => {
          const delineation = found[i] as Delineation;
          return scoreWaves(fuseReference(leads, boundaries), delineation.fused, fs, delineation.fs);
        });
      const scores = summariseWaves(perLead);
      if (method.isPromised) shortfalls.push(...waveShortfalls(method.name, scores));
      return [
        `### ${method.name}`,
        `LUDB, ${method.judgedOn}. Every lead by itself:`,
        markTable(scores),
        'Global boundaries (`fused`), against the median over leads of the marks, and against the earliest onset and latest offset:',
        fusedTable({ median: fused('median'), extreme: fused('extreme') }),
        worstRecords(records, perLead),
      ].join('\n\n');
    });
    parts.push(
      [
        '### Simulated records',
        'Wavelets and rules, global intervals of 25 simulated records (five rates, five morphologies), limits of IEC 60601-2-25:',
        simulatedIntervals(delineateByWavelets),
      ].join('\n\n'),
    );
    return { markdown: parts.join('\n\n'), shortfalls };
  },
};
