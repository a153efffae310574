import { existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import { EcgError } from '../errors.ts';
import { evaluatePredictions, type NpyArray, readNpy } from '../evaluate/index.ts';
import { createRandom } from '../random.ts';
import { envelope, printJson } from './envelope.ts';
import { evaluationText } from './evaluation-text.ts';
import { wholeNumber } from './options.ts';

interface MetricsOptions {
  readonly labels: string;
  readonly scores: string;
  readonly classes?: string;
  readonly groups?: string;
  readonly thresholds?: string;
  readonly resamples: number;
  readonly level: number;
  readonly seed: number;
  readonly json?: true;
}

const notes = `
A class without positives or without negatives is named and left out of the macro figures. Thresholds default to 0.5.
Scores outside [0, 1] are no probabilities: the figures that need one are left out, and the reason is given.`;

/** `einthoven metrics` */
export function metricsCommand(): Command {
  return new Command('metrics')
    .description("figures for anybody's predictions")
    .requiredOption('--labels <y.npy>', '0 or 1, [records, classes]')
    .requiredOption('--scores <p.npy>', 'probabilities or other scores, [records, classes]')
    .option('--classes <names>', 'class names, separated by commas, or a file with one per line')
    .option('--groups <g.npy>', 'patient of each record, [records]: the bootstrap draws patients')
    .option('--thresholds <list>', 'score from which a class is called: one number, or one per class as 0.3,0.5')
    .option('--resamples <n>', 'bootstrap resamples, 0 for no intervals', wholeNumber(0), 1000)
    .option('--level <p>', 'level of the intervals', Number, 0.95)
    .option('--seed <n>', 'seed of the bootstrap', wholeNumber(0), 1)
    .option('--json', 'print JSON')
    .addHelpText('after', notes)
    .action(runMetrics);
}

function runMetrics(options: MetricsOptions): void {
  const labels = readMatrix(options.labels);
  const scores = readMatrix(options.scores);
  if (String(labels.shape) !== String(scores.shape)) {
    const rule = `${options.labels} and ${options.scores} must have one shape`;
    throw new EcgError('invalid-argument', `metrics: ${rule}, got [${labels.shape}] and [${scores.shape}]`);
  }
  const [records, count] = labels.shape as [number, number];
  const report = evaluatePredictions({
    classes: classNames(options.classes, count),
    labels: labels.values,
    scores: scores.values,
    ...(options.groups !== undefined && { groups: readGroups(options.groups, records) }),
    ...(options.thresholds !== undefined && { thresholds: readThresholds(options.thresholds, count) }),
    level: options.level,
    resamples: options.resamples,
    random: createRandom(options.seed),
  });
  if (options.json) printJson({ ...envelope('metrics'), ...report });
  else process.stdout.write(`${report.n} records, ${count} classes\n${evaluationText(report)}\n`);
}

function readArray(path: string): NpyArray {
  if (!existsSync(path)) throw new EcgError('unavailable', `metrics: ${path} must exist`, { path });
  return readNpy(readFileSync(path), path);
}

function readMatrix(path: string): NpyArray {
  const array = readArray(path);
  if (array.shape.length === 2) return array;
  throw new EcgError('invalid-argument', `metrics: ${path} must be [records, classes], got [${array.shape}]`, { path });
}

function readGroups(path: string, records: number): Float64Array {
  const { shape, values } = readArray(path);
  if (shape.length !== 1 || shape[0] !== records) {
    const rule = `${path} must be [${records}], one per record`;
    throw new EcgError('invalid-argument', `metrics: ${rule}, got [${shape}]`, { path });
  }
  const record = values.findIndex(Number.isNaN);
  if (record >= 0) {
    throw new EcgError('invalid-argument', `metrics: ${path} must name a patient, got NaN at record ${record}`, {
      path,
    });
  }
  return values;
}

/** One threshold per class; a single one stands for all. `evaluatePredictions` refuses what is no number. */
function readThresholds(list: string, count: number): readonly number[] {
  const thresholds = list.split(',').map((text) => (text.trim() === '' ? Number.NaN : Number(text)));
  return thresholds.length === 1 ? Array.from({ length: count }, () => thresholds[0] as number) : thresholds;
}

function classNames(given: string | undefined, count: number): readonly string[] {
  if (given === undefined) return Array.from({ length: count }, (_, c) => `class ${c}`);
  const text = existsSync(given) ? readFileSync(given, 'utf8').trim() : given;
  const names = text.split(/\r?\n|,/).map((name) => name.trim());
  if (names.length === count) return names;
  throw new EcgError('invalid-argument', `metrics: --classes must name ${count} classes, got ${names.length}`, {
    names,
  });
}
