/**
 * The benchmark of Strodthoff et al. 2021 by one command: every architecture on each of the six tasks, by the published recipe, on the
 * folds that the data hold (train 1–8; test 10, or 9 where there is no 10). Says first how many hours it needs. Each training leaves one
 * JSON file in the folder `--out`; started again, it does what is left, a training under way from its last epoch. The table lies in
 * `OUT/table.md`.
 *
 *   npx tsx runs/ptbxl-benchmark.ts --data DIR [--data DIR] --out DIR [--fold 10] [--architectures a,b] [--tasks a,b] [--seeds 1,2]
 *     [--epochs 50] [--learning-curve 250,500,1000] [--config FILE] [--estimate]
 *
 * With `--config` every architecture is trained once by that recipe (fields as `einthoven train --config` takes them), on all
 * statements unless it names a task, and judged on each task into which they gather: a sixth of the trainings.
 */

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileWhole } from '../src/cli/write-file.ts';
import { architectureNamed, architectures } from '../src/models/index.ts';
import { loadStore } from '../src/node.ts';
import { TASKS, type Task } from '../src/statements/index.ts';
import { inputFormOf, labelledInputs, trainingConfigSchema } from '../src/train/index.ts';
import {
  type Cell,
  cellName,
  gathersInto,
  ownConfig,
  publishedConfig,
  someRecords,
  voltageScale,
} from './benchmark/cells.ts';
import { estimateSeconds, type FinishedCell, runCell } from './benchmark/run-cell.ts';
import { benchmarkTable, learningCurveTable } from './benchmark/tables.ts';
import { helpFromHeader } from './help-from-header.ts';

const TRAIN_FOLDS = [1, 2, 3, 4, 5, 6, 7, 8];
helpFromHeader(import.meta.filename);
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    out: { type: 'string' },
    fold: { type: 'string' },
    architectures: { type: 'string' },
    tasks: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    epochs: { type: 'string' },
    config: { type: 'string' },
    'learning-curve': { type: 'string' },
    estimate: { type: 'boolean', default: false },
  },
});
const { data, out } = options;
if (data === undefined || out === undefined) throw new Error('ptbxl-benchmark: needs --data DIR and --out DIR');
const numbers = (text: string, name: string) =>
  text.split(',').map((part) => {
    const value = Number(part);
    if (!Number.isInteger(value) || value < 1)
      throw new Error(`ptbxl-benchmark: --${name} takes whole numbers, got ${part}`);
    return value;
  });
const names = options.architectures?.split(',') ?? Object.keys(architectures);
for (const name of names) architectureNamed(name);
const tasks = (options.tasks?.split(',') ?? [...TASKS]) as Task[];
const strange = tasks.filter((task) => !TASKS.includes(task));
if (strange.length > 0)
  throw new Error(`ptbxl-benchmark: --tasks takes ${TASKS.join(', ')}, got ${strange.join(', ')}`);
const seeds = numbers(options.seeds, 'seeds');
const [epochs] = options.epochs === undefined ? [] : numbers(options.epochs, 'epochs');
const recipe = options.config === undefined ? undefined : (JSON.parse(readFileSync(options.config, 'utf8')) as object);
const taught = recipe === undefined ? tasks : [trainingConfigSchema.parse(recipe).task];
const apart = tasks.filter((task) => !taught.some((learnt) => gathersInto(learnt, task)));
if (apart.length > 0) {
  throw new Error(
    `ptbxl-benchmark: --tasks must be those that task ${taught.join()} gathers into, got ${apart.join(', ')}`,
  );
}
const sizes =
  options['learning-curve'] === undefined ? [undefined] : numbers(options['learning-curve'], 'learning-curve');

mkdirSync(out, { recursive: true });
const store = await loadStore(data, {
  folds: options.fold ? [...TRAIN_FOLDS, ...numbers(options.fold, 'fold')] : [...TRAIN_FOLDS, 9, 10],
});
const testFold = options.fold ? Number(options.fold) : store.rows.some(({ fold }) => fold === 10) ? 10 : 9;
const isVoltages = store.units.every((unit) => unit === 'mV');
const scale = isVoltages ? voltageScale(store, TRAIN_FOLDS) : undefined;
if (!isVoltages) console.error('records without millivolts are among the data: leads are band-passed and standardised');

const pathOf = (cell: Cell) => join(out, cellName(cell));
const cellsOf = (task: Task): Cell[] =>
  seeds.flatMap((seed) =>
    names.flatMap((architecture) =>
      sizes.map((records) => ({ architecture, task, seed, ...(records !== undefined && { records }) })),
    ),
  );
const isDone = (cell: Cell) => existsSync(`${pathOf(cell)}.json`);
const finished = () =>
  taught
    .flatMap(cellsOf)
    .filter(isDone)
    .flatMap((cell) => JSON.parse(readFileSync(`${pathOf(cell)}.json`, 'utf8')) as FinishedCell[]);
const left = taught.flatMap(cellsOf).filter((cell) => !isDone(cell));
console.error(
  `${left.length} trainings to do, ${taught.flatMap(cellsOf).length - left.length} done, fold ${testFold} to judge`,
);

/** Training records of a cell, prepared as its configuration says; `undefined` where it asks for more than there are. */
function learntBy(cell: Cell) {
  const config = recipe ? ownConfig(recipe, cell, epochs) : publishedConfig(cell, epochs ?? 50, scale);
  const learnt = labelledInputs(store, TRAIN_FOLDS, cell.task, inputFormOf(config));
  return { config, learnt: cell.records === undefined ? learnt : someRecords(learnt, cell.records, cell.seed) };
}

const perRecord = new Map<string, number>();
for (const architecture of new Set(left.map((cell) => cell.architecture))) {
  const { config, learnt } = learntBy({ architecture, task: taught[0] as Task, seed: 1 });
  perRecord.set(architecture, (await estimateSeconds(config, learnt)) / learnt.rows.length);
  console.error(
    `  ${architecture}: about ${(((perRecord.get(architecture) ?? 0) * learnt.rows.length) / 3600).toFixed(2)} h for ${learnt.rows.length} records`,
  );
}
const trainable = store.rows.filter(({ fold }) => TRAIN_FOLDS.includes(fold)).length;
const hours =
  left.reduce(
    (sum, { architecture, records }) => sum + (perRecord.get(architecture) ?? 0) * (records ?? trainable),
    0,
  ) / 3600;
console.error(`about ${hours.toFixed(2)} hours of training on this machine, if every record has a label`);

for (const cell of options.estimate ? [] : left) {
  const { config, learnt } = learntBy(cell);
  console.error(`${cellName(cell)}: ${learnt.rows.length} records`);
  const judged = recipe ? tasks : [cell.task];
  const form = inputFormOf(config);
  const tests = new Map(judged.map((task) => [task, labelledInputs(store, [testFold], task, form)]));
  const result = await runCell(cell, config, learnt, { fold: testFold, tasks: tests }, pathOf(cell));
  writeFileWhole(`${pathOf(cell)}.json`, `${JSON.stringify(result, undefined, 2)}\n`);
  writeFileWhole(join(out, 'table.md'), tableText());
}
writeFileWhole(join(out, 'table.md'), tableText());
process.stdout.write(tableText());

function tableText(): string {
  return options['learning-curve'] === undefined ? benchmarkTable(finished(), tasks) : learningCurveTable(finished());
}
