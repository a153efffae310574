import type { Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { add, multiply, sumOver } from './arithmetic.ts';
import { reshape } from './shaping.ts';

/**
 * The mean over the records of a group, as one record: what several channels of one recording have in common when each is a record of
 * the batch. In training, every `size` consecutive records are a group; in inference, all records of a run are one.
 *
 * @param x signal of N records
 * @returns signal of N / size records in training, of one in inference
 */
export function meanOfGroups(x: Tensor, size: number): Tensor {
  const { graph } = x;
  const [channels, length] = [sizeOf(x, 1), sizeOf(x, 3)];
  if (!graph.training)
    return graph.node('ReduceMean', [x, graph.indices([0])], { keepdims: 1 }, [1, channels, 1, length]);
  const groups = groupsOf(x, size);
  const sum = sumOver(reshape(x, [channels, groups, size, length]), [2]);
  return reshape(multiply(sum, graph.scalar(1 / size)), [1, channels, groups, length]);
}

/** Adds to each record what belongs to its whole group: the other direction of `meanOfGroups`. */
export function addToGroups(x: Tensor, shared: Tensor, size: number): Tensor {
  if (!x.graph.training) return add(x, shared);
  const [channels, length] = [sizeOf(x, 1), sizeOf(x, 3)];
  const groups = groupsOf(x, size);
  const parts = reshape(x, [channels, groups, size, length]);
  return reshape(add(parts, reshape(shared, [channels, groups, 1, length])), x.shape);
}

function groupsOf(x: Tensor, size: number): number {
  const groups = sizeOf(x, 2) / size;
  requireShapes(Number.isInteger(groups), 'groups', `the batch must divide into groups of ${size}`, x);
  return groups;
}
