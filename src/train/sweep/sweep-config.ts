import { z } from 'zod';

const range = z.strictObject({
  from: z.number(),
  to: z.number(),
  /** How values are drawn between the ends; `log` needs a positive `from`. */
  scale: z.enum(['linear', 'log']).default('linear'),
  /** Whole numbers only. */
  whole: z.boolean().default(false),
});

const space = z.union([z.array(z.unknown()).min(1), range]);

/** What a sweep tries, and how it is judged. */
export const sweepConfigSchema = z.strictObject({
  /** Fields of the training configuration that all trials share. It is the first trial itself. */
  base: z.record(z.string(), z.unknown()).default({}),
  /** By dotted path of a field of the configuration, as `augmentation.leadDropout.share`: values to try, `null` for none, or a range. */
  search: z.record(z.string().min(1), space),
  /**
   * `grid` tries all combinations of the lists, `random` draws `trials` of them and from ranges; `screen` has one value for each field, beside the
   * base's, and tells the effect of each from few trials.
   */
  method: z.enum(['grid', 'random', 'screen']).default('grid'),
  /** Trials drawn beside the base; for `random` only. */
  trials: z.int().positive().default(16),
  /** Seed of what is drawn. */
  seed: z.int().nonnegative().default(1),
  folds: z.array(z.int().positive()).min(2).default([1, 2, 3, 4, 5, 6, 7, 8, 9]),
  groups: z.int().min(2).default(3),
  /** Seeds of every trial's trainings. */
  seeds: z.array(z.int().nonnegative()).min(1).default([1]),
  /** Stages: passes over the data (default: those of the trial), and how many of the groups are held out (default: all). */
  rungs: z
    .array(z.strictObject({ epochs: z.int().positive().optional(), groups: z.int().positive().optional() }))
    .min(1)
    .default([{}]),
  /** Of the trials of a rung the best 1/eta go on to the next. */
  eta: z.number().gt(1).default(3),
});

/** See `sweepConfigSchema`. */
export type SweepConfig = z.infer<typeof sweepConfigSchema>;
