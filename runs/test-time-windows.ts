/**
 * How densely to lay windows over a record when predicting, and how to join them: each network of finished cross-validations answers for the
 * records that it did not learn from, with windows at several strides, joined by their mean or maximum, statements gathered by
 * noisy-or or maximum. Prints the macro-AUC of superclasses, mean over groups and seeds.
 *
 *   npx tsx runs/test-time-windows.ts --data DIR [--data DIR] [--strides 2.5,1.25,0.5] CV_FOLDER...   (made with --keep-models)
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CrossValidationSummary } from '../src/cli/cross-validation.ts';
import { DISCLAIMER } from '../src/disclaimer.ts';
import { macroAuc } from '../src/evaluate/index.ts';
import { aggregateWindows } from '../src/models/index.ts';
import { openModel } from '../src/models/node.ts';
import { runWindows } from '../src/models/run-windows.ts';
import { loadStore } from '../src/node.ts';
import { foldGroups, labelledInputs, taskScores } from '../src/train/index.ts';
import { helpFromHeader } from './help-from-header.ts';

helpFromHeader(import.meta.filename);
const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string', multiple: true }, strides: { type: 'string', default: '2.5,1.25,0.5,0.25' } },
});
const { data } = options;
if (data === undefined || folders.length === 0)
  throw new Error('test-time-windows: needs --data DIR and folders of cross-validate --keep-models');
const strides = options.strides.split(',').map(Number);
const finest = Math.min(...strides);
if (!strides.every((stride) => finest > 0 && Number.isInteger(stride / finest)))
  throw new Error(`test-time-windows: --strides must be multiples of the least one, got ${options.strides}`);
const WINDOWS = ['mean', 'max'] as const;
const CLASSES = ['noisy-or', 'max'] as const;
const RECORDS_PER_RUN = 8;
const store = await loadStore(data, {});

/** Macro-AUC of one network on one group: by stride, then by how windows and classes are joined. */
async function figuresOf(path: string, folds: readonly number[]) {
  const { card, session } = await openModel(path);
  const strideSamples = finest * card.input.fs;
  if (!Number.isInteger(strideSamples))
    throw new Error(`test-time-windows: --strides must be whole samples at ${card.input.fs} Hz, got ${finest} s`);
  const form = { ...card, input: { ...card.input, strideSamples } };
  const { inputs, labels, classes } = labelledInputs(store, folds, 'superdiagnostic', form);
  // Probabilities of the windows of each record, `[windows × outputs]`.
  const probabilities: Float32Array[] = [];
  const width = card.outputs.length;
  for (let i = 0; i < inputs.length; i += RECORDS_PER_RUN) {
    const { values, windowsOf } = await runWindows(form, session, inputs.slice(i, i + RECORDS_PER_RUN), 'logits');
    const known = values.map((logit) => 1 / (1 + Math.exp(-logit)));
    for (const { first, count } of windowsOf) probabilities.push(known.slice(first * width, (first + count) * width));
  }
  await session.close();
  const figures = new Map<string, number>();
  for (const stride of strides) {
    const every = stride / finest;
    const kept = probabilities.map((values) => values.filter((_, i) => Math.floor(i / width) % every === 0));
    for (const windows of WINDOWS) {
      const raw = kept.map((values) => aggregateWindows(values, width, windows));
      for (const classAggregation of CLASSES) {
        const scores = taskScores({ ...card, classAggregation }, raw, 'superdiagnostic');
        const { mean } = macroAuc({ classes, labels, scores });
        if (mean === undefined) throw new Error(`test-time-windows: ${path}: no class can be judged`);
        figures.set(`${stride} s, ${windows}, ${classAggregation}`, mean);
      }
    }
  }
  return figures;
}

for (const folder of folders) {
  const { folds, groups, seeds } = JSON.parse(
    readFileSync(join(folder, 'summary.json'), 'utf8'),
  ) as CrossValidationSummary;
  const all: Map<string, number>[] = [];
  for (const { seed } of seeds) {
    for (const { group, heldOutFolds } of foldGroups(folds, groups)) {
      all.push(await figuresOf(join(folder, `seed-${seed}`, `group-${group}.onnx`), heldOutFolds));
      process.stderr.write(`${folder}: seed ${seed}, group ${group} of ${groups}\n`);
    }
  }
  console.log(`${folder}\n\n| stride, windows, classes | ${all.map((_, i) => i + 1).join(' | ')} | mean |`);
  console.log(`|---|${'---|'.repeat(all.length + 1)}`);
  for (const name of all[0]?.keys() ?? []) {
    const values = all.map((figures) => figures.get(name) as number);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    console.log(`| ${name} | ${[...values, mean].map((value) => value.toFixed(4)).join(' | ')} |`);
  }
  console.log('');
}
console.log(DISCLAIMER);
