import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type AmplitudeUnit, makeRecord, STANDARD_LEADS } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';

/** A record of a made-up data set; what is left out takes a plain value. */
export interface SmallRecord {
  readonly id: number;
  readonly patient?: number;
  readonly fold?: number;
  readonly codes?: string;
  readonly samples?: number;
  readonly leads?: readonly string[];
  readonly unit?: AmplitudeUnit;
}

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'einthoven-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** The count of a sample: distinct in each record, lead and sample, so that nothing can change places unseen. */
export function countAt(id: number, lead: number, t: number): number {
  return 1000 * id + 50 * lead + t - 2000;
}

/** Writes a folder in PTB-XL's layout: 100 Hz, 12 leads of 20 samples, one record per entry. */
export function writeSmallPtbxl(records: readonly SmallRecord[], dir = temporaryFolder()): string {
  mkdirSync(join(dir, 'records100'), { recursive: true });
  const header = 'ecg_id,patient_id,age,sex,scp_codes,strat_fold,filename_lr,filename_hr';
  const lines = records.map(({ id, patient = id, fold = 1, codes = "{'NORM': 100.0}" }) => {
    return `${id},${patient}.0,50.0,1,"${codes}",${fold},records100/${id}_lr,`;
  });
  writeFileSync(join(dir, 'ptbxl_database.csv'), `${[header, ...lines].join('\n')}\n`);
  for (const record of records) writeSmallRecord(record, dir);
  return dir;
}

function writeSmallRecord({ id, samples = 20, leads = STANDARD_LEADS, unit = 'mV' }: SmallRecord, dir: string): void {
  const traces = leads.map((lead, l) => [
    lead,
    Float32Array.from({ length: samples }, (_, t) => countAt(id, l, t) / 1000),
  ]);
  const record = makeRecord({ fs: 100, unit, leads: Object.fromEntries(traces), source: { name: `${id}_lr` } });
  writeRecordFile(record, join(dir, 'records100', `${id}_lr`));
}
