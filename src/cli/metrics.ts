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
  readonly resamples: number;
  readonly level: number;
  readonly seed: number;
  readonly json?: true;
}

/** `einthoven metrics` */
export function metricsCommand(): Command {
  return new Command('metrics')
    .description("figures for anybody's predictions")
    .requiredOption('--labels <y.npy>', '0 or 1, [records, classes]')
    .requiredOption('--scores <p.npy>', 'probabilities or other scores, [records, classes]')
    .option('--classes <names>', 'class names, separated by commas, or a file with one per line')
    .option('--groups <g.npy>', 'patient of each record, [records]: the bootstrap draws patients')
    .option('--resamples <n>', 'bootstrap resamples, 0 for no intervals', wholeNumber(0), 1000)
    .option('--level <p>', 'level of the intervals', Number, 0.95)
    .option('--seed <n>', 'seed of the bootstrap', wholeNumber(0), 1)
    .option('--json', 'print JSON')
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
  if (shape.length === 1 && shape[0] === records) return values;
  throw new EcgError('invalid-argument', `metrics: ${path} must be [${records}], one per record, got [${shape}]`, {
    path,
  });
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
