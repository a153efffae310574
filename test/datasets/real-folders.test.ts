import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type EcgRow, labelRows, parsePtbxlLabels, selectFolds, storeRecord } from '../../src/datasets/index.ts';
import { loadStore, readDataFolders } from '../../src/datasets/node.ts';
import { deriveLimbLeads, selectLeads } from '../../src/record/index.ts';
import { dataFolder } from '../data-folder.ts';

const ptbxl = dataFolder('ptbxl');
const normalised = dataFolder('ptbxl-z');
const list = dataFolder('ptbxl-labels.csv');

describe.skipIf(ptbxl === undefined || normalised === undefined)(
  'PTB-XL in millivolts and normalised, together',
  () => {
    const dirs = [ptbxl ?? '', normalised ?? ''];

    it('are 434 and 1,598 records of 1,981 patients', async () => {
      const { rows, sources } = await readDataFolders(dirs);
      expect(sources.map(({ folder, records }) => [folder, records])).toEqual([
        ['ptbxl', 434],
        ['ptbxl-z', 1598],
      ]);
      expect(new Set(rows.map(({ patientId }) => patientId)).size).toBe(1981);
    });

    it('count these superclasses in folds 1 to 8 and in fold 9', async () => {
      // Counted by a Python script over the two CSV files.
      const { rows } = await readDataFolders(dirs);
      expect(superclassCounts(rows, [1, 2, 3, 4, 5, 6, 7, 8])).toEqual({
        records: 1773,
        labelled: 1772,
        dropped: 1,
        sums: [987, 252, 466, 419, 183],
      });
      expect(superclassCounts(rows, [9])).toEqual({
        records: 259,
        labelled: 250,
        dropped: 9,
        sums: [136, 37, 68, 48, 21],
      });
    });

    it('agree with the list of all labels wherever it has the record', async () => {
      const listed = new Map(parsePtbxlLabels(readFileSync(list ?? '', 'utf8')).map((row) => [row.ecgId, row]));
      const { rows } = await readDataFolders(dirs);
      const known = rows.filter(({ ecgId }) => listed.has(ecgId));
      // 1.0.3 withdrew 38 duplicates of earlier versions; 12 of them are in this excerpt.
      expect(known).toHaveLength(2020);
      for (const { ecgId, patientId, fold, statements, sex } of known) {
        const other = listed.get(ecgId);
        expect({ patientId, fold, sex }).toEqual({ patientId: other?.patientId, fold: other?.fold, sex: other?.sex });
        expect(Object.keys(statements).toSorted()).toEqual(Object.keys(other?.statements ?? {}).toSorted());
      }
    });

    it('load at 100 Hz with each record in its unit and every sample as its file has it', async () => {
      const store = await loadStore(dirs, { folds: [9] });
      expect(store).toMatchObject({ fs: 100, samples: 1000 });
      expect(store.units.filter((unit) => unit === 'mV')).toHaveLength(81);
      expect(store.units.filter((unit) => unit === 'normalised')).toHaveLength(178);
      for (const index of [0, 100, 258]) {
        // Format 16: little-endian int16, 12 leads side by side, in the order of the store.
        const bytes = readFileSync(`${store.rows[index]?.fileLowRate}.dat`);
        const record = Object.values(storeRecord(store, index).leads);
        const counts = record.map((amplitudes) => Array.from(amplitudes, (value) => Math.round(1000 * value)));
        const expected = record.map((_, lead) =>
          Array.from({ length: 1000 }, (_, t) => bytes.readInt16LE(2 * (12 * t + lead))),
        );
        expect(counts).toEqual(expected);
      }
    });

    it('keep to the limb-lead identities within 3 µV where millivolts are known', async () => {
      const store = await loadStore([ptbxl ?? ''], { folds: [9] });
      for (const index of store.rows.keys()) {
        const record = storeRecord(store, index);
        const derived = deriveLimbLeads(selectLeads(record, ['I', 'II']));
        for (const lead of ['III', 'aVR', 'aVL', 'aVF']) {
          const errors = derived.leads[lead]?.map((value, t) =>
            Math.abs(value - (record.leads[lead]?.[t] ?? Number.NaN)),
          );
          // 3 µV, as the description of the data says, and the rounding of single precision.
          expect(Math.max(...(errors ?? [Number.NaN]))).toBeLessThan(0.003 + 1e-6);
        }
      }
    });

    it('load at 500 Hz where all records have that rate, else name the first that has not', async () => {
      await expect(loadStore([normalised ?? ''], { fs: 500 })).rejects.toThrow(
        'record 519 must have a file of 500 Hz, got none',
      );
      await expect(loadStore([ptbxl ?? ''], { fs: 500 })).rejects.toThrow(join('records500', '00000'));
    });
  },
);

function superclassCounts(rows: readonly EcgRow[], folds: readonly number[]) {
  const chosen = selectFolds(rows, folds).map((i) => rows[i] as EcgRow);
  const { kept, dropped, labels } = labelRows(chosen, 'superdiagnostic');
  const sums = [0, 1, 2, 3, 4].map((c) => kept.reduce((sum, _row, i) => sum + (labels[5 * i + c] ?? 0), 0));
  return { records: chosen.length, labelled: kept.length, dropped, sums };
}
