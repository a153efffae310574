import { describe, expect, it } from 'vitest';
import { type ArchitectureName, architectures } from '../../src/models/index.ts';
import { gradients } from '../../src/nn/gradient.ts';
import {
  buildInferenceGraph,
  buildTrainingGraph,
  type FloatTensor,
  Graph,
  gradientName,
  type NamedValues,
  reshape,
  type Tensor,
  type TrainingGraph,
} from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { sumOver } from '../../src/nn/operations/arithmetic.ts';
import { golden } from './golden.ts';
import { expectClose, feed, feeds, type Packed, type PackedTensors } from './golden-tensor.ts';

interface TrainingStep {
  readonly architecture: ArchitectureName;
  readonly config: { readonly outputs: number };
  readonly signals: Packed;
  readonly targets: Packed;
  readonly weights: Packed;
  readonly logits: Packed;
  readonly loss: number;
  readonly parameters: PackedTensors;
  readonly gradients: PackedTensors;
  /** Running means and variances after this one step. */
  readonly statistics: PackedTensors;
  /** Samples per record at each normalisation. */
  readonly samples: Readonly<Record<string, number>>;
  /** How far PyTorch's float32 is from the file, which is in float64 then. */
  readonly rounding?: number;
  readonly evaluation_logits: Packed;
  /** Of the sum of all logits in evaluation, by the signals. */
  readonly evaluation_gradient: Packed;
}

const steps = [
  'resnet-step',
  'lstm-step',
  'lstm-bidir-step',
  'gru-step',
  'gru-bidir-step',
  'crnn-step',
  'convnext-step',
  'fcn-step',
  'xresnet-plain-step',
  'xresnet-bottleneck-step',
  'inception-step',
];

describe.each(steps)('%s: one training step agrees with PyTorch', async (file) => {
  const step = golden<TrainingStep>(file);
  const [batch, channels, samples] = step.signals.shape as [number, number, number];
  const model = architectures[step.architecture]({ ...step.config, dropoutRate: 0 } as { outputs: number });
  const input = { channels, samples };
  const graph = buildTrainingGraph(model, input, batch);
  const { signals, targets, weights } = step;
  const stepFeeds = { ...feeds({ signals, targets, weights }), ...asShaped(graph, step.parameters) };
  // Ours sums in another order, so its rounding is of the order of PyTorch's own: up to ten times that (5.1 were seen).
  const tolerance = Math.max(2e-5, 10 * (step.rounding ?? 0));
  const close = (actual: FloatTensor | undefined, expected: Packed, what: string) =>
    expectClose(actual, expected, what, tolerance);
  const run = async () => {
    const session = await openSession(graph.model, { threads: 1 });
    const results = await session.run(stepFeeds);
    await session.close();
    return results;
  };
  const results = await run();

  it('has the same parameters by name', () => {
    expect(graph.parameters.map(({ name }) => name).sort()).toEqual(Object.keys(step.parameters).sort());
  });

  it('gives the same logits and loss', () => {
    close(results.logits, step.logits, 'logits');
    close(results.loss, { shape: [], values: [step.loss] }, 'loss');
  });

  it.each(Object.keys(step.parameters))('gives the same gradient of %s', (name) => {
    close(results[gradientName(name)], step.gradients[name] as Packed, name);
  });

  it('reports batch statistics: the mean as PyTorch, the variance divided by n where PyTorch divides by n − 1', () => {
    for (const { name, batchValue } of graph.statistics) {
      const n = batch * (step.samples[name.replace(/\.running_\w+$/, '')] as number);
      // After one step PyTorch's running value is 0.9 · initial + 0.1 · batch, the initial mean being 0, the initial variance 1.
      const expected = (step.statistics[name] as Packed).values.map((value) =>
        name.endsWith('mean') ? value / 0.1 : (((value - 0.9) / 0.1) * (n - 1)) / n,
      );
      results[batchValue]?.data.forEach((value, i) => {
        // The golden's seven digits leave five when 0.9 is taken away and the rest is divided by 0.1.
        expect(Math.abs(value - (expected[i] as number)), name).toBeLessThan(tolerance * Math.max(1, Math.abs(value)));
      });
    }
  });

  it('exports to the logits that PyTorch gives in evaluation', async () => {
    const values = valuesOf({ ...step.parameters, ...step.statistics });
    const logits = await exportedLogits(values, batch);
    close(logits, step.evaluation_logits, 'logits');
  });

  it('gives the gradient of its evaluated logits by the signals that PyTorch gives, for any batch size', async () => {
    const values = valuesOf({ ...step.parameters, ...step.statistics });
    const attribution = new Graph({ kind: 'inference', values });
    const x = attribution.input('signals', ['batch', channels, samples]);
    const [gradient] = gradients(reshape(sumOver(model(x), [0, 1]), []), [x]);
    attribution.output('gradient', gradient as Tensor);
    const session = await openSession(attribution.encodeModel(), { threads: 1 });
    for (const count of [1, batch]) {
      const some = { shape: [count, channels, samples], values: signals.values.slice(0, count * channels * samples) };
      const expected = step.evaluation_gradient.values.slice(0, some.values.length);
      const results = await session.run({ signals: feed(some) });
      close(results.gradient, { ...some, values: expected }, `batch of ${count}`);
    }
    await session.close();
  });

  it('exports, with the batch’s statistics as the running ones, to its own training logits for any batch size', async () => {
    const statistics = graph.statistics.map(
      ({ name, batchValue }) => [name, results[batchValue]?.data as Float32Array] as const,
    );
    const values = new Map([...valuesOf(step.parameters), ...statistics]);
    const own = results.logits as FloatTensor;
    for (const count of [1, 3, batch + 1]) {
      const logits = await exportedLogits(values, count);
      expect(logits?.shape).toEqual([count, step.config.outputs]);
      const expected = Array.from(logits.data, (_, i) => own.data[i % own.data.length] as number);
      close(logits, { shape: logits.shape, values: expected }, `batch of ${count}`);
    }
  });

  it('gives the same bits in every session', async () => {
    const again = await run();
    for (const [name, tensor] of Object.entries(results)) expect(bits(again[name]), name).toBe(bits(tensor));
  });

  /** Logits of the exported model for the first `count` signals, which start over after the last. */
  async function exportedLogits(values: NamedValues, count: number): Promise<FloatTensor> {
    const session = await openSession(buildInferenceGraph(model, input, values), { threads: 1 });
    const all = feed(signals).data;
    const data = Float32Array.from({ length: count * channels * samples }, (_, i) => all[i % all.length] as number);
    const { logits } = await session.run({ signals: { data, shape: [count, channels, samples] } });
    await session.close();
    return logits as FloatTensor;
  }
});

/** PyTorch's 1-D kernels `[outputs, inputs, taps]` have one axis less. */
function asShaped({ parameters }: TrainingGraph, packed: PackedTensors): Record<string, FloatTensor> {
  return feeds(
    Object.fromEntries(
      parameters.map(({ name, shape }) => [name, { shape, values: (packed[name] as Packed).values }] as const),
    ),
  );
}

function valuesOf(tensors: PackedTensors): NamedValues {
  return new Map(Object.entries(tensors).map(([name, packed]) => [name, feed(packed).data]));
}

function bits(tensor: FloatTensor | undefined): string {
  const { buffer, byteOffset, byteLength } = (tensor as FloatTensor).data;
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('hex');
}
