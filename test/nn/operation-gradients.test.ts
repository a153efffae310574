import { describe, expect, it } from 'vitest';
import { sizeOf } from '../../src/nn/graph.ts';
import type { Graph, RecurrentWeights, Tensor } from '../../src/nn/index.ts';
import {
  add,
  addToGroups,
  affine,
  averagePool,
  binaryCrossEntropy,
  concat,
  concatPool,
  contrastiveCrossEntropy,
  convolve,
  dropout,
  gelu,
  globalAveragePool,
  globalMaxPool,
  matmul,
  maxPool,
  meanOfGroups,
  multiply,
  normaliseBatch,
  normaliseLayer,
  pad,
  relu,
  reshape,
  scanGru,
  scanLstm,
  sequenceToSignal,
  sigmoid,
  silu,
  slice,
  split,
  subtract,
  tanh,
  toFeatures,
  toSequence,
  toSignal,
  transpose,
} from '../../src/nn/index.ts';
import { expand, negate, sumOver } from '../../src/nn/operations/arithmetic.ts';
import { scatter } from '../../src/nn/operations/shaping.ts';
import { directionalDerivatives, type GradientCase } from './finite-differences.ts';

type Inputs = Readonly<Record<string, Tensor>>;
const of = (
  inputs: GradientCase['inputs'],
  build: (x: Inputs) => Tensor,
  values?: GradientCase['values'],
): GradientCase => ({
  inputs,
  build: (_, tensors) => build(tensors),
  ...(values && { values }),
});
const t = (inputs: Inputs, name: string) => inputs[name] as Tensor;

/** Distinct values far from every kink and tie: a step of the differences changes no order and no sign. */
const apart = (i: number) => (((i * 37) % 101) - 50.3) / 8;
const signal = [1, 3, 2, 17];
const convolution = (weight: readonly number[], options: Parameters<typeof convolve>[3], x = signal): GradientCase =>
  of({ x, w: weight, b: [weight[0] as number] }, (i) => convolve(t(i, 'x'), t(i, 'w'), t(i, 'b'), options));

const recurrence = (run: typeof scanLstm, gates: number, steps: number, reverse: boolean): GradientCase => {
  const rows = 4 * gates;
  const inputs = { x: [steps, 3, 2], input: [rows, 3], hidden: [rows, 4], inputBias: [rows], hiddenBias: [rows] };
  return of(inputs, (i) => run(t(i, 'x'), i as Readonly<Record<keyof RecurrentWeights, Tensor>>, reverse));
};
const targetsIn = (graph: Graph) => graph.constant([1, 0, 0, 1, 1, 0, 0, 0, 1, 0.3, 0.5, 1], [4, 3]);

const cases: Readonly<Record<string, GradientCase>> = {
  'convolution, odd taps': convolution([4, 3, 1, 5], {}),
  'convolution, even taps': convolution([4, 3, 1, 4], { padding: [1, 2] }),
  'convolution, stride 2': convolution([4, 3, 1, 5], { stride: 2 }),
  'convolution, stride 3, samples left over': convolution([4, 3, 1, 4], { stride: 3, padding: [0, 0] }),
  'convolution, one tap, stride 2': convolution([4, 3, 1, 1], { stride: 2 }),
  'convolution, dilation 2': convolution([4, 3, 1, 3], { dilation: 2 }),
  'convolution, stride 2 and dilation 3': convolution([4, 3, 1, 3], { stride: 2, dilation: 3 }),
  'convolution, groups': convolution([4, 2, 1, 3], { groups: 2 }, [1, 4, 2, 11]),
  'convolution, groups and stride': convolution([4, 2, 1, 3], { groups: 2, stride: 2 }, [1, 4, 2, 11]),
  'convolution, depthwise': convolution([4, 1, 1, 3], { groups: 4 }, [1, 4, 2, 11]),
  'convolution, 31 taps': convolution([2, 3, 1, 31], {}, [1, 3, 2, 40]),
  'convolution, 31 taps, stride 2': convolution([2, 3, 1, 31], { stride: 2 }, [1, 3, 2, 41]),
  'batch norm of a signal': of({ x: [1, 3, 4, 5], s: [3], b: [3] }, (i) =>
    normaliseBatch(t(i, 'x'), t(i, 's'), t(i, 'b'), 'n'),
  ),
  'batch norm of features': of({ x: [8, 3], s: [3], b: [3] }, (i) =>
    normaliseBatch(t(i, 'x'), t(i, 's'), t(i, 'b'), 'n'),
  ),
  ReLU: of({ x: [4, 9] }, (i) => relu(t(i, 'x')), { x: apart }),
  sigmoid: of({ x: [4, 5] }, (i) => sigmoid(t(i, 'x'))),
  tanh: of({ x: [4, 5] }, (i) => tanh(t(i, 'x'))),
  SiLU: of({ x: [4, 5] }, (i) => silu(t(i, 'x'))),
  GELU: of({ x: [4, 5] }, (i) => gelu(t(i, 'x'))),
  'max pooling': of({ x: [1, 2, 2, 12] }, (i) => maxPool(t(i, 'x'), { size: 2 }), { x: apart }),
  'max pooling, windows overlap and are padded': of(
    { x: [1, 2, 2, 11] },
    (i) => maxPool(t(i, 'x'), { size: 3, stride: 2, padding: 1 }),
    { x: apart },
  ),
  'max pooling, stride 1': of({ x: [1, 2, 2, 9] }, (i) => maxPool(t(i, 'x'), { size: 3, stride: 1, padding: 1 }), {
    x: apart,
  }),
  'average pooling': of({ x: [1, 2, 2, 11] }, (i) => averagePool(t(i, 'x'), { size: 3, stride: 2, padding: 1 })),
  'average pooling, the last window is short': of({ x: [1, 2, 2, 11] }, (i) =>
    averagePool(t(i, 'x'), { size: 3, partial: true }),
  ),
  'average pooling, all windows are full': of({ x: [1, 2, 2, 10] }, (i) =>
    averagePool(t(i, 'x'), { size: 2, partial: true }),
  ),
  'average pooling, one short window': of({ x: [1, 2, 2, 1] }, (i) =>
    averagePool(t(i, 'x'), { size: 2, partial: true }),
  ),
  'global average pooling': of({ x: signal }, (i) => globalAveragePool(t(i, 'x'))),
  'global max pooling': of({ x: [1, 2, 2, 9] }, (i) => globalMaxPool(t(i, 'x')), { x: apart }),
  'concat-pooling': of({ x: [1, 2, 2, 9] }, (i) => concatPool(t(i, 'x')), { x: apart }),
  'the mean of groups, added to each record of its group': of({ x: [1, 2, 6, 5] }, (i) =>
    addToGroups(t(i, 'x'), tanh(meanOfGroups(t(i, 'x'), 3)), 3),
  ),
  'fully connected': of({ x: [5, 4], w: [3, 4], b: [3] }, (i) => affine(t(i, 'x'), t(i, 'w'), t(i, 'b'))),
  'layer norm of features': of({ x: [4, 6], s: [6], b: [6] }, (i) =>
    normaliseLayer(t(i, 'x'), t(i, 's'), t(i, 'b'), [1]),
  ),
  'layer norm of a signal’s channels': of({ x: [1, 4, 2, 5], s: [4], b: [4] }, (i) =>
    normaliseLayer(t(i, 'x'), t(i, 's'), t(i, 'b'), [1]),
  ),
  'layer norm of channels and samples': of({ x: [1, 4, 2, 5], s: [4, 5], b: [4, 5] }, (i) =>
    normaliseLayer(t(i, 'x'), t(i, 's'), t(i, 'b'), [1, 3]),
  ),
  dropout: of({ x: [4, 5] }, (i) => dropout(t(i, 'x'), 0.5, 'dropout')),
  LSTM: recurrence(scanLstm, 4, 6, false),
  'LSTM, backwards': recurrence(scanLstm, 4, 6, true),
  'LSTM, two steps': recurrence(scanLstm, 4, 2, false),
  GRU: recurrence(scanGru, 3, 6, false),
  'GRU, backwards': recurrence(scanGru, 3, 6, true),
  'GRU, two steps': recurrence(scanGru, 3, 2, false),
  'residual addition, used twice': of({ x: [3, 4] }, (i) => add(tanh(t(i, 'x')), t(i, 'x'))),
  'addition, broadcast': of({ x: [3, 4], y: [4] }, (i) => add(t(i, 'x'), t(i, 'y'))),
  'subtraction, broadcast': of({ x: [1, 4], y: [3, 1] }, (i) => subtract(t(i, 'x'), t(i, 'y'))),
  'multiplication, broadcast': of({ x: [2, 3, 4], y: [3, 1] }, (i) => multiply(t(i, 'x'), t(i, 'y'))),
  'matrix product, batched': of({ x: [2, 3, 4], y: [4, 5] }, (i) => matmul(t(i, 'x'), t(i, 'y'))),
  'reshape and transpose': of({ x: [2, 3, 4] }, (i) => transpose(reshape(t(i, 'x'), [4, 2, 3]), [2, 0, 1])),
  'concatenation and slices': of({ x: [2, 3], y: [2, 5] }, (i) => slice(concat([t(i, 'x'), t(i, 'y')], 1), 1, 1, 8, 3)),
  'padding and scattering': of({ x: [2, 3] }, (i) => pad(scatter(t(i, 'x'), 1, 1, 2, 7), 1, 2, 1)),
  'split into parts, one of them unused': of({ x: [2, 6] }, (i) => {
    const [first, , last] = split(t(i, 'x'), 1, 3) as [Tensor, Tensor, Tensor];
    return multiply(first, last);
  }),
  'sum, expansion and negation': of({ x: [2, 3, 4] }, (i) =>
    multiply(t(i, 'x'), expand(negate(sumOver(t(i, 'x'), [0, 2])), t(i, 'x'))),
  ),
  'layouts of a batch of signals': of({ x: [2, 3, 1] }, (i) => toFeatures(toSignal(t(i, 'x')))),
  'layouts of a sequence': of({ x: [1, 2, 3, 4] }, (i) => sequenceToSignal(tanh(toSequence(t(i, 'x'))))),
  'cross-entropy': of({ z: [4, 3] }, (i) => binaryCrossEntropy(t(i, 'z'), targetsIn(t(i, 'z').graph))),
  'cross-entropy, weighted by record': of({ z: [4, 3] }, (i) => {
    const { graph } = t(i, 'z');
    return binaryCrossEntropy(t(i, 'z'), targetsIn(graph), graph.constant([1, 0, 3, 0.5], [4, 1]));
  }),
  'contrastive cross-entropy': of({ z: [6, 4] }, (i) => contrastiveCrossEntropy(t(i, 'z'), 0.5)),
  'cross-entropy, weighted by class': of({ z: [4, 3] }, (i) => {
    const { graph } = t(i, 'z');
    return binaryCrossEntropy(t(i, 'z'), targetsIn(graph), graph.constant([1, 4, 0.5]));
  }),
  'cross-entropy, weighted by record and class': of({ z: [4, 3] }, (i) => {
    const { graph } = t(i, 'z');
    return binaryCrossEntropy(
      t(i, 'z'),
      targetsIn(graph),
      graph.constant([1, 2, 0.5, 3, 1, 1, 0, 1, 2, 1, 4, 1], [4, 3]),
    );
  }),
};

describe('the gradient of every operation is the slope that differences show', () => {
  it.each(Object.entries(cases))('%s', async (_, gradientCase) => {
    for (const { name, graph, numeric, norm } of await directionalDerivatives(gradientCase)) {
      expect(norm, `gradient of ${name}`).toBeGreaterThan(0);
      // The rounding of the differences (see STEP) leaves at most 4e-5 in all of these cases; a wrong factor or a missing term leaves
      // a part of the gradient itself.
      expect(Math.abs(graph - numeric), `${name}: ${graph} and ${numeric}`).toBeLessThan(2e-4 * Math.max(1, norm));
    }
  });
});

it.each([
  ['global max pooling', globalMaxPool],
  ['max pooling', (x: Tensor) => maxPool(x, { size: sizeOf(x, 3) })],
] as const)('ties in %s share the gradient', async (_, pool) => {
  const equal = { x: () => 1 };
  const [four] = await directionalDerivatives(of({ x: [1, 1, 1, 4] }, (i) => pool(t(i, 'x')), equal));
  const [alone] = await directionalDerivatives(of({ x: [1, 1, 1, 1] }, (i) => pool(t(i, 'x')), equal));
  // The same weight, shared by four samples: the norm is a half of it, not all of it.
  expect(four?.norm).toBeCloseTo((alone?.norm ?? 0) / 2, 6);
});

it('shapes that do not fit are refused when the graph is built, with both sides', async () => {
  const wrong = (build: (x: Inputs) => Tensor) =>
    directionalDerivatives(of({ x: [1, 3, 2, 9], w: [4, 2, 1, 3] }, build));
  await expect(wrong((i) => convolve(t(i, 'x'), t(i, 'w')))).rejects.toThrow(/x \[1, 3, 2, 9\] and w \[4, 2, 1, 3\]/);
  await expect(wrong((i) => add(t(i, 'x'), t(i, 'w')))).rejects.toThrow(/x \[1, 3, 2, 9\] and w \[4, 2, 1, 3\]/);
  await expect(wrong((i) => matmul(t(i, 'x'), t(i, 'w')))).rejects.toThrow(/x \[1, 3, 2, 9\] and w/);
  await expect(wrong((i) => normaliseLayer(t(i, 'x'), t(i, 'w'), t(i, 'w'), [1]))).rejects.toThrow(
    /\[3\] of axes \[1\], got x \[1, 3, 2, 9\] and w \[4, 2, 1, 3\]/,
  );
  await expect(wrong((i) => split(t(i, 'x'), 3, 2)[0] as Tensor)).rejects.toThrow(
    /axis 3 must divide into 2 parts, got x \[1, 3, 2, 9\]/,
  );
  await expect(wrong((i) => reshape(t(i, 'x'), [5, 5]))).rejects.toThrow(/\[5,5\].*x \[1, 3, 2, 9\]/);
});

it('a recurrence whose weights do not fit is refused, with all of them', async () => {
  const shapes = { x: [6, 3, 2], input: [16, 3], hidden: [16, 4], inputBias: [16], hiddenBias: [12] };
  const build = (i: Inputs) => scanLstm(t(i, 'x'), i as Readonly<Record<keyof RecurrentWeights, Tensor>>);
  await expect(directionalDerivatives(of(shapes, build))).rejects.toThrow(
    'scanLstm: weights and biases have 4·H rows, the hidden weight H columns, ' +
      'got input [16, 3] and hidden [16, 4] and inputBias [16] and hiddenBias [12]',
  );
  await expect(directionalDerivatives(of({ ...shapes, x: [6, 5, 2] }, build))).rejects.toThrow(
    'scanLstm: x is [L, C, N], the input weight [gates·H, C], got x [6, 5, 2] and input [16, 3]',
  );
});
