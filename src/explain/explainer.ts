import { fillWindows, type Model, type ModelInput } from '../models/index.ts';
import {
  type AttributionOf,
  buildAttributionGraph,
  type FloatTensor,
  type OpenSession,
  type Session,
} from '../nn/index.ts';
import { type ClassLogOdds, classLogOdds, type ExplainedClass } from './explained-class.ts';

/** A model with the gradients of its outputs, for every class alike. */
export interface Explainer {
  readonly card: Model['card'];
  /** Logits of the windows of several inputs, `[windows × outputs]` for each. */
  logits(inputs: readonly ModelInput[]): Promise<readonly Float32Array[]>;
  /**
   * One run of an attribution graph for several inputs.
   *
   * @param slopes of each input, `[windows × outputs]`
   * @returns the graph's results, rows in the order of inputs and windows
   */
  gradients(
    of: AttributionOf,
    inputs: readonly ModelInput[],
    slopes: readonly Float32Array[],
  ): Promise<Readonly<Record<string, FloatTensor>>>;
  /** Frees the gradient sessions; the model's own stays open. */
  close(): Promise<void>;
}

/**
 * A model made ready to be explained. The graphs with gradients are built from its file when a method first asks for them, one for all
 * classes, and kept.
 *
 * @param model its session runs what needs no gradient
 * @param threads of the gradient sessions
 */
export function openExplainer(model: Model, openSession: OpenSession, threads: number): Explainer {
  const { card, session, bytes } = model;
  const opened = new Map<AttributionOf, Promise<Session>>();
  const sessionOf = (of: AttributionOf) => {
    const known = opened.get(of) ?? openSession(buildAttributionGraph(bytes, of), { threads });
    opened.set(of, known);
    return known;
  };
  const outputs = card.outputs.length;
  return {
    card,
    logits: async (inputs) => {
      const { logits } = await session.run({ signals: windowsOf(card, inputs) });
      const { data } = logits as FloatTensor;
      let row = 0;
      return inputs.map(({ starts }) => {
        const from = row * outputs;
        row += starts.length;
        return data.subarray(from, row * outputs);
      });
    },
    gradients: async (of, inputs, slopes) => {
      const signals = windowsOf(card, inputs);
      const weights = new Float32Array((signals.shape[0] as number) * outputs);
      let row = 0;
      for (const values of slopes) {
        weights.set(values, row * outputs);
        row += values.length / outputs;
      }
      return (await sessionOf(of)).run({ signals, weights: { data: weights, shape: [row, outputs] } });
    },
    close: async () => {
      for (const one of opened.values()) await (await one).close();
    },
  };
}

/** Log-odds of a class for several inputs. */
export async function logOddsOf(
  explainer: Explainer,
  target: ExplainedClass,
  inputs: readonly ModelInput[],
): Promise<readonly ClassLogOdds[]> {
  const logits = await explainer.logits(inputs);
  return logits.map((ofInput) => classLogOdds(explainer.card, target, ofInput));
}

/** Gradient of the log-odds of a class by the prepared leads of several inputs, `[leads × samples]` each. */
export async function inputGradients(
  explainer: Explainer,
  inputs: readonly ModelInput[],
  slopes: readonly Float32Array[],
  of: 'signals' | 'guided-signals' = 'signals',
): Promise<readonly Float32Array[]> {
  const found = await explainer.gradients(of, inputs, slopes);
  const { data } = found['signals:gradient'] as FloatTensor;
  const { leads, windowSamples } = explainer.card.input;
  const size = leads.length * windowSamples;
  let row = 0;
  return inputs.map((input) => {
    const rows = data.subarray(row * size, (row + input.starts.length) * size);
    row += input.starts.length;
    return sumWindows(rows, input, windowSamples);
  });
}

/** Values of windows added up where the windows overlap: `[windows × leads × windowSamples]` → `[leads × samples]`. */
export function sumWindows(values: Float32Array, { signal, starts }: ModelInput, windowSamples: number): Float32Array {
  const leads = Object.values(signal.leads);
  const samples = leads[0]?.length ?? 0;
  const sum = new Float32Array(leads.length * samples);
  starts.forEach((start, w) => {
    for (let lead = 0; lead < leads.length; lead++) {
      const from = (w * leads.length + lead) * windowSamples;
      const to = lead * samples + start;
      for (let i = 0; i < windowSamples; i++) sum[to + i] = (sum[to + i] as number) + (values[from + i] as number);
    }
  });
  return sum;
}

/** The same input with other samples, `[leads × samples]`. */
export function withSamples(input: ModelInput, values: Float32Array): ModelInput {
  const names = Object.keys(input.signal.leads);
  const samples = values.length / names.length;
  const leads = names.map((name, l) => [name, values.subarray(l * samples, (l + 1) * samples)] as const);
  return { ...input, signal: { ...input.signal, leads: Object.fromEntries(leads) } };
}

/** The prepared leads of an input one after the other, `[leads × samples]`. */
export function samplesOf({ signal }: ModelInput): Float32Array {
  const leads = Object.values(signal.leads);
  const samples = leads[0]?.length ?? 0;
  const values = new Float32Array(leads.length * samples);
  leads.forEach((lead, l) => {
    values.set(lead, l * samples);
  });
  return values;
}

function windowsOf({ input: { leads, windowSamples } }: Model['card'], inputs: readonly ModelInput[]): FloatTensor {
  const rows = inputs.reduce((total, { starts }) => total + starts.length, 0);
  const data = new Float32Array(rows * leads.length * windowSamples);
  let row = 0;
  for (const input of inputs) {
    fillWindows(data, row, input, windowSamples);
    row += input.starts.length;
  }
  return { data, shape: [rows, leads.length, windowSamples] };
}
