import { z } from 'zod';
import { EcgError } from '../errors.ts';
import type { PreparationStep } from '../signal/index.ts';
import { TASKS } from '../statements/index.ts';

/** Version of the card's fields. A reader refuses a card of another one. */
export const CARD_SCHEMA = 'einthoven/model-card/1';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const step = z.custom<PreparationStep>((value) => typeof value === 'object' && value !== null && 'step' in value);
const interval = z.tuple([z.number(), z.number()]);

/** How a raw probability becomes a calibrated one and a decision. */
const decisionSchema = z.object({
  /** Platt scaling: calibrated = sigmoid(slope · logit(raw) + intercept). Absent where too few records had the class. */
  calibration: z.object({ slope: z.number(), intercept: z.number() }).optional(),
  /** Present at or above this calibrated probability; absent where it could not be chosen. */
  threshold: z.number().min(0).max(1).optional(),
  /** Records with the class among those that calibration and threshold were fitted on. */
  positives: z.number().int().nonnegative(),
});

const dataSchema = z.object({
  name: z.string(),
  version: z.string().optional(),
  records: z.number().int().nonnegative(),
  /** Of each table that rows and labels came from. */
  sha256: z.record(z.string(), hash),
});

const metricsSchema = z.object({
  folds: z.array(z.number().int()),
  task: z.enum(TASKS),
  n: z.number().int(),
  macroAuc: z.number().optional(),
  macroAucInterval: interval.optional(),
  intervalLevel: z.number().optional(),
});

/** The card's fields; their meaning stands with each. */
export const modelCardSchema = z.object({
  schema: z.literal(CARD_SCHEMA),
  name: z.string(),
  intendedUse: z.string(),
  limits: z.array(z.string()),
  licence: z.string(),
  architecture: z.object({ name: z.string(), parameters: z.number().int() }),
  /** What the network takes: leads in this order, prepared by these steps, cut into windows. */
  input: z.object({
    leads: z.array(z.string()).min(1),
    fs: z.number().positive(),
    preparation: z.array(step),
    /** Units of records that the preparation brings into one form. A model trained on millivolts lists `mV` alone. */
    units: z.array(z.enum(['mV', 'normalised'])).min(1),
    windowSamples: z.number().int().positive(),
    strideSamples: z.number().int().positive(),
  }),
  /** How the probabilities of a record's windows become one. */
  windowAggregation: z.enum(['mean', 'max']),
  /** The task that the network was trained on, and the class of each output in order. */
  task: z.enum(TASKS),
  outputs: z.array(z.string()).min(1),
  /** How statements become classes of the tasks that gather them. */
  classAggregation: z.enum(['noisy-or', 'max']),
  /** Calibration and threshold per task and class. Tasks that are absent have raw probabilities only. */
  decisions: z.partialRecord(z.enum(TASKS), z.record(z.string(), decisionSchema)),
  /** Folds that calibration and thresholds were fitted on: figures measured there flatter both. */
  decisionFolds: z.array(z.number().int()),
  training: z.object({
    data: z.array(dataSchema),
    folds: z.array(z.number().int()),
    records: z.number().int(),
    config: z.record(z.string(), z.unknown()),
    packageVersion: z.string(),
  }),
  metrics: z.array(metricsSchema),
  /** SHA-256 of the parameters and running statistics, as float32 in the order of their names. */
  weightsSha256: hash,
});

/** What a model is, takes, gives and was measured to do: kept inside the model's file. */
export type ModelCard = z.infer<typeof modelCardSchema>;

/** Calibration and threshold of one class. */
export type ClassDecision = z.infer<typeof decisionSchema>;

/**
 * Reads a card from its JSON.
 *
 * @throws EcgError `malformed-input` naming the field that breaks its rule
 */
export function parseModelCard(json: string): ModelCard {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new EcgError('malformed-input', 'parseModelCard: the card must be JSON', {}, { cause });
  }
  const result = modelCardSchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw new EcgError('malformed-input', `parseModelCard: ${path}: ${issue?.message ?? 'breaks its rule'}`, { path });
}
