import { EcgError } from '../errors.ts';
import { type ModelInput, modelInput } from '../models/index.ts';
import { createRandom } from '../random.ts';
import type { EcgRecord } from '../record/index.ts';
import type { Attribution, AttributionMethod, Completeness } from './attribution.ts';
import type { ExplainedClass } from './explained-class.ts';
import { type Explainer, samplesOf } from './explainer.ts';
import { gradCam, guidedGradCam } from './grad-cam.ts';
import { localGradient, type SmoothGradOptions, smoothGradient } from './gradient-methods.ts';
import { integratedGradients, type PathOptions } from './integrated-gradients.ts';
import { normalInput } from './normal-ecg.ts';
import { occlude, partsByLead, partsBySegment } from './occlusion.ts';
import { type FiducialBeats, SEGMENTS, segmentOfSamples } from './segments.ts';

/** What methods may be told. */
export interface AttributionOptions {
  /** For `integrated-gradients-normal` and `occlusion-segments`. */
  readonly beats?: FiducialBeats;
  /** For `smooth-grad`; seeded with 1 unless said. */
  readonly smoothing?: SmoothGradOptions;
  /** For both integrated gradients. */
  readonly path?: PathOptions;
}

/**
 * Attributes the log-odds of a class to the samples of a record.
 *
 * @param target from `explainedClass`
 * @throws EcgError `model-mismatch` as `modelInput`; `invalid-argument` when a method needs beats, and there is none
 */
export async function attribute(
  explainer: Explainer,
  record: EcgRecord,
  target: ExplainedClass,
  method: AttributionMethod,
  options: AttributionOptions = {},
): Promise<Attribution> {
  return attributeInput(explainer, modelInput(explainer.card, record), target, method, options);
}

/** `attribute` for a record in the model's form. */
export async function attributeInput(
  explainer: Explainer,
  input: ModelInput,
  target: ExplainedClass,
  method: AttributionMethod,
  options: AttributionOptions = {},
): Promise<Attribution> {
  const { values, logOdds, isSigned, completeness } = await methods[method](explainer, target, input, options);
  const { fs, windowSamples } = explainer.card.input;
  const names = Object.keys(input.signal.leads);
  const samples = values.length / names.length;
  return {
    task: target.task,
    class: target.class,
    method,
    isSigned,
    fs,
    leads: Object.fromEntries(names.map((name, l) => [name, values.slice(l * samples, (l + 1) * samples)])),
    seenSec: {
      fromSec: (input.starts[0] as number) / fs,
      toSec: ((input.starts.at(-1) as number) + windowSamples) / fs,
    },
    logOdds,
    ...(completeness && { completeness }),
  };
}

/** `[leads × samples]`, and what is known besides. */
interface Attributed {
  readonly values: Float32Array;
  readonly logOdds: number;
  readonly isSigned: boolean;
  readonly completeness?: Completeness;
}

type Method = (
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  options: AttributionOptions,
) => Promise<Attributed>;

const methods: Readonly<Record<AttributionMethod, Method>> = {
  saliency: async (explainer, target, input) => {
    const { gradient, logOdds } = await localGradient(explainer, target, input);
    return { values: gradient.map(Math.abs), logOdds, isSigned: false };
  },
  'smooth-grad': async (explainer, target, input, { smoothing = { random: createRandom(1) } }) => {
    const { gradient, logOdds } = await smoothGradient(explainer, target, input, smoothing);
    return { values: gradient.map(Math.abs), logOdds, isSigned: false };
  },
  'gradient-input': async (explainer, target, input) => {
    const { gradient, logOdds } = await localGradient(explainer, target, input);
    const samples = samplesOf(input);
    return { values: gradient.map((slope, i) => slope * (samples[i] as number)), logOdds, isSigned: true };
  },
  'integrated-gradients-normal': async (explainer, target, input, { beats, path }) => {
    const baseline = normalInput(explainer.card, input, required(beats, 'integrated-gradients-normal'));
    return integrated(explainer, target, input, baseline, path);
  },
  'integrated-gradients': async (explainer, target, input, { path }) =>
    integrated(explainer, target, input, samplesOf(input).fill(0), path),
  'grad-cam': async (explainer, target, input) => ({
    ...(await gradCam(explainer, target, input)),
    isSigned: false,
  }),
  'guided-grad-cam': async (explainer, target, input) => {
    const { values, logOdds } = await guidedGradCam(explainer, target, input);
    return { values: values.map(Math.abs), logOdds, isSigned: false };
  },
  'occlusion-segments': async (explainer, target, input, { beats }) => {
    const { leads, samples } = sizeOf(input);
    const segments = segmentOfSamples(required(beats, 'occlusion-segments'), input.signal.fs, samples);
    const parts = partsBySegment(leads, segments);
    return occluded(explainer, target, input, parts, leads * SEGMENTS.length);
  },
  'occlusion-leads': async (explainer, target, input) => {
    const { leads, samples } = sizeOf(input);
    return occluded(explainer, target, input, partsByLead(leads, samples), leads);
  },
};

async function integrated(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  baseline: Float32Array,
  path?: PathOptions,
): Promise<Attributed> {
  const found = await integratedGradients(explainer, target, input, baseline, path);
  const { values, logOdds, baselineLogOdds, completenessError: relativeError, points } = found;
  return { values, logOdds, isSigned: true, completeness: { baselineLogOdds, relativeError, points } };
}

function required(beats: FiducialBeats | undefined, method: AttributionMethod): FiducialBeats {
  if (beats !== undefined) return beats;
  throw new EcgError('invalid-argument', `attribute: ${method} needs the beats of the record, got none`, { method });
}

/** What the log-odds lose without a part, in equal shares on its samples. */
async function occluded(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  parts: Int32Array,
  count: number,
): Promise<Attributed> {
  const { logOdds, losses } = await occlude(explainer, target, input, parts, count);
  const sizes = new Int32Array(count);
  for (const part of parts) sizes[part] = (sizes[part] as number) + 1;
  const values = Float32Array.from(parts, (part) => (losses[part] as number) / (sizes[part] as number));
  return { values, logOdds, isSigned: true };
}

function sizeOf({ signal }: ModelInput): { readonly leads: number; readonly samples: number } {
  const leads = Object.values(signal.leads);
  return { leads: leads.length, samples: leads[0]?.length ?? 0 };
}
