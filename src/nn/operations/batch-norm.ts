import type { Tensor } from '../graph.ts';
import { sizeOf } from '../graph.ts';
import { add, multiply, subtract } from './arithmetic.ts';
import { reshape } from './shaping.ts';

/** Added to the variance before its root, as PyTorch does. */
const EPSILON = 1e-5;

/**
 * Normalises each channel (axis 1) by mean and variance, then scales and shifts it (Ioffe & Szegedy 2015).
 *
 * Training takes the statistics of the batch and names them as outputs of the graph, for the caller's running averages; inference
 * takes the running ones. The variance is the population's (divided by n), also in the running statistics, where PyTorch divides by
 * n − 1.
 *
 * @param x `[N, C]`, `[1, C, N, L]` or `[N, C, 1, L]`
 * @param scale,shift learnt, `[C]`
 * @param name prefix under which the running statistics are kept
 */
export function normaliseBatch(x: Tensor, scale: Tensor, shift: Tensor, name: string): Tensor {
  const { graph } = x;
  const shape = [sizeOf(x, 1)];
  const names = { mean: `${name}.running_mean`, variance: `${name}.running_var` };
  const outputs = { mean: graph.statistic(names.mean, shape, 0), variance: graph.statistic(names.variance, shape, 1) };
  const epsilon = { epsilon: { float: EPSILON } };
  if (!graph.training) {
    const [mean, variance] = [graph.storedStatistic(names.mean, shape), graph.storedStatistic(names.variance, shape)];
    const result = graph.node('BatchNormalization', [x, scale, shift, mean, variance], epsilon, x.shape);
    graph.differentiable([x], [result], ([gradient]) => [gradient && gradientBySignal(gradient, scale, variance)]);
    return result;
  }
  // With momentum 0 the operator's "running" outputs are the statistics of this batch alone. The runtime writes them where the inputs
  // for them lie, so each needs a tensor of its own, with values of its own: equal small constants become one.
  const serial = graph.statistics.length;
  const placeFor = (start: number) => graph.constant(Float32Array.from({ length: sizeOf(x, 1) }, (_, i) => start + i));
  const unused = [placeFor(serial), placeFor(serial + 0.5)];
  const attributes = { ...epsilon, training_mode: 1, momentum: { float: 0 } };
  const shapes = [x.shape, shape, shape];
  const [result, mean, variance] = graph.nodes(
    'BatchNormalization',
    [x, scale, shift, ...unused],
    attributes,
    shapes,
  ) as [Tensor, Tensor, Tensor];
  graph.output(outputs.mean.batchValue, mean);
  graph.output(outputs.variance.batchValue, variance);
  graph.differentiable([x, scale, shift], [result], ([gradient]) =>
    gradient ? backward(gradient, x, scale, mean, variance) : [],
  );
  return result;
}

/** With running statistics the operation is affine in x; attribution asks for this gradient. */
function gradientBySignal(gradient: Tensor, scale: Tensor, variance: Tensor): Tensor {
  const { graph, shape } = gradient;
  const deviation = graph.node('Sqrt', [add(variance, graph.scalar(EPSILON))], {}, variance.shape);
  const slope = graph.node('Div', [scale, deviation], {}, scale.shape);
  const broadcast = shape.map((size, axis) => (axis === 1 ? size : 1));
  return multiply(gradient, reshape(slope, broadcast));
}

/**
 * With x̂ = (x − mean)·r and r = 1/√(variance + ε), the input's gradient is an affine combination of the output's gradient g and of x,
 * with one set of coefficients per channel: scale·r·(g − mean(g) − x̂·mean(g·x̂)).
 */
function backward(gradient: Tensor, x: Tensor, scale: Tensor, mean: Tensor, variance: Tensor): Tensor[] {
  const { graph } = x;
  const channels = mean.shape;
  const axes = x.shape.flatMap((_, axis) => (axis === 1 ? [] : [axis]));
  const count = axes.reduce((product, axis) => product * sizeOf(x, axis), 1);
  const node = (operator: string, ...inputs: Tensor[]) => graph.node(operator, inputs, {}, channels);
  const perChannel = (values: Tensor) =>
    graph.node('ReduceSum', [values, graph.indices(axes)], { keepdims: 0 }, channels);

  const r = node('Reciprocal', node('Sqrt', node('Add', variance, graph.scalar(EPSILON))));
  const shiftGradient = perChannel(gradient);
  const product = perChannel(multiply(gradient, x));
  const scaleGradient = node('Mul', r, node('Sub', product, node('Mul', mean, shiftGradient)));

  const a = node('Mul', scale, r);
  const slope = node('Mul', a, node('Mul', r, node('Mul', scaleGradient, graph.scalar(1 / count))));
  const offset = node(
    'Sub',
    node('Mul', slope, mean),
    node('Mul', a, node('Mul', shiftGradient, graph.scalar(1 / count))),
  );

  const broadcast = x.shape.map((size, axis) => (axis === 1 ? size : 1));
  const wide = (coefficients: Tensor) => reshape(coefficients, broadcast);
  const fromInput = subtract(wide(offset), multiply(x, wide(slope)));
  return [add(multiply(gradient, wide(a)), fromInput), scaleGradient, shiftGradient];
}
