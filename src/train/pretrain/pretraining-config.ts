import { z } from 'zod';
import { augmentationSchema } from '../augment/augmentation-config.ts';
import { trainingConfigSchema } from '../training-config.ts';

const { shape } = trainingConfigSchema;

/**
 * Everything that decides what a pretraining gives, besides its recordings. Fields that it shares with a training mean the same; the
 * defaults differ, since a pretraining has more records, no labels to overfit, and needs many windows per step to tell apart.
 */
export const pretrainingConfigSchema = z.strictObject({
  architecture: shape.architecture,
  seed: shape.seed,
  epochs: z.int().positive().default(100).describe('passes over the records'),
  batch: z.int().positive().default(128).describe('records per step, of two windows each'),
  shards: shape.shards,
  peakLearningRate: z.number().positive().default(3e-3).describe('greatest learning rate of the schedule'),
  schedule: shape.schedule,
  optimiser: shape.optimiser,
  weightDecay: shape.weightDecay,
  clipNorm: shape.clipNorm,
  averageDecay: shape.averageDecay,
  embedding: z.int().positive().default(128).describe('width of what is compared'),
  // Chen et al. 2020 (SimCLR) and Diamant et al. 2022 (PCLR, on ECGs) both have 0.1.
  temperature: z.number().positive().default(0.1).describe('of the contrastive loss'),
  augmentation: augmentationSchema
    .default({
      timeWarp: { probability: 0.5, maxFactor: 1.1 },
      leadGain: { probability: 0.5, maxFactor: 1.5 },
      baselineWander: { probability: 0.5, amplitude: 0.3, lowHz: 0.05, highHz: 0.7 },
      muscleNoise: { probability: 0.5, amplitude: 0.3, correlation: [-0.5, 0.5] },
      masking: { probability: 0.3, maxSec: 0.5 },
      leadDropout: { probability: 0.5, share: 0.25 },
    })
    .describe('changes of each window, in this order'),
  leads: shape.leads,
  fs: shape.fs,
  preparation: shape.preparation,
  units: shape.units,
  windowSec: shape.windowSec,
  recordSec: z
    .number()
    .positive()
    .default(10)
    .describe('what is taken of each recording, from its begin; shorter ones are refused'),
});

/** See `pretrainingConfigSchema`. */
export type PretrainingConfig = z.infer<typeof pretrainingConfigSchema>;
