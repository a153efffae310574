import { Command } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import { type Device, requireDevice } from '../nn/index.ts';
import { openSession } from '../nn/node.ts';
import { judgedTask, type ScreeningEffect } from '../train/index.ts';
import { addTeacherOption, type DistillationOptions, readTeacherFiles } from './distillation-options.ts';
import { envelope, printJson } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { addDeviceOption, several, wholeNumber } from './options.ts';
import { duration } from './progress-line.ts';
import { checkSweep, openSweepFolder, runSweep, type SweepStanding, sweepEffects, sweepTrials } from './sweep-run.ts';
import { table } from './text-table.ts';
import { readJson } from './training-config-options.ts';

interface SweepOptions extends Pick<DistillationOptions, 'teacher'> {
  readonly data: readonly string[];
  readonly out: string;
  readonly parallel: number;
  readonly resamples: number;
  readonly resume?: true;
  readonly device: Device;
  readonly json?: true;
}

const notes = `
CONFIG.json:
  {"base": {"task": "all"},                       fields of the training configuration; the base is a trial itself
   "search": {"peakLearningRate": {"from": 0.001, "to": 0.03, "scale": "log"},      ranges: random only
              "augmentation.leadDropout": [null, {"probability": 0.5, "share": 0.2}]},   null: none
   "method": "random", "trials": 16, "seed": 1,   or "grid": all combinations of the lists, or "screen"
   "folds": [1, 2, 3, 4, 5, 6, 7, 8, 9], "groups": 3, "seeds": [1],
   "rungs": [{"epochs": 10, "groups": 1}, {"epochs": 30}], "eta": 3}       the best 1/eta of a rung go on to the next
Each trial is cross-validated in OUT/trial-N/epochs-E/, which compare-cv reads; OUT/leaderboard.json holds the order.
The best of many trials looks better than it is: judge it again with other seeds.
"screen" tells what each of many changes does: lists have one value each, beside the base's, and every field has it in half of the trials, balanced
against all other fields (a fractional factorial design: 15 fields in 16 trials). OUT/effects.json holds the effects. What matters there is worth a
comparison of its own (compare-cv): with more fields than half of the trials an effect is mixed with joint effects of others.`;

/** `einthoven sweep` */
export function sweepCommand(): Command {
  const command = new Command('sweep')
    .description('search over training configurations by cross-validation with successive halving')
    .argument('<config.json>', 'what to try')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .requiredOption('--out <dir>', 'folder to write to')
    .option('--resume', 'continue what OUT holds')
    .option('--parallel <n>', 'trainings at a time, each in a process with one thread per shard', wholeNumber(1), 1)
    .option('--resamples <n>', 'bootstrap resamples for the summaries of trials', wholeNumber(1), 100)
    .option('--json', 'print JSON')
    .addHelpText('after', notes)
    .action(run);
  return addDeviceOption(addTeacherOption(command));
}

async function run(path: string, options: SweepOptions): Promise<void> {
  const { data, out, parallel, resamples, teacher = [], device } = options;
  await requireDevice(openSession, device);
  const sweep = checkSweep(readJson('sweep', path));
  const trials = sweepTrials(sweep);
  const teachers = await readTeacherFiles(teacher);
  openSweepFolder(out, sweep, options.resume === true);
  const plan = { sweep, trials, data, teachers, device, out, parallel, resamples };
  const leaderboard = await runSweep(plan);
  if (leaderboard === undefined) {
    process.stderr.write(`stopped; continue with --resume (${out})\n`);
    process.exitCode = EXIT_CODES.interrupted;
    return;
  }
  const task = judgedTask((trials[0] as (typeof trials)[number]).config);
  const effects = sweep.method === 'screen' ? sweepEffects(plan, leaderboard) : undefined;
  if (options.json) printJson({ ...envelope('sweep'), task, leaderboard, ...(effects && { effects }) });
  else {
    const texts = [
      leaderboardText(task, leaderboard),
      ...(sweep.method === 'screen' ? [effectsText(effects)] : []),
      DISCLAIMER,
      '',
    ];
    process.stdout.write(texts.join('\n'));
  }
}

function leaderboardText(task: string, leaderboard: readonly SweepStanding[]): string {
  const header = ['trial', 'rung', 'epochs', 'groups', 'macro-AUC', 'sd of groups', 'time', 'differs from the base by'];
  const rows = leaderboard.map(({ trial, rung, epochs, groups, figure, sdOfGroups, seconds, settings }) => [
    ...[`${trial}`, `${rung}`, `${epochs}`, `${groups}`, figure?.toFixed(4) ?? '–', sdOfGroups?.toFixed(4) ?? '–'],
    duration(seconds),
    differences(settings),
  ]);
  const title = `${task} macro-AUC, mean over groups; later rungs first`;
  return [title, table(header, rows)].join('\n');
}

function effectsText(effects: readonly ScreeningEffect[] | undefined): string {
  if (effects === undefined) return 'Effects are not measurable: a trial has no figure in one of its groups.';
  const rows = [...effects]
    .sort((a, b) => b.effect - a.effect)
    .map(({ path, value, effect, standardError }) => [
      `${path} ${shown(value)}`,
      `${effect < 0 ? '−' : '+'}${Math.abs(effect).toFixed(4)}`,
      standardError?.toFixed(4) ?? '–',
    ]);
  return ['\nmean effect of each change', table(['change', 'effect', 'standard error'], rows)].join('\n');
}

const shown = (value: unknown) => (value === null ? 'none' : JSON.stringify(value));

function differences(settings: SweepStanding['settings']): string {
  const listed = Object.entries(settings).map(([path, value]) => `${path} ${shown(value)}`);
  return listed.length === 0 ? 'nothing' : listed.join(', ');
}
