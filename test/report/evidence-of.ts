import { afterAll } from 'vitest';
import { measureRecord } from '../../src/features/index.ts';
import { openWaveNetwork } from '../../src/features/node.ts';
import { predict } from '../../src/models/index.ts';
import { openModel } from '../../src/models/node.ts';
import type { EcgRecord } from '../../src/record/index.ts';
import { diagnosisOf, type EvidenceBundle, evidenceBundle } from '../../src/report/index.ts';

const network = await openWaveNetwork();
const model = await openModel('default');
afterAll(() => Promise.all([network.session.close(), model.session.close()]));

/** The bundle of a record, by the bundled networks and all criteria. */
export async function evidenceOf(record: EcgRecord): Promise<EvidenceBundle> {
  const measured = await measureRecord(network, record);
  const diagnosis = await diagnosisOf(record, model, await predict(model, record), measured);
  return evidenceBundle({ diagnosis, measured, softwareVersion: '0.0.0' });
}
