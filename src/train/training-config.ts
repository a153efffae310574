import { z } from 'zod';
import type { PreparationStep } from '../signal/index.ts';
import { TASKS } from '../statements/index.ts';
import { augmentationSchema, mixingSchema } from './augment/augmentation-config.ts';

const preparationStep = z.custom<PreparationStep>(
  (value) => typeof value === 'object' && value !== null && 'step' in value,
);

/**
 * Everything that decides what a training run gives, besides its data: two runs of one configuration on the same records end with
 * the same weights, to the bit, on one machine. The defaults are the published recipe for CNNs (Strodthoff et al. 2021) where
 * nothing is said; what differs says why.
 */
export const trainingConfigSchema = z.strictObject({
  architecture: z.string().default('resnet1d-wang'),
  task: z.enum(TASKS).default('all'),
  seed: z.int().default(1),
  /** Fewer than the published 50: with a tenth of the data, longer runs fit the labels' noise. */
  epochs: z.int().positive().default(30),
  /** Half the published 128: a tenth of the data has too few steps otherwise. */
  batch: z.int().positive().default(64),
  /** Sessions that share a batch, each with its own batch statistics. It changes results, so it does not follow the machine. */
  shards: z.int().positive().default(2),
  peakLearningRate: z.number().positive().default(1e-2),
  schedule: z.enum(['one-cycle', 'cosine', 'constant']).default('one-cycle'),
  optimiser: z.enum(['adamw', 'sgd']).default('adamw'),
  weightDecay: z.number().nonnegative().default(1e-2),
  /** Global norm that gradients are clipped to; none where absent. The published recipe has 0.25 for recurrent networks. */
  clipNorm: z.number().positive().optional(),
  /** Decay of the exponential moving average of the weights that is released instead of the last ones; none where absent. */
  averageDecay: z.number().min(0).lt(1).optional(),
  /** Share of each target that is moved to one half. */
  labelSmoothing: z.number().min(0).lt(1).default(0),
  /** Use PTB-XL's likelihood (percent; 0 = unknown, counts fully) as weight of a positive label. */
  likelihoodWeights: z.boolean().default(false),
  /** Changes of each training window; none where absent. */
  augmentation: augmentationSchema.optional(),
  /** Mixing of the records of a shard; none where absent. */
  mixing: mixingSchema.optional(),
  leads: z
    .array(z.string())
    .min(1)
    .default(['I', 'II', 'III', 'aVR', 'aVL', 'aVF', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6']),
  fs: z.number().positive().default(100),
  preparation: z.array(preparationStep).default([
    { step: 'resample', fs: 100 },
    { step: 'band-pass', lowHz: 0.5, highHz: 40, order: 4, phase: 'zero' },
    { step: 'standardise', over: 'lead' },
  ]),
  units: z
    .array(z.enum(['mV', 'normalised']))
    .min(1)
    .default(['mV', 'normalised']),
  windowSec: z.number().positive().default(2.5),
  strideSec: z.number().positive().default(1.25),
  /** The published recipe takes the maximum; the mean needs less calibration and ranks no worse here. */
  windowAggregation: z.enum(['mean', 'max']).default('mean'),
  classAggregation: z.enum(['noisy-or', 'max']).default('noisy-or'),
});

/** See `trainingConfigSchema`. */
export type TrainingConfig = z.infer<typeof trainingConfigSchema>;
