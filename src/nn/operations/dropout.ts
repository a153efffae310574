import { EcgError } from '../../errors.ts';
import type { Tensor } from '../graph.ts';
import { sizeOf } from '../graph.ts';
import { multiply } from './arithmetic.ts';

/**
 * Inverted dropout (Srivastava et al. 2014): in training each value is 0 with probability `rate`, else divided by 1 − rate; nothing
 * in inference. The mask is fed by the caller from a seeded generator, so that runs repeat to the bit.
 */
export function dropout(x: Tensor, rate: number, name: string): Tensor {
  if (!(rate >= 0 && rate < 1)) {
    throw new EcgError('invalid-argument', `dropout: rate must be in [0, 1), got ${rate}`, { rate, name });
  }
  if (!x.graph.training || rate === 0) return x;
  const shape = x.shape.map((_, axis) => sizeOf(x, axis));
  return multiply(x, x.graph.dropoutMask(`${name}.mask`, shape, rate));
}
