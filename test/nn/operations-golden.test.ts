import { describe, expect, it } from 'vitest';
import { gradients } from '../../src/nn/gradient.ts';
import {
  affine,
  averagePool,
  concat,
  concatPool,
  contrastiveCrossEntropy,
  convolve,
  Graph,
  gelu,
  maxPool,
  normaliseBatch,
  normaliseLayer,
  relu,
  reshape,
  sigmoid,
  silu,
  type Tensor,
  tanh,
  toSignal,
  transpose,
} from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { golden } from './golden.ts';
import { expectClose, feeds, type Packed, type PackedTensors } from './golden-tensor.ts';
import { weightedSum } from './weighted-sum.ts';

interface OperationCase {
  readonly name: string;
  readonly operation: string;
  readonly options: Readonly<Record<string, number>>;
  readonly inputs: PackedTensors;
  readonly weights: Packed;
  readonly output: Packed;
  readonly gradients: PackedTensors;
}

/** `[1, C, N, L]` as PyTorch's `[N, C, L]`. */
const toBatch = (x: Tensor) => transpose(reshape(x, x.shape.slice(1)), [1, 0, 2]);
const taps = (w: Tensor) => reshape(w, [...w.shape.slice(0, 2), 1, w.shape[2] as number]);

function apply({ operation, options }: OperationCase, inputs: readonly Tensor[]): Tensor {
  const [x, w, b] = inputs as [Tensor, Tensor, Tensor];
  const { stride = 1, dilation = 1, groups = 1, padding = 0, size = 1 } = options;
  switch (operation) {
    case 'convolution':
      return toBatch(convolve(toSignal(x), taps(w), b, { stride, dilation, groups, padding: [padding, padding] }));
    case 'batch norm':
      return toBatch(normaliseBatch(toSignal(x), w, b, 'norm'));
    case 'layer norm':
      return normaliseLayer(x, w, b, [1]);
    case 'relu':
      return relu(x);
    case 'sigmoid':
      return sigmoid(x);
    case 'tanh':
      return tanh(x);
    case 'silu':
      return silu(x);
    case 'gelu':
      return gelu(x);
    case 'max pooling':
      return toBatch(maxPool(toSignal(x), { size, stride, padding }));
    case 'average pooling':
      return toBatch(averagePool(toSignal(x), { size, stride, padding }));
    case 'average pooling of parts':
      return toBatch(averagePool(toSignal(x), { size, partial: true }));
    case 'concatenation':
      return toBatch(concat([toSignal(x), toSignal(w), toSignal(b)], 1));
    case 'concat-pooling':
      return concatPool(toSignal(x));
    case 'contrastive cross-entropy':
      return contrastiveCrossEntropy(x, 0.1);
    case 'fully connected':
      return affine(x, w, b);
    default:
      throw new Error(`no operation ${operation}`);
  }
}

describe('operations agree with PyTorch, forwards and backwards', () => {
  it.each(golden<{ cases: OperationCase[] }>('operations').cases.map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      const graph = new Graph({ kind: 'training', batch: one.inputs.x?.shape[0] ?? 1 });
      const inputs = Object.entries(one.inputs).map(([name, { shape }]) => graph.input(name, shape));
      const output = apply(one, inputs);
      graph.output('output', output);
      gradients(weightedSum(output, one.weights.values), inputs).forEach((gradient, i) => {
        graph.output(`${inputs[i]?.name}:gradient`, gradient as Tensor);
      });
      const session = await openSession(graph.encodeModel(), { threads: 1 });
      const results = await session.run(feeds(one.inputs));
      expect(results.output?.shape).toEqual(one.output.shape);
      expectClose(results.output, one.output, 'output');
      for (const [name, gradient] of Object.entries(one.gradients)) {
        expectClose(results[`${name}:gradient`], gradient, `gradient of ${name}`);
      }
      await session.close();
    },
  );
});
