import { z } from 'zod';
import type { PreparationStep } from '../signal/index.ts';
import { TASKS } from '../statements/index.ts';
import { augmentationSchema, mixingSchema } from './augment/augmentation-config.ts';

const preparationStep = z.custom<PreparationStep>(
  (value) => typeof value === 'object' && value !== null && 'step' in value,
);

/** What a student learns from teachers, as its card keeps it. */
const distillationSchema = z.strictObject({
  weight: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .describe("share of a target that is the teachers' probability; the rest is the label"),
  allowSeenTeachers: z
    .boolean()
    .default(false)
    .describe('records that every teacher was trained on are labelled by all of them, instead of refused'),
  teachers: z
    .array(z.strictObject({ name: z.string(), sha256: z.string(), folds: z.array(z.int()) }))
    .default([])
    .describe('filled in from --teacher: name, SHA-256 of the file, folds it was trained on'),
});

/** What a network begins with, as its card keeps it. */
const initialWeightsSchema = z.strictObject({
  file: z.string().min(1).describe('model file; in a cross-validation {group} stands for the number of the group'),
  sha256: z.string().optional().describe('of the file; filled in, and checked where it is given'),
  folds: z.array(z.int()).default([]).describe('filled in: folds whose labels it was trained on'),
  unlabelledFolds: z
    .array(z.int())
    .default([])
    .describe('filled in: folds whose recordings took part in a pretraining, without labels'),
});

/**
 * Everything that decides what a training run gives, besides its data: two runs of one configuration on the same records end with
 * the same weights, to the bit, on one machine. The defaults are the published recipe for CNNs (Strodthoff et al. 2021) where
 * nothing is said; what differs says why.
 */
export const trainingConfigSchema = z
  .strictObject({
    architecture: z.string().default('resnet1d-wang').describe('network'),
    task: z.enum(TASKS).default('all').describe('statements to learn'),
    seed: z.int().default(1).describe('of all randomness'),
    // Fewer than the published 50: with a tenth of the data, longer runs fit the labels' noise.
    epochs: z.int().positive().default(30).describe('passes over the records'),
    // Half the published 128: a tenth of the data has too few steps otherwise.
    batch: z.int().positive().default(64).describe('records per step'),
    // It changes results, so it does not follow the machine.
    shards: z.int().positive().default(2).describe('sessions that share a batch, each with its own batch statistics'),
    peakLearningRate: z.number().positive().default(1e-2).describe('greatest learning rate of the schedule'),
    schedule: z.enum(['one-cycle', 'cosine', 'constant']).default('one-cycle').describe('of the learning rate'),
    optimiser: z.enum(['adamw', 'sgd']).default('adamw').describe('sgd has Nesterov momentum 0.9'),
    weightDecay: z.number().nonnegative().default(1e-2).describe('decoupled in adamw, added to the gradient in sgd'),
    // The published recipe has 0.25 for recurrent networks.
    clipNorm: z.number().positive().optional().describe('global norm that gradients are clipped to'),
    averageDecay: z
      .number()
      .min(0)
      .lt(1)
      .optional()
      .describe('releases the exponential moving average of the weights over the steps, with this decay'),
    equalAverageShare: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe('releases the mean of the weights at the ends of this last share of epochs (SWA)'),
    labelSmoothing: z.number().min(0).lt(1).default(0).describe('share of each target that is moved to one half'),
    likelihoodWeights: z
      .boolean()
      .default(false)
      .describe("weigh a positive label by PTB-XL's likelihood in percent (0 = unknown, counts fully)"),
    shuffleLabels: z
      .literal(true)
      .optional()
      .describe('deals the labels out among the training records at random, for checks of what a network learns then'),
    initialWeights: initialWeightsSchema
      .optional()
      .describe('begins with the weights of a trained network; of its head those of another shape are left out'),
    distillation: distillationSchema.optional().describe('targets mixed with probabilities of trained models'),
    augmentation: augmentationSchema.optional().describe('changes of each training window, in this order'),
    mixing: mixingSchema.optional().describe('mixing of the records of a shard'),
    leads: z
      .array(z.string())
      .min(1)
      .default(['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'])
      .describe('leads of the input, in order'),
    fs: z.number().positive().default(100).describe('sampling rate of the input in Hz'),
    preparation: z
      .array(preparationStep)
      .default([
        { step: 'resample', fs: 100 },
        { step: 'band-pass', lowHz: 0.5, highHz: 40, order: 4, phase: 'zero' },
        { step: 'standardise', over: 'lead' },
      ])
      .describe('steps from a record to the input'),
    units: z
      .array(z.enum(['mV', 'normalised']))
      .min(1)
      .default(['mV', 'normalised'])
      .describe('units of records that are taken'),
    windowSec: z.number().positive().default(2.5).describe('length of a window'),
    strideSec: z.number().positive().default(1.25).describe('from window to window when predicting'),
    // The published recipe takes the maximum; the mean needs less calibration and ranks no worse here.
    windowAggregation: z.enum(['mean', 'max']).default('mean').describe("how windows' probabilities become one"),
    classAggregation: z
      .enum(['noisy-or', 'max'])
      .default('noisy-or')
      .describe('how statements become the classes of tasks that gather them'),
  })
  .refine(({ averageDecay, equalAverageShare }) => averageDecay === undefined || equalAverageShare === undefined, {
    path: ['equalAverageShare'],
    message: 'goes without averageDecay: one average of the weights is released',
  });

/** See `trainingConfigSchema`. */
export type TrainingConfig = z.infer<typeof trainingConfigSchema>;

/** What the loop reads of a configuration, whatever its objective. */
export type LoopConfig = Pick<
  TrainingConfig,
  | 'architecture'
  | 'seed'
  | 'epochs'
  | 'batch'
  | 'shards'
  | 'peakLearningRate'
  | 'schedule'
  | 'optimiser'
  | 'weightDecay'
  | 'clipNorm'
  | 'averageDecay'
  | 'equalAverageShare'
  | 'augmentation'
  | 'mixing'
  | 'leads'
  | 'fs'
  | 'windowSec'
>;
