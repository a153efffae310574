/**
 * `npm run verify`: the accuracy figures of `docs/results.md`, measured again with the bundled model on fold 9, as a Markdown table.
 * Exits with 1 where a figure is below what the project promises.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadStore, openModel } from '../src/node.ts';
import { taskClasses } from '../src/statements/index.ts';
import { evaluateModel } from '../src/train/index.ts';

const PROMISED = { superdiagnostic: 0.938 } as const;
const root = resolve(process.env.ECG_DATA ?? '../shared/data');
const folders = ['ptbxl', 'ptbxl-z'].map((name) => join(root, name));
const missing = folders.filter((folder) => !existsSync(folder));
if (missing.length > 0)
  throw new Error(`verify: needs ${missing.join(' and ')}; set ECG_DATA to the folder that holds them`);

const figure = (value: number | undefined) => value?.toFixed(3) ?? '–';
const interval = (bounds: readonly [number, number] | undefined) =>
  bounds ? `${figure(bounds[0])}–${figure(bounds[1])}` : '–';

const store = await loadStore(folders, { folds: [9] });
const model = await openModel();
console.log(`${model.card.name} (${model.sha256.slice(0, 12)}), fold 9\n`);
console.log(
  '| task | records | classes judged | macro-AUC | 95 % interval | macro-AUC, classes with ≥ 10 positives (number) |',
);
console.log('|---|---|---|---|---|---|');
let failed = false;
for (const task of ['all', 'diagnostic', 'subdiagnostic', 'superdiagnostic', 'form', 'rhythm'] as const) {
  const { n, macroAuc, macroAucInterval, leftOut, frequent } = await evaluateModel(model, store, { folds: [9], task });
  const judged = taskClasses(task).length - leftOut.length;
  const often = `${figure(frequent.macroAuc)} (${frequent.classes})`;
  console.log(`| ${task} | ${n} | ${judged} | ${figure(macroAuc)} | ${interval(macroAucInterval)} | ${often} |`);
  if (task in PROMISED && !((macroAuc ?? 0) >= PROMISED.superdiagnostic)) failed = true;
}
await model.session.close();
if (failed) console.error(`superdiagnostic macro-AUC must be at least ${PROMISED.superdiagnostic}`);
process.exitCode = failed ? 1 : 0;
