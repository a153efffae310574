import { Command, Option } from 'commander';
import { type CrossFittedClass, decisionCurve, reliabilityTable } from '../evaluate/index.ts';
import type { ThresholdRule } from '../models/index.ts';
import { readModel } from '../models/node.ts';
import { openWorkerSession, threadsPerSession } from '../nn/node.ts';
import { type CalibrationPanel, drawCalibration, toSvg } from '../report/index.ts';
import { type DecisionOptions, judgeDecisions, labelledInputs, releaseCalibrated } from '../train/index.ts';
import { calibrationText } from './calibration-text.ts';
import { envelope, printJson } from './envelope.ts';
import { loadData } from './load-data.ts';
import { folds, prevalences, several, share, wholeNumber } from './options.ts';
import { readOutOfFoldOutputs } from './out-of-fold-outputs.ts';
import { writeFileWhole } from './write-file.ts';
import { modelNameOf, releaseLine, writeModel } from './write-model.ts';

interface CalibrateOptions extends ThresholdOptions {
  readonly data: readonly string[];
  readonly folds: readonly number[];
  readonly method: NonNullable<DecisionOptions['method']>;
  readonly level: number;
  readonly outOfFold?: string;
  readonly prevalence: Readonly<Record<string, number>>;
  readonly report?: string;
  readonly seed: number;
  readonly script?: string;
  readonly out: string;
  readonly json?: true;
}

interface ThresholdOptions {
  readonly costRatio?: number;
  readonly sensitivity?: number;
}

const notes = `
Figures are of cross-fitting: each fifth of the patients is calibrated by fits on the others. What is written is fitted on
all records of the folds, on which the model may not have been trained. With --out-of-fold, calibration and thresholds are fitted
on the many more records of the other folds, as networks that did not learn from them answered, and the figures are of what is
written; confidence sets, which need answers of the model itself, are still those of the folds. Method best takes Platt scaling unless another has a
clearly lower cross-fitted log loss. Thresholds are those of the best F1 unless --cost-ratio or --sensitivity asks for others.`;

/** `einthoven calibrate` */
export function calibrateCommand(): Command {
  return new Command('calibrate')
    .description('fit calibration, thresholds and confidence sets of a model anew: by other data, costs or prevalences')
    .argument('<name|file>', 'bundled model or model file')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--folds <folds>', 'folds to fit and judge on', folds, [9])
    .addOption(
      new Option('--method <name>', 'of calibration').choices(['best', 'platt', 'beta', 'isotonic']).default('best'),
    )
    .option(
      '--out-of-fold <dir>',
      'fit on the predictions of a cross-validation by the same recipe, and judge on the folds',
    )
    .option('--level <p>', 'level of the confidence sets', share, 0.9)
    .addOption(
      new Option('--cost-ratio <r>', 'thresholds for a missed case that is r times as bad as a false alarm')
        .argParser(Number)
        .conflicts('sensitivity'),
    )
    .option('--sensitivity <p>', 'thresholds with at least this sensitivity', share)
    .option('--prevalence <class=p,...>', 'adjust probabilities to other prevalences', prevalences, {})
    .option('--report <file.svg>', 'draw cross-fitted reliability diagrams and decision curves')
    .option('--seed <n>', 'seed of the parts and of the bootstrap', wholeNumber(0), 1)
    .option('--script <path>', 'what makes the file again, for its card')
    .requiredOption('--out <file.onnx>', 'model file to write, with FILE.card.json beside it')
    .option('--json', 'print JSON')
    .addHelpText('after', notes)
    .action(runCalibration);
}

async function runCalibration(model: string, options: CalibrateOptions): Promise<void> {
  const { data, folds: validationFolds, method, level, seed, out, script, report } = options;
  const original = await readModel(model);
  const store = await loadData(data, original.card.input.fs, validationFolds);
  const validation = labelledInputs(store, validationFolds, original.card.task, original.card);
  const decisions: DecisionOptions = { method, level, thresholdRule: thresholdRuleOf(options) };
  const outOfFold =
    options.outOfFold === undefined
      ? undefined
      : readOutOfFoldOutputs(options.outOfFold, original.card, validationFolds);
  const { bytes, card, raw } = await releaseCalibrated({
    name: modelNameOf(out),
    original,
    validationFolds,
    validation,
    decisions,
    ...(outOfFold && { outOfFold }),
    prevalences: options.prevalence,
    openSession: openWorkerSession,
    threads: threadsPerSession(1),
    seed,
    ...(script !== undefined && { script }),
  });
  const { task, classes, judgement } = judgeDecisions(card, validation, raw, decisions, { seed });
  writeModel(out, bytes, card);
  if (report !== undefined) {
    const how = outOfFold === undefined ? 'cross-fitted' : `fitted on folds ${outOfFold.folds.join(', ')}`;
    const title = `${card.name}: calibration on folds ${validationFolds.join(', ')}, ${how}`;
    writeFileWhole(report, toSvg(drawCalibration(title, classes.map(panelOf))));
  }
  const fitted = card.decisions[task] ?? {};
  if (options.json) printJson({ ...envelope('calibrate'), model: card.name, task, decisions: fitted, ...judgement });
  else process.stdout.write(calibrationText(fitted, judgement));
  process.stderr.write(`${releaseLine(out, card)}\n`);
}

function thresholdRuleOf({ costRatio, sensitivity }: ThresholdOptions): ThresholdRule {
  if (costRatio !== undefined) return { rule: 'cost-ratio', costRatio };
  return sensitivity === undefined ? { rule: 'f1' } : { rule: 'sensitivity', sensitivity };
}

function panelOf({ class: name, labels, raw, calibrated }: CrossFittedClass): CalibrationPanel {
  return {
    class: name,
    records: labels.length,
    positives: labels.filter((label) => label === 1).length,
    before: reliabilityTable(labels, raw),
    after: reliabilityTable(labels, calibrated),
    decisionCurve: decisionCurve(labels, calibrated),
  };
}
