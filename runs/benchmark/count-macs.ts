import {
  buildTrainingGraph,
  Graph,
  type InputShape,
  type ModelFunction,
  type Shape,
  type Tensor,
} from '../../src/nn/index.ts';

const sizeOf = (shape: Shape | undefined) =>
  (shape ?? []).reduce<number>((product, size) => product * (size === 'batch' ? 1 : size), 1);

/** Adds up multiplications while a network is built. */
class CountingGraph extends Graph {
  macs = 0;

  override node(...[operator, inputs, attributes, shape, type]: Parameters<Graph['node']>): Tensor {
    this.#count(operator, inputs, shape);
    return super.node(operator, inputs, attributes, shape, type);
  }

  override nodes(...[operator, inputs, attributes, shapes]: Parameters<Graph['nodes']>): readonly Tensor[] {
    this.#count(operator, inputs, shapes[0] ?? []);
    return super.nodes(operator, inputs, attributes, shapes);
  }

  #count(operator: string, [x, weight, second]: readonly (Tensor | undefined)[], output: Shape): void {
    if (operator === 'Conv') this.macs += sizeOf(output) * sizeOf(weight?.shape.slice(1));
    if (operator === 'Gemm' || operator === 'MatMul') this.macs += sizeOf(output) * sizeOf(x?.shape.slice(-1));
    // X is [steps, batch, channels]; W and R hold one multiplication each per step.
    if (operator === 'LSTM' || operator === 'GRU') {
      this.macs += sizeOf(x?.shape.slice(0, 1)) * (sizeOf(weight?.shape) + sizeOf(second?.shape));
    }
  }
}

/** Multiply–accumulates of one window in convolutions, matrix products and recurrences; all else is an addition or two per sample. */
export function countMacs(model: ModelFunction, input: InputShape): number {
  const { parameters, statistics } = buildTrainingGraph(model, input, 2);
  const values = new Map(
    [...parameters, ...statistics].map(({ name, shape }) => [name, new Float32Array(sizeOf(shape))] as const),
  );
  const graph = new CountingGraph({ kind: 'inference', values });
  model(graph.input('signals', ['batch', input.channels, input.samples]));
  return graph.macs;
}
