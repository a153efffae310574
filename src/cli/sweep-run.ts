import { join } from 'node:path';
import type { DataSource } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import { architectureNamed } from '../models/index.ts';
import type { Device } from '../nn/index.ts';
import {
  foldGroups,
  judgedTask,
  type ScreeningEffect,
  type SweepConfig,
  screenedFields,
  screeningEffects,
  survivors,
  sweepConfigSchema,
  sweepSettings,
  type TrainingConfig,
  type TrialSettings,
  withSettings,
} from '../train/index.ts';
import {
  type CrossValidation,
  type CrossValidationSummary,
  oneData,
  openFolder,
  summarise,
  trainingPartsOf,
} from './cross-validation.ts';
import type { Teacher } from './distillation-options.ts';
import { openRunFolder } from './run-folder.ts';
import { checkTrainingConfig } from './training-config-options.ts';
import { runTrainingParts } from './training-parts.ts';
import { writeFileWhole } from './write-file.ts';

/** One configuration of a sweep. */
export interface SweepTrial {
  /** From 0, which is the base. */
  readonly trial: number;
  /** What differs from the base. */
  readonly settings: TrialSettings;
  readonly config: TrainingConfig;
}

/** Where a trial stands after the last rung that it reached. */
export interface SweepStanding extends Omit<SweepTrial, 'config'> {
  /** From 1. */
  readonly rung: number;
  readonly epochs: number;
  readonly groups: number;
  /** Macro-AUC of the judged task, mean over groups; `undefined` when not measurable. */
  readonly figure: number | undefined;
  readonly sdOfGroups: number | undefined;
  /** The same of each group. */
  readonly byGroup: readonly (number | undefined)[];
  /** Training time on this rung. */
  readonly seconds: number;
  readonly folder: string;
}

/** A sweep on files. */
export interface SweepRun {
  readonly sweep: SweepConfig;
  readonly trials: readonly SweepTrial[];
  readonly data: readonly string[];
  /** Teach the trials whose configuration has distillation. */
  readonly teachers: readonly Teacher[];
  readonly device: Device;
  readonly out: string;
  readonly parallel: number;
  readonly resamples: number;
}

/** A sweep file with its defaults. @throws EcgError `invalid-argument` that names the field */
export function checkSweep(fields: unknown): SweepConfig {
  const parsed = sweepConfigSchema.safeParse(fields);
  const refuse = (field: string, rule: string | undefined): never => {
    throw new EcgError('invalid-argument', `sweep: ${field}: ${rule}`, { field });
  };
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return refuse(issue?.path.join('.') ?? '', issue?.message);
  }
  const sweep = parsed.data;
  foldGroups(sweep.folds, sweep.groups);
  const wide = sweep.rungs.findIndex(({ groups }) => (groups ?? 1) > sweep.groups);
  if (wide >= 0) refuse(`rungs.${wide}.groups`, `must be at most groups (${sweep.groups})`);
  if (sweep.method === 'screen' && sweep.rungs.length > 1)
    refuse('rungs', 'must be one in a screening, which needs all of its trials');
  if ('seed' in sweep.search) refuse('search.seed', 'seeds are given by seeds, for all trials');
  if ('epochs' in sweep.search && sweep.rungs.some(({ epochs }) => epochs !== undefined)) {
    refuse('search.epochs', 'must not be searched where rungs give epochs');
  }
  return sweep;
}

/** The base and every other configuration, each once. @throws EcgError `invalid-argument` that names trial and field */
export function sweepTrials(sweep: SweepConfig): readonly SweepTrial[] {
  const found = new Map<string, SweepTrial>();
  const allSettings = sweepSettings(sweep);
  for (const settings of [{}, ...allSettings]) {
    const config = checkTrainingConfig(`sweep: trial ${JSON.stringify(settings)}`, withSettings(sweep.base, settings));
    architectureNamed(config.architecture);
    const key = JSON.stringify(config);
    if (!found.has(key)) found.set(key, { trial: found.size, settings, config });
  }
  const trials = [...found.values()];
  if (sweep.method === 'screen' && trials.length < allSettings.length) {
    throw new EcgError('invalid-argument', 'sweep: search: every value of a screening must differ from the base');
  }
  const tasks = new Set(trials.map(({ config }) => judgedTask(config)));
  if (tasks.size > 1) {
    throw new EcgError(
      'invalid-argument',
      `sweep: all trials must be judged by one task, got ${[...tasks].join(', ')}`,
    );
  }
  return trials;
}

/** Makes the folder ready, or checks that it holds the same sweep. @throws EcgError as `openRunFolder` */
export function openSweepFolder(out: string, sweep: SweepConfig, resume: boolean): void {
  openRunFolder({ command: 'sweep', folder: out, file: 'sweep.json', run: sweep }, resume);
}

/**
 * Successive halving (Jamieson & Talwalkar 2016): all trials on the first rung, the best 1/eta of each rung on the next.
 *
 * @returns standings, best first, those of later rungs before those of earlier ones; `undefined` when stopped before the end
 * @throws EcgError `invalid-argument` when trials were of different data
 */
export async function runSweep(run: SweepRun): Promise<readonly SweepStanding[] | undefined> {
  const standings = new Map<number, SweepStanding>();
  const sources: (readonly DataSource[])[] = [];
  let left = run.trials;
  for (let rung = 1; rung <= run.sweep.rungs.length; rung++) {
    const plans = left.map((trial) => ({ trial, plan: planOf(run, trial, rung) }));
    for (const { plan } of plans) openFolder(plan, true);
    process.stderr.write(`rung ${rung} of ${run.sweep.rungs.length}: ${left.length} trials\n`);
    if (
      !(await runTrainingParts(
        plans.flatMap(({ plan }) => trainingPartsOf(plan)),
        run.parallel,
      ))
    )
      return undefined;
    for (const { trial, plan } of plans) {
      const summary = summarise(plan, run.resamples);
      sources.push(summary.sources);
      standings.set(trial.trial, standingOf(trial, rung, plan, summary));
    }
    oneData(run.out, sources);
    const kept = survivors(
      left.map(({ trial }) => standings.get(trial) as SweepStanding),
      run.sweep.eta,
    );
    left = left.filter(({ trial }) => kept.some((standing) => standing.trial === trial));
  }
  const order = [...standings.values()].sort((a, b) => b.rung - a.rung || (b.figure ?? -1) - (a.figure ?? -1));
  writeFileWhole(join(run.out, 'leaderboard.json'), `${JSON.stringify(order, undefined, 2)}\n`);
  return order;
}

/** Rungs of the same epochs share a folder, so that further groups are added to those that are finished. */
function planOf(
  { sweep, data, out, device, ...run }: SweepRun,
  { trial, config }: SweepTrial,
  rung: number,
): CrossValidation {
  const { epochs = config.epochs, groups: firstGroups = sweep.groups } = sweep.rungs[rung - 1] ?? {};
  const { folds, groups, seeds } = sweep;
  const folder = join(out, `trial-${trial}`, `epochs-${epochs}`);
  const teachers = config.distillation === undefined ? [] : run.teachers;
  return {
    data,
    config: { ...config, epochs },
    folds,
    groups,
    seeds,
    out: folder,
    keepModels: false,
    teachers,
    device,
    firstGroups,
  };
}

function standingOf(
  { trial, settings }: SweepTrial,
  rung: number,
  plan: CrossValidation,
  { meanOfGroups: figure, sdOfGroups, byGroup, seconds }: CrossValidationSummary,
): SweepStanding {
  const { epochs } = plan.config;
  const groups = plan.firstGroups ?? plan.groups;
  return { trial, settings, rung, epochs, groups, figure, sdOfGroups, byGroup, seconds, folder: plan.out };
}

/**
 * What each change of a screening does; also written to OUT/effects.json.
 *
 * @returns `undefined` where a trial has no figure in one of its groups, so that nothing can be compared
 */
export function sweepEffects(
  { sweep, out }: SweepRun,
  standings: readonly SweepStanding[],
): readonly ScreeningEffect[] | undefined {
  const trials = [...standings]
    .sort((a, b) => a.trial - b.trial)
    .map(({ settings, byGroup }) => ({ settings, byPart: byGroup.filter((figure) => figure !== undefined) }));
  if (trials.some(({ byPart }) => byPart.length < (standings[0]?.groups ?? 0))) return undefined;
  const effects = screeningEffects(screenedFields(sweep), trials);
  writeFileWhole(join(out, 'effects.json'), `${JSON.stringify(effects, undefined, 2)}\n`);
  return effects;
}
