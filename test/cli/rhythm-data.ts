import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';

/** Simulated records in PTB-XL's layout: slow hearts and fast ones, two records per patient, folds 1 to 4 by patient. */
export function writeRhythmData(dir: string, records: number): string {
  mkdirSync(join(dir, 'records100'), { recursive: true });
  const rows = Array.from({ length: records }, (_, i) => {
    const heartRateBpm = i % 4 < 2 ? 45 : 120;
    const options = { fs: 100, durationSec: 2.5, heartRateBpm, random: createRandom(i), name: `r${i}` };
    writeRecordFile(simulateRecord(options).record, join(dir, 'records100', `r${i}`));
    const patient = i >> 1;
    const code = i % 4 < 2 ? 'SBRAD' : 'STACH';
    return `${i + 1},${patient},50,0,"{'${code}': 0.0}",${((patient >> 1) % 4) + 1},records100/r${i}`;
  });
  const header = 'ecg_id,patient_id,age,sex,scp_codes,strat_fold,filename_lr';
  writeFileSync(join(dir, 'ptbxl_database.csv'), `${[header, ...rows].join('\n')}\n`);
  return dir;
}
