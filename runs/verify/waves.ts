import { join } from 'node:path';
import { detectBeats } from '../../src/beats/index.ts';
import { type Delineation, delineate } from '../../src/features/index.ts';
import { openWaveNetwork } from '../../src/node.ts';
import { FOLDS, foldOf } from '../wave-network/folds.ts';
import { fuseReference } from './fuse-reference.ts';
import { type LudbRecord, readLudb } from './ludb.ts';
import type { Section } from './section.ts';
import { simulatedIntervals } from './simulated-intervals.ts';
import { scoreLeads, scoreWaves, summariseWaves } from './wave-score.ts';
import { fusedTable, markTable, waveShortfalls, worstRecords } from './wave-tables.ts';

/** Wave boundaries on LUDB by cross-validation, per lead and fused, and simulated intervals. */
export const waves: Section = {
  name: 'waves',
  data: ['ludb'],
  async measure([folder = '']) {
    const records = readLudb(folder);
    const found = await crossValidated(records);
    const perLead = records.map(({ leads, record }, i) => scoreLeads(leads, found[i] as Delineation, record.fs));
    const fused = (boundaries: 'median' | 'extreme') =>
      records.map(({ leads, record: { fs } }, i) => {
        const delineation = found[i] as Delineation;
        return scoreWaves(fuseReference(leads, boundaries), delineation.fused, fs, delineation.fs);
      });
    const scores = summariseWaves(perLead);
    const released = await openWaveNetwork();
    const simulated = await simulatedIntervals((record, beats) => delineate(released, record, beats));
    await released.session.close();
    const markdown = [
      `LUDB, all 200 records, each by the network of the ${FOLDS} that did not see it. Every lead by itself:`,
      markTable(scores),
      'Global boundaries (`fused`), against the median over leads of the marks, and against the earliest onset and latest offset:',
      fusedTable({ median: fused('median'), extreme: fused('extreme') }),
      worstRecords(records, perLead),
      'Global intervals of 25 simulated records (five rates, five morphologies), the released network, limits of IEC 60601-2-25:',
      simulated,
    ].join('\n\n');
    return { markdown, shortfalls: waveShortfalls('network', scores) };
  },
};

/** Delineates each record by the network whose training left it out. */
async function crossValidated(records: readonly LudbRecord[]): Promise<readonly Delineation[]> {
  const folder = join(import.meta.dirname, '..', 'wave-network');
  const networks = await Promise.all(
    Array.from({ length: FOLDS }, (_, fold) => openWaveNetwork({ path: join(folder, `fold-${fold + 1}.onnx`) })),
  );
  const found: Delineation[] = [];
  for (const [i, { record }] of records.entries()) {
    const network = networks[foldOf(i)] as (typeof networks)[0];
    found.push(await delineate(network, record, detectBeats(record)));
  }
  await Promise.all(networks.map(({ session }) => session.close()));
  return found;
}
