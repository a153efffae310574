import type { Initialiser } from './specs.ts';

/** First values of parameters. Shapes are `[outputs, inputs, …kernel]`, so fan-in is the product of all axes but the first. */

/** Normal with variance 2 / fan-in (He et al. 2015, "Kaiming", mode fan-in, gain of ReLU). */
export const kaimingNormal: Initialiser = (shape, random) => {
  const deviation = Math.sqrt(2 / fanIn(shape));
  return Float32Array.from({ length: sizeOfShape(shape) }, () => deviation * random.normal());
};

/** Uniform in ±`bound`. */
export const uniform =
  (bound: number): Initialiser =>
  (shape, random) =>
    Float32Array.from({ length: sizeOfShape(shape) }, () => bound * (2 * random.uniform() - 1));

/** One value everywhere. */
export const filledWith =
  (value: number): Initialiser =>
  (shape) =>
    new Float32Array(sizeOfShape(shape)).fill(value);

const sizeOfShape = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

const fanIn = (shape: readonly number[]) => sizeOfShape(shape.slice(1));
