import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import { encodeNpy } from '../evaluate/index.ts';
import type { Device } from '../nn/index.ts';
import {
  type FoldGroup,
  foldGroups,
  joinHeldOut,
  judgedTask,
  judgeOutOfFold,
  meanAndSpread,
  type OutOfFold,
  type OutOfFoldReport,
  seenFolds,
  type TrainingConfig,
} from '../train/index.ts';
import type { Teacher } from './distillation-options.ts';
import { type HeldOutPart, readHeldOutPart } from './out-of-fold-outputs.ts';
import { readWeightsFile } from './read-initial-weights.ts';
import { openRunFolder } from './run-folder.ts';
import type { TrainingPart } from './training-part.ts';
import { writeFileWhole } from './write-file.ts';

/** A cross-validation: which networks are trained on what, and where their predictions lie. */
export interface CrossValidation {
  readonly data: readonly string[];
  readonly config: TrainingConfig;
  readonly folds: readonly number[];
  readonly groups: number;
  readonly seeds: readonly number[];
  readonly out: string;
  readonly keepModels: boolean;
  readonly device: Device;
  /** Models that teach, each the groups that it does not know; none exactly where the configuration has no distillation. */
  readonly teachers: readonly Teacher[];
  /** How many of the groups, from the first, are held out and judged; default all. */
  readonly firstGroups?: number;
}

const groupsOf = ({ folds, groups, firstGroups }: CrossValidation) =>
  foldGroups(folds, groups).slice(0, firstGroups ?? groups);

/** Figures of a cross-validation. */
export interface CrossValidationSummary {
  readonly config: Omit<TrainingConfig, 'seed'>;
  readonly task: string;
  readonly folds: readonly number[];
  readonly groups: number;
  /** Mean over seeds of the pooled macro-AUC, and spread over seeds. */
  readonly macroAuc: { readonly mean: number | undefined; readonly sdOfSeeds: number | undefined };
  /** Each group's macro-AUC, mean over seeds. */
  readonly byGroup: readonly (number | undefined)[];
  /** Mean over groups of the same. */
  readonly meanOfGroups: number | undefined;
  /** Spread over groups of the same. */
  readonly sdOfGroups: number | undefined;
  /** All trainings together. */
  readonly seconds: number;
  /** What all trainings learnt from. */
  readonly sources: readonly DataSource[];
  /** Records that the network's form refuses, over all trainings. */
  readonly refused: number;
  readonly seeds: readonly ({ readonly seed: number; readonly seconds: number } & OutOfFoldReport)[];
}

/** The configuration of one group: each may begin with weights of its own, which did not see the group. */
function groupConfig({ config }: CrossValidation, group: number): TrainingConfig {
  const { initialWeights } = config;
  if (initialWeights === undefined) return config;
  return {
    ...config,
    initialWeights: { ...initialWeights, file: initialWeights.file.replaceAll('{group}', `${group}`) },
  };
}

/** Which weights the groups begin with, as `run.json` keeps it: the same path may hold other weights another day. */
function initialWeightsByGroup(plan: CrossValidation): Readonly<Record<string, unknown>> {
  if (plan.config.initialWeights === undefined) return {};
  const initialWeights = foldGroups(plan.folds, plan.groups).map(({ group }) => {
    const file = groupConfig(plan, group).initialWeights?.file as string;
    return { file, sha256: createHash('sha256').update(readWeightsFile(file)).digest('hex') };
  });
  return { initialWeights };
}

/** Which models teach, as `run.json` keeps it. */
function teachersOf({ teachers }: CrossValidation): Readonly<Record<string, unknown>> {
  return teachers.length === 0 ? {} : { teachers: teachers.map(({ path, sha256 }) => ({ file: path, sha256 })) };
}

/** The teachers that learnt nothing of the held-out folds. @throws EcgError `invalid-argument` when there are only others */
function blindTeachers({ config, teachers }: CrossValidation, { group, heldOutFolds }: FoldGroup): readonly string[] {
  if (config.distillation === undefined) return [];
  const blind = teachers.filter(({ card }) => !seenFolds(card.training).some((fold) => heldOutFolds.includes(fold)));
  if (blind.length > 0) return blind.map(({ path }) => path);
  const rule = `group ${group} needs a teacher that was not trained on its folds, ${heldOutFolds.join(', ')}`;
  throw new EcgError('invalid-argument', `cross-validate: ${rule}, got none among ${teachers.length}`, { group });
}

/** The trainings of a cross-validation. @throws EcgError `invalid-argument` when a group has no teacher that does not know it */
export function trainingPartsOf(plan: CrossValidation): readonly TrainingPart[] {
  return plan.seeds.flatMap((seed) =>
    groupsOf(plan).map((part) => ({
      name: `${plan.out}: seed ${seed}, group ${part.group}`,
      data: plan.data,
      config: { ...groupConfig(plan, part.group), seed },
      trainFolds: part.trainFolds,
      heldOutFolds: part.heldOutFolds,
      teachers: blindTeachers(plan, part),
      path: join(plan.out, `seed-${seed}`, `group-${part.group}`),
      // The number of threads changes the order of sums, so it may not follow the machine nor the trainings at a time.
      threadsPerSession: 1,
      device: plan.device,
      keepModel: plan.keepModels,
    })),
  );
}

/**
 * Makes the folder ready, or checks that it holds the same cross-validation.
 *
 * @throws EcgError as `openRunFolder`
 */
export function openFolder(plan: CrossValidation, resume: boolean): void {
  const { config, folds, groups, out, seeds, device } = plan;
  const { seed: _, ...fields } = config;
  const starts = { ...initialWeightsByGroup(plan), ...teachersOf(plan) };
  // The processor goes without saying, so that folders of before can be continued.
  const run = { ...fields, folds, groups, ...starts, ...(device !== 'cpu' && { device }) };
  openRunFolder({ command: 'cross-validate', folder: out, file: 'run.json', run }, resume);
  for (const seed of seeds) mkdirSync(join(out, `seed-${seed}`), { recursive: true });
}

/** Joins and judges what the trainings of all seeds left, and writes predictions and summary. */
export function summarise(plan: CrossValidation, resamples: number): CrossValidationSummary {
  const finished = new Map(trainingPartsOf(plan).map((part) => [part.path, readHeldOutPart(part.path)]));
  const sources = oneData(
    plan.out,
    [...finished.values()].map((part) => part.sources),
  );
  const seeds = plan.seeds.map((seed) => {
    const parts = groupsOf(plan).map(({ group }) => {
      const path = join(plan.out, `seed-${seed}`, `group-${group}`);
      return { group, ...(finished.get(path) as HeldOutPart) };
    });
    const outOfFold = joinHeldOut(plan.config, parts);
    writeOutOfFold(join(plan.out, `seed-${seed}`), outOfFold);
    const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
    return { seed, seconds, ...judgeOutOfFold(outOfFold, resamples) };
  });
  const { mean, sd } = meanAndSpread(seeds.map(({ macroAuc }) => macroAuc));
  const byGroup = groupsOf(plan).map(
    ({ group }) =>
      meanAndSpread(seeds.map((seed) => seed.byGroup.find((other) => other.group === group)?.macroAuc)).mean,
  );
  const overGroups = meanAndSpread(byGroup);
  const { seed: _, ...config } = plan.config;
  const summary: CrossValidationSummary = {
    config,
    task: judgedTask(plan.config),
    folds: plan.folds,
    groups: plan.groups,
    macroAuc: { mean, sdOfSeeds: sd },
    byGroup,
    meanOfGroups: overGroups.mean,
    sdOfGroups: overGroups.sd,
    seconds: seeds.reduce((sum, { seconds }) => sum + seconds, 0),
    sources,
    refused: [...finished.values()].reduce((sum, { refused }) => sum + refused, 0),
    seeds,
  };
  writeFileWhole(join(plan.out, 'summary.json'), `${JSON.stringify(summary, undefined, 2)}\n`);
  return summary;
}

/** What all trainings learnt from. @throws EcgError `invalid-argument` when they are of different data */
export function oneData(out: string, sources: readonly (readonly DataSource[])[]): readonly DataSource[] {
  const digests = new Set(sources.map((source) => JSON.stringify(source.map(({ sha256 }) => sha256))));
  if (digests.size <= 1) return sources[0] ?? [];
  throw new EcgError('invalid-argument', `cross-validate: trainings in ${out} must be of the same data, got different`);
}

/** Files that `einthoven metrics` and `compare-cv` read. */
function writeOutOfFold(folder: string, { classes, labels, scores, rows, groupOf }: OutOfFold): void {
  const write = (name: string, values: ArrayLike<number>, ...axes: number[]) =>
    writeFileWhole(join(folder, `${name}.npy`), encodeNpy(values, [rows.length, ...axes]));
  const numbers = new Map<string, number>();
  for (const { patientId } of rows) if (!numbers.has(patientId)) numbers.set(patientId, numbers.size);
  write('labels', labels, classes.length);
  write('scores', scores, classes.length);
  write(
    'ids',
    rows.map(({ ecgId }) => ecgId),
  );
  write(
    'patients',
    rows.map(({ patientId }) => numbers.get(patientId) as number),
  );
  write('groups', groupOf);
  writeFileWhole(join(folder, 'classes.txt'), `${classes.join('\n')}\n`);
}
