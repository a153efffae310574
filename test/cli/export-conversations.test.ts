import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/report/index.ts';
import { dataFolder } from '../data-folder.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const scratch = scratchFolder();
const ptbxl = dataFolder('ptbxl');
const normalised = dataFolder('ptbxl-z');

/** A data folder of its own with some rows of another one, the records staying where they are. */
function excerpt(name: string, from: string, edit: (rows: readonly string[]) => readonly string[]): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  const [header, ...rows] = readFileSync(join(from, 'ptbxl_database.csv'), 'utf8').trim().split('\n');
  const there = edit(rows).map((row) =>
    row.replaceAll(/records\d00\//g, (place) => `${relative(folder, from)}/${place}`),
  );
  writeFileSync(join(folder, 'ptbxl_database.csv'), `${[header, ...there].join('\n')}\n`);
  return folder;
}

const FOLD = /,(\d+),(?=records100)/;
const inFolds = (rows: readonly string[], isChosen: (fold: number) => boolean, count: number) =>
  rows.filter((row) => isChosen(Number(FOLD.exec(row)?.[1]))).slice(0, count);
/** Four records of folds 1 to 8, one of fold 9, and one that this copy puts into fold 10. */
const handful = (rows: readonly string[]) => {
  const [first, ...others] = inFolds(rows, (fold) => fold === 9, 2);
  return [...inFolds(rows, (fold) => fold <= 8, 4), ...others, (first as string).replace(FOLD, ',10,')];
};

const linesOf = (folder: string, split: string) =>
  readFileSync(join(folder, `${split}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Conversation);

describe.skipIf(ptbxl === undefined)('einthoven export-conversations on PTB-XL', () => {
  const data = ptbxl ? excerpt('data', ptbxl, handful) : '';
  const out = join(scratch, 'out');
  const run = (folder: string, ...args: readonly string[]) =>
    einthoven('export-conversations', '--data', data, '--out', folder, ...args);
  const ended = ptbxl === undefined ? undefined : run(out);

  it('writes one line per record into the file of its split, no patient in two', () => {
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended?.stderr).toMatch(/^wrote 6 of 6 records to .*; 0 left out\n$/);
    expect(readdirSync(out).sort()).toEqual(['test.jsonl', 'train.jsonl', 'validation.jsonl']);
    const lines = ['train', 'validation', 'test'].map((split) => linesOf(out, split));
    expect(lines.map(({ length }) => length)).toEqual([4, 1, 1]);
    const patients = lines.map((some) => new Set(some.map(({ source }) => source.patientId)));
    expect(new Set(patients.flatMap((some) => [...some])).size).toBe(patients.reduce((sum, { size }) => sum + size, 0));
  });

  it("quotes PTB-XL's report and tells the measured rate of the record", () => {
    const [first] = linesOf(out, 'train');
    expect(first?.source.ptbxl.report).toBe('sinusrhythmus periphere niederspannung');
    expect(first?.messages.at(-1)?.content).toContain('“sinusrhythmus periphere niederspannung”');
    expect(first?.messages[2]?.content).toMatch(/Ventricular rate: 6\d\/min/);
  });

  it('continues after the last whole record to the same bytes', () => {
    const folder = join(scratch, 'resumed');
    mkdirSync(folder);
    const whole = readFileSync(join(out, 'train.jsonl'));
    writeFileSync(join(folder, 'train.jsonl.part'), whole.subarray(0, whole.indexOf('\n') + 5000));
    const { code, stderr } = run(folder, '--resume');
    expect(stderr).toMatch(/^wrote 6 of 6 records to .*, 1 of them before; 0 left out\n$/);
    expect(code).toBe(0);
    for (const name of readdirSync(out))
      expect(readFileSync(join(folder, name))).toEqual(readFileSync(join(out, name)));
    expect(readdirSync(folder).sort()).toEqual(readdirSync(out).sort());
  });

  it('refuses to begin anew over an interrupted export, and to continue it in another language', () => {
    const folder = join(scratch, 'interrupted');
    mkdirSync(folder);
    writeFileSync(join(folder, 'train.jsonl.part'), readFileSync(join(out, 'train.jsonl')));
    expect(run(folder)).toMatchObject({ code: 6, stderr: expect.stringMatching(/--resume continues it/) });
    expect(run(folder, '--resume', '--language', 'de')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/language must be that of .*train\.jsonl\.part:1, en, got de/),
    });
  });

  it('names and counts a record that cannot be read, and writes the others', () => {
    const gap = excerpt('gap', ptbxl as string, (rows) =>
      handful(rows)
        .slice(0, 2)
        .map((row, i) => (i === 0 ? row.replace('00001_lr', 'missing') : row)),
    );
    const folder = join(scratch, 'gap-out');
    const { code, stderr } = einthoven('export-conversations', '--data', gap, '--out', folder);
    expect(stderr).toMatch(/^record 1 left out: .*missing.*\nwrote 1 of 2 records to .*; 1 left out\n$/);
    expect(code).toBe(7);
    expect(linesOf(folder, 'train').map(({ source }) => source.ecgId)).toEqual([2]);
  });

  it('refuses a patient in two folds and writes nothing', () => {
    const mixed = excerpt('mixed', ptbxl as string, ([row]) => [
      row as string,
      (row as string).replace(/^1,/, '999999,').replace(FOLD, ',9,'),
    ]);
    const folder = join(scratch, 'mixed-out');
    const { code, stderr } = einthoven('export-conversations', '--data', mixed, '--out', folder);
    expect(stderr).toMatch(/a patient must be in one fold/);
    expect(code).toBe(3);
    expect(existsSync(folder)).toBe(false);
  });
});

describe.skipIf(normalised === undefined)('einthoven export-conversations on records without millivolts', () => {
  it('states no voltage, in German either', () => {
    const folder = join(scratch, 'normalised-out');
    const args = ['--data', normalised as string, '--out', folder, '--language', 'de', '--limit', '12'];
    expect(einthoven('export-conversations', ...args).code).toBe(0);
    const lines = [...linesOf(folder, 'train'), ...linesOf(folder, 'validation')];
    expect(lines).toHaveLength(12);
    for (const { source, messages } of lines) {
      expect(source.bundle.record.unit).toBe('normalised');
      expect(messages[0]?.content).toContain('Nicht klinisch validiert');
      for (const { content } of messages) expect(content).not.toMatch(/\d\s*[mµ]V\b|[mµ]V["\s]*:\s*-?\d/);
    }
  });
});
