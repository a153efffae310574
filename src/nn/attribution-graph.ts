import { gradients } from './gradient.ts';
import { Graph, type Tensor } from './graph.ts';
import { decodeOnnxModel } from './onnx-reader.ts';
import { guidedRelu, relu } from './operations/activations.ts';
import { multiply, sumOver } from './operations/arithmetic.ts';
import { reshape } from './operations/shaping.ts';
import { replayModel } from './replay-model.ts';
import { gradientName, STEP_NAMES } from './training-graph.ts';

/**
 * What an attribution graph gives the gradient of: the signals; the signals by guided backpropagation (see `guidedRelu`); or the feature
 * maps that the network pools over time, which it then returns too.
 */
export type AttributionOf = 'signals' | 'guided-signals' | 'features';

/** Name of the i-th feature map of an attribution graph; `gradientName` of it names its gradient. */
export const featureName = (i: number) => `features:${i}`;

/**
 * The model of a file with gradients: how a weighted sum of its logits depends on its signals, or on its last feature maps. Weights of
 * the logits are fed, so that one graph serves every class, and every way of gathering outputs into classes.
 *
 * Feeds: `signals` `[batch, channels, samples]` and `weights` `[batch, outputs]`. Results: `logits` `[batch, outputs]`; `signals:gradient`
 * `[batch, channels, samples]`, the gradient of Σ weights · logits; or `features:<i>` and `features:<i>:gradient`
 * `[batch, channels, 1, samples]` of each feature map.
 *
 * @param model as `replayModel` takes it
 * @throws EcgError as `replayModel`
 */
export function buildAttributionGraph(model: Uint8Array, of: AttributionOf): Uint8Array {
  const graph = new Graph({ kind: 'inference', values: new Map() });
  const [{ shape = [] } = {}] = decodeOnnxModel(model).graph.inputs;
  const signals = graph.input(STEP_NAMES.signals, ['batch', ...(shape.slice(1) as number[])]);
  const { logits, featureMaps } = replayModel(model, signals, of === 'guided-signals' ? guidedRelu : relu);
  const weights = graph.input(STEP_NAMES.weights, ['batch', logits.shape[1] as number]);
  const weighted = reshape(sumOver(multiply(logits, weights), [0, 1]), []);
  graph.output(STEP_NAMES.logits, logits);
  if (of === 'features') {
    gradients(weighted, featureMaps).forEach((gradient, i) => {
      graph.output(featureName(i), featureMaps[i] as Tensor);
      if (gradient) graph.output(gradientName(featureName(i)), gradient);
    });
  } else {
    const [gradient] = gradients(weighted, [signals]);
    if (gradient) graph.output(gradientName(STEP_NAMES.signals), gradient);
  }
  return graph.encodeModel();
}
