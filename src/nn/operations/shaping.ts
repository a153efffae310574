import { EcgError } from '../../errors.ts';
import type { Dimension, Shape, Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';

/** The same values under another shape. At most one axis may be the free batch. */
export function reshape(a: Tensor, shape: Shape): Tensor {
  requireShapes(product(a.shape) === product(shape), 'reshape', `the shape [${shape}] must hold as many values`, a);
  const sizes = shape.map((size) => (size === 'batch' ? -1 : size));
  const result = a.graph.node('Reshape', [a, a.graph.indices(sizes)], {}, shape);
  a.graph.differentiable([a], [result], ([gradient]) => [gradient && reshape(gradient, a.shape)]);
  return result;
}

/** Axes in another order: axis i of the result is axis `order[i]` of `a`. */
export function transpose(a: Tensor, order: readonly number[]): Tensor {
  const named = a.shape.every((_, axis) => order.includes(axis));
  requireShapes(named && order.length === a.shape.length, 'transpose', `[${order}] must name every axis once`, a);
  const shape = order.map((axis) => a.shape[axis] as Dimension);
  const result = a.graph.node('Transpose', [a], { perm: order }, shape);
  const inverse = order.map((_, axis) => order.indexOf(axis));
  a.graph.differentiable([a], [result], ([gradient]) => [gradient && transpose(gradient, inverse)]);
  return result;
}

/** Tensors one after another along an axis; all other axes must agree. */
export function concat(tensors: readonly Tensor[], axis: number): Tensor {
  const [first] = tensors;
  if (first === undefined) throw new EcgError('invalid-argument', 'concat: needs at least one tensor, got none');
  const sizes = tensors.map((tensor) => sizeOf(tensor, axis));
  for (const tensor of tensors) {
    const fits =
      tensor.shape.length === first.shape.length &&
      tensor.shape.every((size, i) => i === axis || size === first.shape[i]);
    requireShapes(fits, 'concat', `all axes but ${axis} must agree`, first, tensor);
  }
  const shape = first.shape.map((size, i) => (i === axis ? sizes.reduce((a, b) => a + b) : size));
  const result = first.graph.node('Concat', tensors, { axis }, shape);
  first.graph.differentiable(tensors, [result], ([gradient]) => {
    let start = 0;
    return tensors.map((_, i) => {
      const end = start + (sizes[i] as number);
      const part = gradient && slice(gradient, axis, start, end);
      start = end;
      return part;
    });
  });
  return result;
}

/** An axis cut into equal parts. */
export function split(a: Tensor, axis: number, parts: number): readonly Tensor[] {
  const size = sizeOf(a, axis) / parts;
  requireShapes(Number.isInteger(size), 'split', `axis ${axis} must divide into ${parts} parts`, a);
  const shape = a.shape.map((whole, i) => (i === axis ? size : whole));
  const { graph } = a;
  const results = graph.nodes('Split', [a], { axis, num_outputs: parts }, new Array<Shape>(parts).fill(shape));
  graph.differentiable([a], results, (gradients) => {
    const places = gradients.flatMap((part, i) => (part ? [scatter(part, axis, i * size, 1, size * parts)] : []));
    return [graph.node('Sum', places, {}, a.shape)];
  });
  return results;
}

/** Elements `start`, `start + step`, … below `end` of an axis. */
export function slice(a: Tensor, axis: number, start: number, end: number, step = 1): Tensor {
  const size = sizeOf(a, axis);
  requireShapes(start >= 0 && end <= size && start < end, 'slice', `${start}:${end} must lie inside axis ${axis}`, a);
  const shape = a.shape.map((whole, i) => (i === axis ? Math.ceil((end - start) / step) : whole));
  const { graph } = a;
  const arguments_ = [start, end, axis, step].map((value) => graph.indices([value]));
  const result = graph.node('Slice', [a, ...arguments_], {}, shape);
  graph.differentiable([a], [result], ([gradient]) => [gradient && scatter(gradient, axis, start, step, size)]);
  return result;
}

/** Zeros before and after, along one axis. */
export function pad(a: Tensor, axis: number, before: number, after: number): Tensor {
  if (before === 0 && after === 0) return a;
  const { graph } = a;
  const size = sizeOf(a, axis);
  const shape = a.shape.map((whole, i) => (i === axis ? size + before + after : whole));
  const result = a.shape.includes('batch')
    ? padFree(a, axis, before, after, shape)
    : padFixed(a, axis, before, after, shape);
  graph.differentiable([a], [result], ([gradient]) => [gradient && slice(gradient, axis, before, before + size)]);
  return result;
}

function padFree(a: Tensor, axis: number, before: number, after: number, shape: Shape): Tensor {
  const pads = [
    ...a.shape.map((_, i) => (i === axis ? before : 0)),
    ...a.shape.map((_, i) => (i === axis ? after : 0)),
  ];
  return a.graph.node('Pad', [a, a.graph.indices(pads)], {}, shape);
}

/** With zeros that are there already: the runtime copies whole rows then, some four times as fast as its operator for padding. */
function padFixed(a: Tensor, axis: number, before: number, after: number, shape: Shape): Tensor {
  const zeros = (count: number) =>
    count === 0 ? [] : [a.graph.zeros(shape.map((size, i) => (i === axis ? count : (size as number))))];
  return a.graph.node('Concat', [...zeros(before), a, ...zeros(after)], { axis }, shape);
}

/** The transpose of `slice`: puts the values at `start`, `start + step`, … of an axis of zeros with the given size. */
export function scatter(a: Tensor, axis: number, start: number, step: number, size: number): Tensor {
  const count = sizeOf(a, axis);
  const spread = step === 1 ? a : interleaveZeros(a, axis, step);
  const reach = Math.min(count * step, size - start);
  const kept = reach < count * step ? slice(spread, axis, 0, reach) : spread;
  return pad(kept, axis, start, size - start - reach);
}

/** `step − 1` zeros after every value of an axis. */
function interleaveZeros(a: Tensor, axis: number, step: number): Tensor {
  const split = [...a.shape.slice(0, axis + 1), 1, ...a.shape.slice(axis + 1)];
  const merged = a.shape.map((size, i) => (i === axis ? (size as number) * step : size));
  return reshape(pad(reshape(a, split), axis + 1, 0, step - 1), merged);
}

/** Number of values, with the free batch counted once so that it must appear on both sides. */
function product(shape: Shape): string {
  const fixed = shape.reduce<number>((total, size) => (typeof size === 'number' ? total * size : total), 1);
  return `${fixed} × ${shape.filter((size) => size === 'batch').length}`;
}
