import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDataFolders, readPtbxlFolder } from '../../src/datasets/node.ts';
import { createRandom } from '../../src/random.ts';
import { temporaryFolder, writeSmallPtbxl } from './small-ptbxl.ts';

describe('readPtbxlFolder', () => {
  it('gives rows with absolute paths of their records', async () => {
    const dir = writeSmallPtbxl([{ id: 4, patient: 2, fold: 9, codes: "{'AFIB': 0.0}" }]);
    const { rows } = await readPtbxlFolder(dir);
    expect(rows).toEqual([
      {
        ecgId: 4,
        patientId: '2',
        ageYears: 50,
        sex: 'female',
        fold: 9,
        statements: { AFIB: 0 },
        fileLowRate: join(dir, 'records100', '4_lr'),
      },
    ]);
  });

  it('says what was read: folder, records, hashes, and the version where a change log tells it', async () => {
    const dir = writeSmallPtbxl([{ id: 1 }, { id: 2 }]);
    const sha256 = (name: string) =>
      createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex');
    const database = { 'ptbxl_database.csv': sha256('ptbxl_database.csv') };
    const plain = await readPtbxlFolder(dir);
    expect(plain.sources).toEqual([{ folder: basename(dir), records: 2, sha256: database }]);

    writeFileSync(join(dir, 'ptbxl_v103_changelog.txt'), '');
    writeFileSync(join(dir, 'ptbxl_v102_changelog.txt'), '');
    writeFileSync(
      join(dir, 'scp_statements.csv'),
      ',diagnostic,form,rhythm,diagnostic_class,diagnostic_subclass\nSR,,,1.0,,\n',
    );
    const full = await readPtbxlFolder(dir);
    expect(full.sources).toEqual([
      {
        folder: basename(dir),
        version: '1.0.3',
        records: 2,
        sha256: { ...database, 'scp_statements.csv': sha256('scp_statements.csv') },
      },
    ]);
  });

  it('refuses statements that mean something else', async () => {
    const dir = writeSmallPtbxl([{ id: 1 }]);
    const path = join(dir, 'scp_statements.csv');
    writeFileSync(path, ',diagnostic,form,rhythm,diagnostic_class,diagnostic_subclass\nSR,1.0,,1.0,,\n');
    await expect(readPtbxlFolder(dir)).rejects.toThrow(
      `${path} must mean by SR what PTB-XL does (diagnostic: empty), got 1.0`,
    );
  });

  it('names the folder or file that is not there', async () => {
    const dir = temporaryFolder();
    await expect(readPtbxlFolder(dir)).rejects.toThrow(
      expect.objectContaining({
        code: 'unavailable',
        message: `readPtbxlFolder: a data folder must have ptbxl_database.csv (PTB-XL) or index.json (packed store), got none in ${dir}`,
      }),
    );
    rmSync(dir, { recursive: true });
    await expect(readPtbxlFolder(dir)).rejects.toThrow(`readPtbxlFolder: ${dir} must be a folder that can be read`);
  });

  it('names the file that lacks a column', async () => {
    const dir = temporaryFolder();
    const path = join(dir, 'ptbxl_database.csv');
    writeFileSync(path, 'ecg_id,patient_id,filename_lr\n');
    await expect(readPtbxlFolder(dir)).rejects.toThrow(
      `${path} must have the columns scp_codes, strat_fold, got ecg_id, patient_id, filename_lr`,
    );
  });

  it('refuses a patient in two folds', async () => {
    const dir = writeSmallPtbxl([
      { id: 1, patient: 5, fold: 1 },
      { id: 2, patient: 5, fold: 2 },
    ]);
    await expect(readPtbxlFolder(dir)).rejects.toThrow('got record 1 in fold 1 and record 2 in fold 2 of patient 5');
  });

  it('makes folds where asked to, patients together, whatever the file says', async () => {
    const records = Array.from({ length: 12 }, (_, i) => ({ id: i + 1, patient: Math.floor(i / 2), fold: i + 1 }));
    const dir = writeSmallPtbxl(records);
    const { rows } = await readPtbxlFolder(dir, { assignFolds: { folds: 3, random: createRandom(1) } });
    const folds = rows.map(({ fold }) => fold);
    for (let i = 0; i < 12; i += 2) expect(folds[i]).toBe(folds[i + 1]);
    expect(folds.toSorted((a, b) => a - b)).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  });
});

describe('readDataFolders', () => {
  it('puts folders together in their order', async () => {
    const dirs = [writeSmallPtbxl([{ id: 2 }]), writeSmallPtbxl([{ id: 1 }, { id: 3 }])];
    const { rows, sources } = await readDataFolders(dirs);
    expect(rows.map(({ ecgId }) => ecgId)).toEqual([2, 1, 3]);
    expect(sources.map(({ records }) => records)).toEqual([1, 2]);
  });

  it('names both folders of a record that is in two', async () => {
    const [a, b] = [writeSmallPtbxl([{ id: 1 }]), writeSmallPtbxl([{ id: 1 }])];
    await expect(readDataFolders([a, b])).rejects.toThrow(`got ecg_id 1 in ${a} and in ${b}`);
  });

  it('refuses a patient in different folds of two folders', async () => {
    const a = writeSmallPtbxl([{ id: 1, patient: 8, fold: 1 }]);
    const b = writeSmallPtbxl([{ id: 2, patient: 8, fold: 2 }]);
    await expect(readDataFolders([a, b])).rejects.toThrow('got record 1 in fold 1 and record 2 in fold 2 of patient 8');
  });
});
