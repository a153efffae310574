import { Command } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import type { CardMetrics, ModelCard, ModelFile } from '../models/index.ts';
import { bundledModels, readModel } from '../models/node.ts';
import { envelope, printJson } from './envelope.ts';
import { cell, interval, table } from './text-table.ts';

/** `einthoven models` */
export function modelsCommand(): Command {
  return new Command('models')
    .description('list the bundled models with what was measured, or show the card of one')
    .argument('[name|file]', 'bundled model or model file, for its whole card')
    .option('--json', 'print JSON')
    .action(async (name: string | undefined, { json }: { readonly json?: true }) => {
      const names = name === undefined ? await bundledModels() : [name];
      const models = await Promise.all(names.map(readModel));
      if (json) printJson({ ...envelope('models'), models: models.map(modelJson) });
      else
        process.stdout.write(
          `${name === undefined ? listText(models) : cardText(models[0] as ModelFile)}${DISCLAIMER}\n`,
        );
    });
}

function modelJson({ card, bytes, sha256 }: ModelFile) {
  return { bytes: bytes.length, sha256, card };
}

/** One line per model. */
function listText(models: readonly ModelFile[]): string {
  const rows = models.map(({ card, bytes, sha256 }) => {
    const [judged] = card.metrics;
    return [
      card.name,
      card.architecture.name,
      String(card.architecture.parameters),
      card.precision.weights,
      String(bytes.length),
      card.input.units.join(' or '),
      judged ? `${judged.task} ${cell(judged.macroAuc)} ${interval(judged.macroAucInterval)}` : '–',
      judged ? judged.folds.join(', ') : '–',
      sha256.slice(0, 12),
    ];
  });
  const header = ['name', 'architecture', 'parameters', 'weights', 'bytes', 'units', 'macro-AUC', 'fold', 'sha256'];
  return `${table(header, rows)}\n`;
}

/** A card for people: what for, from what, how good, for whom, where not. */
function cardText({ card, bytes, sha256 }: ModelFile): string {
  const { architecture, precision, input } = card;
  const windows = `${input.windowSamples / input.fs} s every ${input.strideSamples / input.fs} s, ${card.windowAggregation}`;
  const lines = [
    `${card.name}: ${architecture.name}, ${architecture.parameters} parameters, ${precision.weights}, ${bytes.length} bytes`,
    `sha256 ${sha256}`,
    '',
    `use: ${card.intendedUse}`,
    ...card.limits.map((limit) => `limit: ${limit}`),
    `licence and data: ${card.licence}`,
    `takes: ${input.leads.join(', ')} at ${input.fs} Hz in ${input.units.join(' or ')}; windows of ${windows}`,
    `gives: ${card.outputs.length} outputs, task ${card.task}`,
    trainingText(card),
    ...memberLines(card),
    ...precisionLines(card),
    ...(card.script === undefined ? [] : [`made by ${card.script}`]),
    '',
    metricsTable(card.metrics),
    ...card.metrics.slice(0, 1).flatMap(detailTables),
  ];
  return `${lines.join('\n')}\n`;
}

function trainingText({ training }: ModelCard): string {
  const { mV = 0, normalised = 0 } = training.recordsByUnit;
  const data = training.data.map(({ name, version }) => `${name}${version ? ` ${version}` : ''}`).join(', ');
  const units = `${mV} in millivolts, ${normalised} normalised`;
  return `trained on: ${training.records} records (${units}) of ${data || 'data not stated'}, folds ${training.folds.join(', ')}`;
}

function memberLines({ members = [] }: ModelCard): string[] {
  return members.map(({ name, sha256, architecture, training }) => {
    const network = `${architecture.name}, ${architecture.parameters} parameters`;
    return `member ${name}: ${network}, seed ${training.config.seed ?? 'not stated'}, sha256 ${sha256.slice(0, 12)}`;
  });
}

function precisionLines({ precision }: ModelCard): string[] {
  if (precision.weights === 'float32') return [];
  const { original, difference, macroAuc, originalMacroAuc, task } = precision;
  const moved = `moved by ${difference.mean.toFixed(5)} on average and ${difference.maximum.toFixed(5)} at most`;
  return [
    `weights in 8 bits of ${original.name} (${original.sha256.slice(0, 12)}): probabilities of ${difference.records} records ${moved}; ${task} macro-AUC ${cell(originalMacroAuc)} before, ${cell(macroAuc)} after`,
  ];
}

function metricsTable(metrics: readonly CardMetrics[]): string {
  const rows = metrics.map(({ task, folds, n, macroAuc, macroAucInterval, macroEce }) => [
    ...[task, folds.join(', '), String(n), cell(macroAuc)],
    ...[interval(macroAucInterval), cell(macroEce)],
  ]);
  return table(['task', 'fold', 'n', 'macro-AUC', 'interval', 'macro-ECE'], rows);
}

/** Classes and subgroups of the task that the model is judged by. */
function detailTables({ task, classes = {}, subgroups, cautions }: CardMetrics): string[] {
  const byClass = Object.entries(classes).map(([name, figures]) => [
    ...[name, String(figures.positives), cell(figures.auc)],
    ...[interval(figures.aucInterval), cell(figures.ece)],
  ]);
  const byGroup = subgroups.map((g) => [g.subgroup, String(g.n), cell(g.macroAuc), cell(g.macroEce)]);
  return [
    ...(byClass.length ? [table([task, 'positives', 'AUC', 'interval', 'ECE'], byClass)] : []),
    ...(byGroup.length ? [table([task, 'n', 'macro-AUC', 'macro-ECE'], byGroup)] : []),
    ...cautions.map((caution) => `caution: ${caution}`),
  ];
}
