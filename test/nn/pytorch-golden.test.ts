import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { architectures } from '../../src/models/index.ts';
import { gradients } from '../../src/nn/gradient.ts';
import {
  affine,
  averagePool,
  buildInferenceGraph,
  buildTrainingGraph,
  concatPool,
  convolve,
  Graph,
  gelu,
  gradientName,
  maxPool,
  multiply,
  normaliseBatch,
  normaliseLayer,
  relu,
  sigmoid,
  silu,
  type Tensor,
  tanh,
  toSignal,
} from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { sumOver } from '../../src/nn/operations/arithmetic.ts';
import { reshape, transpose } from '../../src/nn/operations/shaping.ts';

interface Packed {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}
interface OperationCase {
  readonly name: string;
  readonly operation: string;
  readonly options: Readonly<Record<string, number>>;
  readonly inputs: Readonly<Record<string, Packed>>;
  readonly weights: Packed;
  readonly output: Packed;
  readonly gradients: Readonly<Record<string, Packed>>;
}

const golden = (name: string) => JSON.parse(readFileSync(join(import.meta.dirname, 'golden', name), 'utf8'));
const feed = ({ shape, values }: Packed) => ({ shape, data: Float32Array.from(values) });

/** Both sides are float32: they differ by rounding, relative to the largest value of a tensor. */
function expectClose(actual: ArrayLike<number> | undefined, { values }: Packed, what: string): void {
  const scale = Math.max(1, ...values.map(Math.abs));
  const worst = Math.max(...values.map((value, i) => Math.abs(value - (actual?.[i] ?? Number.NaN))));
  expect(worst / scale, what).toBeLessThan(2e-5);
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
    case 'concat-pooling':
      return concatPool(toSignal(x));
    case 'fully connected':
      return affine(x, w, b);
    default:
      throw new Error(`no operation ${operation}`);
  }
}

describe('operations agree with PyTorch, forwards and backwards', () => {
  it.each((golden('operations.json').cases as OperationCase[]).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      const graph = new Graph({ kind: 'training', batch: one.inputs.x?.shape[0] ?? 1 });
      const inputs = Object.entries(one.inputs).map(([name, { shape }]) => graph.input(name, shape));
      const output = apply(one, inputs);
      const weighted = multiply(output, graph.constant(one.weights.values, one.weights.shape));
      const loss = reshape(
        sumOver(
          weighted,
          output.shape.map((_, axis) => axis),
        ),
        [],
      );
      graph.output('output', output);
      gradients(loss, inputs).forEach((gradient, i) => {
        graph.output(`${inputs[i]?.name}:gradient`, gradient as Tensor);
      });
      const session = await openSession(graph.encodeModel(), { threads: 1 });
      const feeds = Object.entries(one.inputs).map(([name, packed]) => [name, feed(packed)] as const);
      const results = await session.run(Object.fromEntries(feeds));
      expect(results.output?.shape).toEqual(one.output.shape);
      expectClose(results.output?.data, one.output, 'output');
      for (const [name, gradient] of Object.entries(one.gradients)) {
        expectClose(results[`${name}:gradient`]?.data, gradient, `gradient of ${name}`);
      }
      await session.close();
    },
  );
});

describe('one training step of resnet1d-wang agrees with PyTorch', async () => {
  const step = golden('resnet-step.json');
  const parameters = Object.entries(step.parameters as Record<string, Packed>);
  const model = architectures['resnet1d-wang']({ ...step.config, dropoutRate: 0 });
  const [batch, channels, samples] = step.signals.shape;
  const graph = buildTrainingGraph(model, { channels, samples }, batch);
  const session = await openSession(graph.model, { threads: 1 });
  const shapeOf = new Map(graph.parameters.map(({ name, shape }) => [name, shape]));
  const results = await session.run({
    signals: feed(step.signals),
    targets: feed(step.targets),
    weights: feed(step.weights),
    ...Object.fromEntries(
      parameters.map(([name, { values }]) => [
        name,
        { shape: shapeOf.get(name) ?? [], data: Float32Array.from(values) },
      ]),
    ),
  });

  it('has the same parameters by name', () => {
    expect([...shapeOf.keys()].sort()).toEqual(parameters.map(([name]) => name).sort());
  });

  it('gives the same logits and loss', () => {
    expectClose(results.logits?.data, step.logits, 'logits');
    expect(results.loss?.data[0]).toBeCloseTo(step.loss, 5);
  });

  it.each(parameters.map(([name]) => name))('gives the same gradient of %s', (name) => {
    expectClose(results[gradientName(name)]?.data, step.gradients[name], name);
  });

  it('reports batch statistics: the mean as PyTorch, the variance divided by n where PyTorch divides by n − 1', () => {
    for (const { name, batchValue } of graph.statistics) {
      const { values } = step.statistics[name] as Packed;
      const [head, block] = [name.startsWith('head'), Number(/^block(\d)/.exec(name)?.[1] ?? 1)];
      const n = head ? batch : batch * Math.ceil(samples / 2 ** (block - 1));
      // After one step PyTorch's running value is 0.9 · initial + 0.1 · batch.
      const isMean = name.endsWith('mean');
      const expected = values.map((value) => (isMean ? value / 0.1 : ((value - 0.9) / 0.1) * ((n - 1) / n)));
      // The golden's seven digits, divided by 0.1 after 0.9 was taken away, leave five.
      results[batchValue]?.data.forEach((value, i) => {
        expect(Math.abs(value - (expected[i] as number))).toBeLessThan(2e-5 * Math.max(1, Math.abs(value)));
      });
    }
  });

  it('exports to the logits that PyTorch gives in evaluation, for any batch size', async () => {
    const values = new Map(
      [...parameters, ...Object.entries(step.statistics as Record<string, Packed>)].map(([name, packed]) => [
        name,
        Float32Array.from(packed.values),
      ]),
    );
    const exported = await openSession(buildInferenceGraph(model, { channels, samples }, values), { threads: 1 });
    const all = await exported.run({ signals: feed(step.signals) });
    expectClose(all.logits?.data, step.evaluation_logits, 'logits');
    for (const count of [1, 3]) {
      const some = Float32Array.from(step.signals.values.slice(0, count * channels * samples));
      const { logits } = await exported.run({ signals: { data: some, shape: [count, channels, samples] } });
      expect(logits?.shape).toEqual([count, 3]);
      expectClose(
        logits?.data,
        { shape: [], values: step.evaluation_logits.values.slice(0, 3 * count) },
        `batch of ${count}`,
      );
    }
    await exported.close();
  });
});

describe.each(['lstm', 'gru'] as const)('one training step of %s agrees with PyTorch', async (kind) => {
  const step = golden(`${kind}-step.json`);
  const parameters = Object.entries(step.parameters as Record<string, Packed>);
  const [batch, channels, samples] = step.signals.shape;
  const model = architectures[kind]({ ...step.config, dropoutRate: 0 });
  const graph = buildTrainingGraph(model, { channels, samples }, batch);
  const session = await openSession(graph.model, { threads: 1 });
  const results = await session.run({
    signals: feed(step.signals),
    targets: feed(step.targets),
    weights: { shape: step.targets.shape, data: new Float32Array(step.targets.values.length).fill(1) },
    ...Object.fromEntries(parameters.map(([name, packed]) => [name, feed(packed)])),
  });

  it('has the same parameters by name', () => {
    expect(graph.parameters.map(({ name }) => name).sort()).toEqual(parameters.map(([name]) => name).sort());
  });

  it('gives the same logits and loss', () => {
    expectClose(results.logits?.data, step.logits, 'logits');
    expect(results.loss?.data[0]).toBeCloseTo(step.loss, 5);
  });

  it.each(parameters.map(([name]) => name))('gives the same gradient of %s', (name) => {
    expectClose(results[gradientName(name)]?.data, step.gradients[name], name);
  });

  it('exports with a free batch size, to the logits of the training graph with the batch as its statistics', async () => {
    const statistics = graph.statistics.map(
      ({ name, batchValue }) => [name, results[batchValue]?.data as Float32Array] as const,
    );
    const values = new Map([
      ...parameters.map(([name, packed]) => [name, Float32Array.from(packed.values)] as const),
      ...statistics,
    ]);
    const exported = await openSession(buildInferenceGraph(model, { channels, samples }, values), { threads: 1 });
    expectClose((await exported.run({ signals: feed(step.signals) })).logits?.data, step.logits, 'logits');
    const one = {
      shape: [1, channels, samples],
      data: Float32Array.from(step.signals.values.slice(0, channels * samples)),
    };
    expectClose(
      (await exported.run({ signals: one })).logits?.data,
      { shape: [], values: step.logits.values.slice(0, 2) },
      'one',
    );
    await exported.close();
  });
});
