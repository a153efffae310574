import { z } from 'zod';
import { EcgError } from '../errors.ts';
import type { PreparationStep } from '../signal/index.ts';
import { TASKS } from '../statements/index.ts';

/** Version of the card's fields. A reader refuses a card of another one; fields that may be absent are added without a new one. */
export const CARD_SCHEMA = 'einthoven/model-card/2';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const step = z.custom<PreparationStep>((value) => typeof value === 'object' && value !== null && 'step' in value);
const interval = z.tuple([z.number(), z.number()]);

const calibrationSchema = z.discriminatedUnion('method', [
  /** sigmoid(slope · logit(raw) + intercept) */
  z.object({ method: z.literal('platt'), slope: z.number(), intercept: z.number() }),
  /** sigmoid(a · ln raw − b · ln(1 − raw) + c) */
  z.object({ method: z.literal('beta'), a: z.number(), b: z.number(), c: z.number() }),
  /** Straight pieces between knots of ascending scores. */
  z
    .object({
      method: z.literal('isotonic'),
      scores: z.array(z.number()).min(1).readonly(),
      probabilities: z.array(z.number().min(0).max(1)).readonly(),
    })
    .refine(
      ({ scores, probabilities }) =>
        scores.length === probabilities.length && scores.every((x, i) => i === 0 || x > (scores[i - 1] as number)),
      'scores must ascend, with one probability each',
    ),
]);

/** The first cards knew Platt scaling alone and did not name it. */
const namedCalibration = (value: unknown) =>
  typeof value === 'object' && value !== null && !('method' in value) ? { method: 'platt', ...value } : value;

/** How a threshold was chosen: best F1; at least a sensitivity; by how many false alarms a missed case weighs. */
const thresholdRuleSchema = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('f1') }),
  z.object({ rule: z.literal('sensitivity'), sensitivity: z.number() }),
  z.object({ rule: z.literal('cost-ratio'), costRatio: z.number() }),
]);

/** How a raw probability becomes a calibrated one, a decision and a confidence set. */
const decisionSchema = z.object({
  /** How the raw probability becomes a calibrated one. Absent where too few records had the class. */
  calibration: z.preprocess(namedCalibration, calibrationSchema).optional(),
  /** Present at or above this calibrated probability; absent where it could not be chosen. */
  threshold: z.number().min(0).max(1).optional(),
  /** How the threshold was chosen; absent in the first cards, which chose the best F1. */
  thresholdRule: thresholdRuleSchema.optional(),
  /** Limits of the raw probability, by which confidence sets are told; absent where too few records had the class. */
  conformal: z.object({ level: z.number(), presentFrom: z.number(), absentTo: z.number() }).optional(),
  /** Records with the class among those that calibration and threshold were fitted on. */
  positives: z.number().int().nonnegative(),
  /** All of those records; absent in the first cards. */
  records: z.number().int().nonnegative().optional(),
  /** The prevalence that calibrated probabilities are adjusted to; absent where it is that of those records. */
  prevalence: z.number().gt(0).lt(1).optional(),
});

const dataSchema = z.object({
  name: z.string(),
  version: z.string().optional(),
  records: z.number().int().nonnegative(),
  /** Of each table that rows and labels came from. */
  sha256: z.record(z.string(), hash),
});

const unit = z.enum(['mV', 'normalised']);

/** Figures of one task on the folds given, of calibrated probabilities. Absent: not measurable there. */
const metricsSchema = z.object({
  folds: z.array(z.number().int()),
  task: z.enum(TASKS),
  n: z.number().int(),
  macroAuc: z.number().optional(),
  /** Bootstrap over patients. */
  macroAucInterval: interval.optional(),
  intervalLevel: z.number().optional(),
  /** Mean of the classes' calibration errors, 15 bins. */
  macroEce: z.number().optional(),
  /** What flatters these figures, in words. */
  cautions: z.array(z.string()),
  /** Of tasks with few classes. */
  classes: z
    .record(
      z.string(),
      z.object({
        positives: z.number().int(),
        auc: z.number().optional(),
        aucInterval: interval.optional(),
        ece: z.number().optional(),
      }),
    )
    .optional(),
  /** By sex and age band; those with too few records have a number only. */
  subgroups: z.array(
    z.object({
      subgroup: z.string(),
      n: z.number().int(),
      macroAuc: z.number().optional(),
      macroEce: z.number().optional(),
    }),
  ),
});

const trainingSchema = z.object({
  data: z.array(dataSchema),
  folds: z.array(z.number().int()),
  /** Records that were trained on; of an ensemble, the most that a member was. */
  records: z.number().int(),
  /** The same by unit of their amplitudes: only records in mV teach a network what a voltage means. */
  recordsByUnit: z.partialRecord(unit, z.number().int()),
  config: z.record(z.string(), z.unknown()),
  packageVersion: z.string(),
  /** Networks whose probabilities were learnt too, and the folds that they were trained on. */
  teachers: z.array(z.object({ name: z.string(), sha256: hash, folds: z.array(z.number().int()) })).optional(),
  /** What the network began with, where not at random, and the folds whose labels that was learnt from. */
  initialWeights: z
    .object({
      file: z.string(),
      sha256: hash,
      folds: z.array(z.number().int()),
      /** Folds whose recordings took part in a pretraining, without labels. */
      unlabelledFolds: z.array(z.number().int()),
    })
    .optional(),
});

/** One network of an ensemble. */
const memberSchema = z.object({
  name: z.string(),
  /** SHA-256 of the member's own file. */
  sha256: hash,
  weightsSha256: hash,
  architecture: z.object({ name: z.string(), parameters: z.number().int() }),
  training: trainingSchema,
});

/** How weights are stored; what a smaller form changed is measured on the records that decisions were fitted on. */
const precisionSchema = z.discriminatedUnion('weights', [
  z.object({ weights: z.literal('float32') }),
  z.object({
    weights: z.literal('int8'),
    original: z.object({ name: z.string(), sha256: hash }),
    /** Of the original's probabilities before calibration, over `records` and outputs. */
    difference: z.object({ records: z.number().int(), maximum: z.number(), mean: z.number() }),
    /** Macro-AUC of the task on those records, and of the original. */
    task: z.enum(TASKS),
    macroAuc: z.number().optional(),
    originalMacroAuc: z.number().optional(),
  }),
]);

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
    units: z.array(unit).min(1),
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
  /**
   * Where calibration and thresholds were fitted out of fold: the networks of a cross-validation by the same recipe, that many, each of which
   * answered for the folds that it did not learn from. Confidence sets were then fitted on the folds of `metrics`. Absent where the network
   * itself answered for all.
   */
  decisionNetworks: z.object({ seed: z.number().int(), groups: z.number().int() }).optional(),
  training: trainingSchema,
  /** The networks whose mean this is; absent for a single one. */
  members: z.array(memberSchema).optional(),
  precision: precisionSchema,
  metrics: z.array(metricsSchema),
  /** What in the project's repository makes this file again. */
  script: z.string().optional(),
  /** SHA-256 over the graph's initialisers (weights, running statistics, constants): their bytes, in the order of their names. */
  weightsSha256: hash,
});

/** What a model is, takes, gives and was measured to do: kept inside the model's file. */
export type ModelCard = z.infer<typeof modelCardSchema>;

/** Figures of one task in a card. */
export type CardMetrics = z.infer<typeof metricsSchema>;

/** How a threshold was chosen. */
export type ThresholdRule = z.infer<typeof thresholdRuleSchema>;

/** Calibration, threshold and confidence sets of one class. */
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
