import { gradients } from '../../src/nn/gradient.ts';
import { type FloatTensor, Graph, type Shape, type Tensor } from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';
import { weightedSum } from './weighted-sum.ts';

/** A function of some tensors, to be differentiated with respect to each. */
export interface GradientCase {
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly build: (graph: Graph, inputs: Readonly<Record<string, Tensor>>) => Tensor;
  /** First values of an input; standard normal unless said. */
  readonly values?: Readonly<Record<string, (i: number) => number>>;
}

/**
 * Step of the central differences. For functions of unit scale the error of fourth order is below 1e-6; the outputs are rounded to
 * 1e-7, which the division by the step makes 1e-5.
 */
const STEP = 0.02;

/**
 * The gradient along a random direction, from the graph and from differences, for every input of a case.
 *
 * The scalar that is differentiated is the sum of the outputs with fixed random weights, so that every output counts differently. The
 * differences add it up in double precision, so that only the outputs themselves are rounded to float32. Differences are taken with two step widths and combined (Richardson), which cancels the term of second order.
 */
export async function directionalDerivatives({ inputs, build, values = {} }: GradientCase) {
  const graph = new Graph({ kind: 'training', batch: 1 });
  const tensors = Object.fromEntries(Object.entries(inputs).map(([name, shape]) => [name, graph.input(name, shape)]));
  const result = build(graph, tensors);
  const random = createRandom(7);
  const normal = (shape: Shape) => Float32Array.from({ length: sizeOf(shape) }, () => random.normal());
  const weights = normal(result.shape);
  graph.output('result', result);
  const names = Object.keys(inputs);
  gradients(weightedSum(result, weights), Object.values(tensors)).forEach((gradient, i) => {
    if (gradient) graph.output(`${names[i]}:gradient`, gradient);
  });
  const session = await openSession(graph.encodeModel(), { threads: 1 });
  const start = new Map(
    Object.entries(inputs).map(([name, shape]) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, (_, i) => values[name]?.(i) ?? random.normal()),
    ]),
  );
  const masks = graph.dropouts.map(({ name, shape }) => [name, { data: normal(shape), shape }] as const);
  const run = (changed?: string, direction?: Float32Array, step = 0) => {
    const feeds = Object.entries(inputs).map(([name, shape]) => {
      const data = start.get(name) as Float32Array;
      const moved = name === changed ? data.map((value, i) => value + step * (direction?.[i] ?? 0)) : data;
      return [name, { data: moved, shape }] as const;
    });
    return session.run(Object.fromEntries([...feeds, ...masks]));
  };
  const analytic = await run();
  const derivatives = [];
  for (const name of names) {
    const direction = unit(normal(inputs[name] as readonly number[]));
    const lossAt = async (step: number) => {
      const { data } = (await run(name, direction, step)).result as FloatTensor;
      return data.reduce((sum, value, i) => sum + value * (weights[i] as number), 0);
    };
    const slope = async (step: number) => ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
    const numeric = (4 * (await slope(STEP)) - (await slope(2 * STEP))) / 3;
    const gradient = analytic[`${name}:gradient`]?.data;
    const graphs = gradient
      ? gradient.reduce((sum, value, i) => sum + value * (direction[i] as number), 0)
      : Number.NaN;
    derivatives.push({ name, graph: graphs, numeric, norm: Math.hypot(...(gradient ?? [])) });
  }
  await session.close();
  return derivatives;
}

const sizeOf = (shape: Shape) => shape.reduce<number>((product, size) => product * (size as number), 1);

function unit(direction: Float32Array): Float32Array {
  const length = Math.hypot(...direction);
  return direction.map((value) => value / length);
}
