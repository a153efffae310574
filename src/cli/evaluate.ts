import { Command, Option } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import { openModel } from '../models/node.ts';
import { openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { TASKS, type Task } from '../statements/index.ts';
import { evaluateModel, type ModelEvaluation } from '../train/index.ts';
import { envelope, printJson } from './envelope.ts';
import { evaluationText } from './evaluation-text.ts';
import { loadData } from './load-data.ts';
import { folds, several, wholeNumber } from './options.ts';
import { progressLine } from './progress-line.ts';
import { cell, table } from './text-table.ts';

interface EvaluateOptions {
  readonly model: string;
  readonly data: readonly string[];
  readonly folds: readonly number[];
  readonly task: Task;
  readonly resamples: number;
  readonly seed: number;
  readonly json?: true;
}

/** `einthoven evaluate` */
export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('judge a model on folds of PTB-XL folders or packed stores')
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--folds <folds>', 'folds to judge on', folds, [9])
    .addOption(new Option('--task <name>', 'classes to judge').choices([...TASKS]).default('superdiagnostic'))
    .option('--resamples <n>', 'bootstrap resamples of patients, 0 for no intervals', wholeNumber(0), 1000)
    .option('--seed <n>', 'seed of the bootstrap', wholeNumber(0), 1)
    .option('--json', 'print JSON')
    .action(runEvaluation);
}

async function runEvaluation(options: EvaluateOptions): Promise<void> {
  const { task, resamples, seed } = options;
  const model = await openModel(options.model, { open: openWorkerSession, threads: threadsPerSession(1) });
  try {
    const store = await loadData(options.data, model.card.input.fs, options.folds);
    const line = progressLine();
    const onProgress = (done: number, all: number) => line.update(`preparing ${done}/${all} records`);
    const evaluation = await evaluateModel(model, store, { folds: options.folds, task, resamples, seed, onProgress });
    const about = { model: model.card.name, modelSha256: model.sha256, data: store.sources };
    if (options.json) printJson({ ...envelope('evaluate'), ...about, ...evaluation });
    else process.stdout.write(report(model.card.name, evaluation));
  } finally {
    await model.session.close();
  }
}

function report(model: string, evaluation: ModelEvaluation): string {
  const { task, n, subgroups } = evaluation;
  const groups = subgroups.map((g) => [g.subgroup, String(g.n), cell(g.macroAuc), cell(g.macroEce)]);
  const notes = [
    ...(evaluation.unlabelled ? [`${evaluation.unlabelled} records without a label of the task are not judged`] : []),
    ...evaluation.refused.map(({ ecgId, reason }) => `record ${ecgId} refused: ${reason}`),
    ...evaluation.cautions.map((caution) => `caution: ${caution}`),
  ];
  return [
    `${model}, task ${task}, folds ${evaluation.folds.join(', ')}, ${n} records`,
    evaluationText(evaluation),
    ...(groups.length ? [table(['subgroup', 'n', 'macro-AUC', 'macro-ECE'], groups)] : []),
    ...notes,
    DISCLAIMER,
    '',
  ].join('\n');
}
