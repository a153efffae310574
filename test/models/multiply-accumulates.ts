import { buildTrainingGraph, Graph, type InputShape, type ModelFunction, type Tensor } from '../../src/nn/index.ts';

const product = (sizes: readonly unknown[]) =>
  sizes.reduce<number>((total, size) => total * (typeof size === 'number' ? size : 1), 1);

/** Counts the products of convolutions, fully connected layers and recurrences, for one record. */
class CountingGraph extends Graph {
  multiplyAccumulates = 0;

  override node(...[operator, inputs, attributes, shape, type]: Parameters<Graph['node']>): Tensor {
    this.multiplyAccumulates += productsOf(operator, inputs, shape);
    return super.node(operator, inputs, attributes, shape, type);
  }
}

function productsOf(operator: string, inputs: readonly (Tensor | undefined)[], shape: Tensor['shape']): number {
  const sizes = inputs.map((input) => product(input?.shape ?? []));
  const [, weight] = inputs;
  if (operator === 'Conv') return product(shape) * product(weight?.shape.slice(1) ?? []);
  if (operator === 'Gemm') return sizes[1] as number;
  // One step multiplies each weight, those of the input and those of the state, once.
  if (operator === 'LSTM' || operator === 'GRU')
    return (shape[0] as number) * ((sizes[1] as number) + (sizes[2] as number));
  if (operator === 'MatMul') throw new Error('no model has a matrix product of its own so far');
  return 0;
}

/** Multiply–accumulates of a released model for one record of `input`. */
export function countMultiplyAccumulates(model: ModelFunction, input: InputShape): number {
  const { parameters, statistics } = buildTrainingGraph(model, input, 2);
  const values = new Map(
    [...parameters, ...statistics].map(({ name, shape }) => [name, new Float32Array(product(shape))] as const),
  );
  const graph = new CountingGraph({ kind: 'inference', values });
  model(graph.input('signals', ['batch', input.channels, input.samples]));
  return graph.multiplyAccumulates;
}
