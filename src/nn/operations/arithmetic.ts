import type { Shape, Tensor } from '../graph.ts';
import { requireShapes } from '../graph.ts';
import { reshape } from './shaping.ts';

/** a + b, broadcasting as ONNX and NumPy do. */
export function add(a: Tensor, b: Tensor): Tensor {
  return elementwise('Add', a, b, (gradient) => [sumTo(gradient, a), sumTo(gradient, b)]);
}

/** a − b, broadcasting. */
export function subtract(a: Tensor, b: Tensor): Tensor {
  return elementwise('Sub', a, b, (gradient) => [sumTo(gradient, a), sumTo(negate(gradient), b)]);
}

/** a · b element by element, broadcasting. */
export function multiply(a: Tensor, b: Tensor): Tensor {
  return elementwise('Mul', a, b, (gradient, needed) => [
    needed[0] ? sumTo(multiply(gradient, b), a) : undefined,
    needed[1] ? sumTo(multiply(gradient, a), b) : undefined,
  ]);
}

/** −a. */
export function negate(a: Tensor): Tensor {
  const result = a.graph.node('Neg', [a], {}, a.shape);
  a.graph.differentiable([a], [result], ([gradient]) => [gradient && negate(gradient)]);
  return result;
}

/** The sum over some axes, which stay with size 1. */
export function sumOver(a: Tensor, axes: readonly number[]): Tensor {
  const shape = a.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  const result = a.graph.node('ReduceSum', [a, a.graph.indices(axes)], { keepdims: 1 }, shape);
  a.graph.differentiable([a], [result], ([gradient]) => [gradient && expand(gradient, a)]);
  return result;
}

/** `a` repeated to the shape of `like`. */
export function expand(a: Tensor, like: Tensor): Tensor {
  const fixed = like.shape.filter((size) => typeof size === 'number');
  const target =
    fixed.length === like.shape.length
      ? like.graph.indices(fixed)
      : like.graph.node('Shape', [like], {}, [like.shape.length], 'int64');
  const result = a.graph.node('Expand', [a, target], {}, like.shape);
  a.graph.differentiable([a], [result], ([gradient]) => [gradient && sumTo(gradient, a)]);
  return result;
}

/** Matrix product of the last two axes, broadcasting the others. */
export function matmul(a: Tensor, b: Tensor): Tensor {
  const [rows, inner] = a.shape.slice(-2);
  const [innerOfB, columns] = b.shape.slice(-2);
  requireShapes(
    a.shape.length >= 2 && b.shape.length >= 2 && inner === innerOfB,
    'matmul',
    'the last axis of a must equal the axis before the last of b',
    a,
    b,
  );
  const outer = broadcastShape('matmul', a, b, 2);
  const result = a.graph.node('MatMul', [a, b], {}, [...outer, rows ?? 1, columns ?? 1]);
  a.graph.differentiable([a, b], [result], ([gradient], needed) => [
    gradient && needed[0] ? sumTo(matmul(gradient, swapLastAxes(b)), a) : undefined,
    gradient && needed[1] ? sumTo(matmul(swapLastAxes(a), gradient), b) : undefined,
  ]);
  return result;
}

function swapLastAxes(a: Tensor): Tensor {
  const order = a.shape.map((_, axis) => axis);
  const rank = order.length;
  order.splice(rank - 2, 2, rank - 1, rank - 2);
  return a.graph.node(
    'Transpose',
    [a],
    { perm: order },
    order.map((axis) => a.shape[axis] ?? 1),
  );
}

/** Sums a gradient over the axes along which `like` was broadcast. */
function sumTo(gradient: Tensor, like: Tensor): Tensor {
  const offset = gradient.shape.length - like.shape.length;
  const axes = gradient.shape.flatMap((size, axis) =>
    axis < offset || like.shape[axis - offset] !== size ? [axis] : [],
  );
  const summed = axes.length === 0 ? gradient : sumOver(gradient, axes);
  return offset === 0 ? summed : reshape(summed, like.shape);
}

function elementwise(
  operator: 'Add' | 'Sub' | 'Mul',
  a: Tensor,
  b: Tensor,
  backward: (gradient: Tensor, needed: readonly boolean[]) => readonly (Tensor | undefined)[],
): Tensor {
  const result = a.graph.node(operator, [a, b], {}, broadcastShape(operator, a, b, 0));
  a.graph.differentiable([a, b], [result], ([gradient], needed) => (gradient ? backward(gradient, needed) : []));
  return result;
}

/** The common shape of two tensors, leaving out their last `without` axes. */
function broadcastShape(operation: string, a: Tensor, b: Tensor, without: number): Shape {
  const left = a.shape.slice(0, a.shape.length - without);
  const right = b.shape.slice(0, b.shape.length - without);
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const x = left[axis - rank + left.length] ?? 1;
    const y = right[axis - rank + right.length] ?? 1;
    requireShapes(x === y || x === 1 || y === 1, operation, `axis ${axis} must agree or be 1`, a, b);
    return x === 1 ? y : x;
  });
}
