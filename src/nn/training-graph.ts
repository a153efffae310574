import { EcgError } from '../errors.ts';
import { gradients } from './gradient.ts';
import { Graph, type Tensor } from './graph.ts';
import { binaryCrossEntropy } from './operations/loss.ts';
import type { DropoutSpec, NamedValues, ParameterSpec, StatisticSpec } from './specs.ts';

/** A model: from a batch of signals `[N, channels, samples]` to logits `[N, outputs]`. Layers make their parameters on the way. */
export type ModelFunction = (signals: Tensor) => Tensor;

/** From what a model answers to a scalar. It may ask for inputs of its own. */
export type LossFunction = (logits: Tensor) => Tensor;

/** Shape of one example that a model takes. */
export interface InputShape {
  readonly channels: number;
  readonly samples: number;
}

/** Names of what a training step takes and returns besides parameters, statistics and masks, which keep their own names. */
export const STEP_NAMES = {
  signals: 'signals',
  targets: 'targets',
  weights: 'weights',
  logits: 'logits',
  loss: 'loss',
} as const;

/** Name of the output that holds a parameter's gradient. */
export const gradientName = (parameter: string) => `${parameter}:gradient`;

/** A training step as ONNX, with what its caller must feed and keep. */
export interface TrainingGraph {
  readonly model: Uint8Array;
  readonly batch: number;
  readonly input: InputShape;
  readonly outputs: number;
  readonly parameters: readonly ParameterSpec[];
  readonly statistics: readonly StatisticSpec[];
  readonly dropouts: readonly DropoutSpec[];
}

/** Weighted binary cross-entropy of `targets`, both fed by the caller, `[batch, outputs]`. */
function labelLoss(logits: Tensor): Tensor {
  const { graph, shape } = logits;
  return binaryCrossEntropy(logits, graph.input(STEP_NAMES.targets, shape), graph.input(STEP_NAMES.weights, shape));
}

/**
 * Forward pass, loss and the gradient of every parameter, for one fixed batch size.
 *
 * Feeds: `signals` `[batch, channels, samples]`, every parameter, every dropout mask, and what the loss asks for: by default `targets`
 * and `weights` `[batch, outputs]`, of which it is the binary cross-entropy. Results: `loss`, `logits`, `<parameter>:gradient`, and the batch's statistics under their `batchValue`.
 */
export function buildTrainingGraph(
  model: ModelFunction,
  input: InputShape,
  batch: number,
  lossOf: LossFunction = labelLoss,
): TrainingGraph {
  const graph = new Graph({ kind: 'training', batch });
  const logits = model(graph.input(STEP_NAMES.signals, [batch, input.channels, input.samples]));
  const outputs = logits.shape[1] as number;
  const loss = lossOf(logits);
  graph.output(STEP_NAMES.logits, logits);
  graph.output(STEP_NAMES.loss, loss);
  const parameters = graph.parameters.map(({ name, shape }): Tensor => ({ graph, name, shape, type: 'float32' }));
  gradients(loss, parameters).forEach((gradient, i) => {
    const name = (parameters[i] as Tensor).name;
    if (gradient === undefined) {
      throw new EcgError('invalid-argument', `buildTrainingGraph: the loss does not depend on parameter ${name}`, {
        name,
      });
    }
    graph.output(gradientName(name), gradient);
  });
  const { statistics, dropouts } = graph;
  return { model: graph.encodeModel(), batch, input, outputs, parameters: graph.parameters, statistics, dropouts };
}

/**
 * The same model with constant weights and a free batch size: `signals` `[batch, channels, samples]` → `logits` `[batch, outputs]`.
 *
 * @param values parameters and running statistics by name
 * @param metadata kept in the file
 */
export function buildInferenceGraph(
  model: ModelFunction,
  input: InputShape,
  values: NamedValues,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const graph = new Graph({ kind: 'inference', values });
  graph.output(STEP_NAMES.logits, model(graph.input(STEP_NAMES.signals, ['batch', input.channels, input.samples])));
  return graph.encodeModel(metadata);
}
