import { z } from 'zod';

const probability = z.number().min(0).max(1);
const maxFactor = z.number().min(1).max(4);
const amplitude = z.number().nonnegative();

/** Limb and chest cables whose interchange moves and negates leads whole, so that it is exact in every unit. */
export const SWAPPED_PAIRS = ['RA-LA', 'RA-LL', 'LA-LL', 'V1-V2', 'V2-V3', 'V3-V4', 'V4-V5', 'V5-V6'] as const;

/**
 * Changes of a training window, all off unless given, applied in this order. Amplitudes are in the unit of the prepared signal:
 * standard deviations of the lead after `standardise`, else millivolts. A shift in time needs no field: every window begins at a random
 * sample of its record.
 */
export const augmentationSchema = z.strictObject({
  timeWarp: z
    .strictObject({ probability, maxFactor })
    .optional()
    .describe('resample by a factor, log-uniform in 1/maxFactor … maxFactor: heart rate and all intervals change'),
  electrodeSwap: z
    .strictObject({
      probability,
      pairs: z
        .array(z.enum(SWAPPED_PAIRS))
        .min(1)
        .default([...SWAPPED_PAIRS]),
    })
    .optional()
    .describe("interchange two cables, one of the pairs that the model's leads can show; the label stays"),
  recordGain: z
    .strictObject({ probability, maxFactor })
    .optional()
    .describe('one factor for all leads, log-uniform in 1/maxFactor … maxFactor'),
  leadGain: z.strictObject({ probability, maxFactor }).optional().describe('the same with a factor for each lead'),
  baselineWander: z
    .strictObject({
      probability,
      amplitude,
      lowHz: z.number().positive().default(0.05),
      highHz: z.number().positive().default(0.7),
    })
    .optional()
    .describe('a sine of one frequency in all leads, of random phase and of amplitude 0 … amplitude in each'),
  mainsHum: z
    .strictObject({ probability, amplitude, hz: z.number().positive().default(50) })
    .optional()
    .describe('the same of the mains; hz must be below half the sampling rate'),
  // Negative correlations favour high frequencies, as muscle does, positive low ones, as moving electrodes do.
  muscleNoise: z
    .strictObject({
      probability,
      amplitude,
      correlation: z.tuple([z.number().gt(-1).lt(1), z.number().gt(-1).lt(1)]).default([-0.5, 0.5]),
    })
    .optional()
    .describe(
      'Gaussian noise of standard deviation 0 … amplitude in each lead, first-order with a coefficient uniform in correlation',
    ),
  masking: z
    .strictObject({ probability, maxSec: z.number().positive() })
    .optional()
    .describe('set a stretch of at most maxSec to zero, with this probability in each lead'),
  leadDropout: z
    .strictObject({ probability, share: probability })
    .optional()
    .describe('set each lead to zero with probability share; one at least is left'),
});

/**
 * Mixing of the records of a shard. Share λ of a record and 1 − λ of another one, λ from Beta(alpha, alpha); targets and weights so that
 * the loss is λ times the one's and 1 − λ times the other's.
 */
export const mixingSchema = z.strictObject({
  // Zhang et al. 2018.
  mixup: z
    .strictObject({ probability, alpha: z.number().positive() })
    .optional()
    .describe('weighted sums of two windows, shares from Beta(alpha, alpha)'),
  // Yun et al. 2019, along time.
  cutMix: z
    .strictObject({ probability, alpha: z.number().positive() })
    .optional()
    .describe('a stretch of one window replaced by that of another; a record has one of the two at most'),
});

/** See `augmentationSchema`. */
export type AugmentationConfig = z.infer<typeof augmentationSchema>;

/** See `mixingSchema`. */
export type MixingConfig = z.infer<typeof mixingSchema>;
