import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePool, convolve, maxPool, type Tensor } from '../../src/nn/index.ts';
import { directionalDerivatives, type GradientCase } from './finite-differences.ts';

const upTo = (max: number) => fc.integer({ min: 1, max });

const convolutions: fc.Arbitrary<GradientCase> = fc
  .record({
    // From 30 taps on the weight gradient takes another way.
    taps: fc.oneof(upTo(6), fc.integer({ min: 29, max: 33 })),
    stride: upTo(4),
    dilation: upTo(4),
    groups: fc.constantFrom(1, 2, 4),
    padding: fc.tuple(fc.nat(8), fc.nat(8)),
    length: upTo(25),
  })
  .filter(({ taps, dilation, padding, length }) => length + padding[0] + padding[1] > dilation * (taps - 1))
  .map(({ taps, length, groups, ...options }) => ({
    inputs: { x: [1, 4, 2, length], w: [4, 4 / groups, 1, taps], b: [4] },
    build: (_, { x, w, b }) => convolve(x as Tensor, w as Tensor, b, { groups, ...options }),
  }));

/** Values so far apart that the steps of the differences change no maximum. */
const apart = { x: (i: number) => (((i * 37) % 101) - 50.3) / 8 };

const pools = (pool: typeof maxPool): fc.Arbitrary<GradientCase> =>
  fc
    .record({ size: upTo(6), stride: upTo(8), padding: fc.nat(5), length: upTo(20) })
    .filter(({ size, padding, length }) => padding < size && length + 2 * padding >= size)
    .map(({ length, ...options }) => ({
      inputs: { x: [1, 2, 2, length] },
      build: (_, { x }) => pool(x as Tensor, options),
      values: apart,
    }));

describe('whatever the window’s size, stride, dilation and padding, the gradient is the slope that differences show', () => {
  it.each([
    ['convolution', convolutions],
    ['max pooling', pools(maxPool)],
    ['average pooling', pools(averagePool)],
  ] as const)('%s', async (_, anyCase) => {
    const property = fc.asyncProperty(anyCase, async (gradientCase) => {
      for (const { name, graph, numeric, norm } of await directionalDerivatives(gradientCase)) {
        // The rounding of the differences left at most 2e-5 in 400 convolutions.
        expect(Math.abs(graph - numeric), `${name}: ${graph} and ${numeric}`).toBeLessThan(2e-4 * Math.max(1, norm));
      }
    });
    await fc.assert(property, { numRuns: 60 });
  });
});
