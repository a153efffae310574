import type { Tensor } from '../graph.ts';
import { multiply } from './arithmetic.ts';

/** max(x, 0). The gradient at 0 is 0. */
export function relu(x: Tensor): Tensor {
  const result = x.graph.node('Relu', [x], {}, x.shape);
  x.graph.differentiable([x], [result], ([gradient]) => [gradient && multiply(gradient, isPositive(result))]);
  return result;
}

/** 1 where a rectified signal is positive, 0 where it is 0: a line so steep, cut off at 1, is many times faster in the runtime than `Sign`. */
function isPositive(rectified: Tensor): Tensor {
  const attributes = { alpha: { float: 3e38 }, beta: { float: 0 } };
  return rectified.graph.node('HardSigmoid', [rectified], attributes, rectified.shape);
}

/**
 * max(x, 0) whose gradient is also 0 where it would be negative: guided backpropagation (Springenberg et al. 2015, arXiv 1412.6806). No
 * true gradient: for attribution only.
 */
export function guidedRelu(x: Tensor): Tensor {
  const result = x.graph.node('Relu', [x], {}, x.shape);
  x.graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    const positive = x.graph.node('Relu', [gradient], {}, x.shape);
    return [multiply(positive, isPositive(result))];
  });
  return result;
}

/** log(1 + e^x). */
export function softplus(x: Tensor): Tensor {
  const result = x.graph.node('Softplus', [x], {}, x.shape);
  x.graph.differentiable([x], [result], ([gradient]) => [
    gradient && multiply(gradient, x.graph.node('Sigmoid', [x], {}, x.shape)),
  ]);
  return result;
}

/** e^x. */
export function exponential(x: Tensor): Tensor {
  const result = x.graph.node('Exp', [x], {}, x.shape);
  x.graph.differentiable([x], [result], ([gradient]) => [gradient && multiply(gradient, result)]);
  return result;
}

/** Natural logarithm. */
export function logarithm(x: Tensor): Tensor {
  const result = x.graph.node('Log', [x], {}, x.shape);
  x.graph.differentiable([x], [result], ([gradient]) => [gradient && x.graph.node('Div', [gradient, x], {}, x.shape)]);
  return result;
}

/** 1 / (1 + e^−x). */
export function sigmoid(x: Tensor): Tensor {
  const { graph, shape } = x;
  const result = graph.node('Sigmoid', [x], {}, shape);
  graph.differentiable([x], [result], ([gradient]) => [gradient && multiply(gradient, sigmoidSlope(result))]);
  return result;
}

/** Slope of `sigmoid` where its value is s: s·(1 − s). */
export function sigmoidSlope(s: Tensor): Tensor {
  return multiply(s, complement(s));
}

/** Hyperbolic tangent. */
export function tanh(x: Tensor): Tensor {
  const { graph, shape } = x;
  const result = graph.node('Tanh', [x], {}, shape);
  graph.differentiable([x], [result], ([gradient]) => [gradient && multiply(gradient, tanhSlope(result))]);
  return result;
}

/** Slope of `tanh` where its value is t: 1 − t². */
export function tanhSlope(t: Tensor): Tensor {
  return complement(multiply(t, t));
}

/** x · sigmoid(x), the sigmoid-weighted linear unit (Elfwing et al. 2018), also known as swish. */
export function silu(x: Tensor): Tensor {
  return multiply(x, sigmoid(x));
}

/** x · Φ(x) with the exact normal distribution function (Hendrycks & Gimpel 2016), not its tanh approximation. */
export function gelu(x: Tensor): Tensor {
  const { graph, shape } = x;
  const result = graph.node('Gelu', [x], { approximate: 'none' }, shape);
  graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    const erf = graph.node('Erf', [multiply(x, graph.scalar(Math.SQRT1_2))], {}, shape);
    const distribution = multiply(graph.node('Add', [erf, graph.scalar(1)], {}, shape), graph.scalar(0.5));
    const exponential = graph.node('Exp', [multiply(multiply(x, x), graph.scalar(-0.5))], {}, shape);
    const density = multiply(exponential, graph.scalar(1 / Math.sqrt(2 * Math.PI)));
    const slope = graph.node('Add', [distribution, multiply(x, density)], {}, shape);
    return [multiply(gradient, slope)];
  });
  return result;
}

/** 1 − x, without a place on the tape: used inside gradients only. */
export function complement(x: Tensor): Tensor {
  return x.graph.node('Sub', [x.graph.scalar(1), x], {}, x.shape);
}
