import { describe, expect, it } from 'vitest';
import {
  convnext1d,
  crnn,
  fcnWang,
  gruClassifier,
  inception1d,
  lstmClassifier,
  resnet1dWang,
  xresnet1d18,
} from '../../src/models/index.ts';
import {
  buildAttributionGraph,
  type FloatTensor,
  featureName,
  gradientName,
  joinModels,
  layerNorm,
  linear,
  quantiseModel,
  type Session,
  toFeatures,
  toSignal,
} from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';
import { logitsOf, randomModel } from './small-networks.ts';

const shape = { channels: 3, samples: 64 };
const size = { outputs: 2, hidden: 8 };

const models = {
  'fcn-wang': () => randomModel(fcnWang({ ...size, widths: [8, 8, 8] }), shape, 1),
  'resnet1d-wang': () => randomModel(resnet1dWang({ ...size, width: 8 }), shape, 2),
  xresnet1d18: () => randomModel(xresnet1d18({ ...size, stem: 8, width: 8 }), shape, 3),
  inception1d: () => randomModel(inception1d({ ...size, width: 4, bottleneck: 4 }), shape, 4),
  convnext1d: () => randomModel(convnext1d({ ...size, widths: [8, 8, 8] }), shape, 5),
  crnn: () => randomModel(crnn({ ...size, widths: [8, 8, 8], units: 8 }), shape, 6),
  'lstm, both directions': () => randomModel(lstmClassifier({ ...size, units: 6, bidirectional: true }), shape, 7),
  'gru, both directions': () => randomModel(gruClassifier({ ...size, units: 6, bidirectional: true }), shape, 8),
};
const [resnet, gru] = [models['resnet1d-wang'], models['gru, both directions']];
const files: Readonly<Record<string, () => Uint8Array>> = {
  ...models,
  'an ensemble of unlike members': () => joinModels([resnet(), gru(), models['fcn-wang']()]),
  'weights in 8 bits': () => quantiseModel(resnet()),
  'a recurrence in 8 bits': () => quantiseModel(gru()),
};

const normal = (count: number, seed: number) => {
  const random = createRandom(seed);
  return Float32Array.from({ length: count }, () => random.normal());
};

/** Logits, and the gradient of their sum weighted by `weights`, for some signals. */
async function differentiate(session: Session, data: Float32Array, weights: Float32Array) {
  const rows = data.length / (shape.channels * shape.samples);
  const found = await session.run({
    signals: { data, shape: [rows, shape.channels, shape.samples] },
    weights: { data: weights, shape: [rows, weights.length / rows] },
  });
  const logits = (found.logits as FloatTensor).data;
  const sum = logits.reduce((total, logit, i) => total + logit * (weights[i] as number), 0);
  return { found, logits, sum, gradient: found[gradientName('signals')]?.data ?? new Float32Array() };
}

describe.each(Object.entries(files))('the attribution graph of %s', (_, file) => {
  it('answers as the file does', async () => {
    const random = createRandom(99);
    const data = Float32Array.from({ length: 3 * shape.channels * shape.samples }, () => random.normal());
    const session = await openSession(buildAttributionGraph(file(), 'signals'), { threads: 1 });
    const { logits } = await differentiate(session, data, new Float32Array(6));
    const expected = await logitsOf(file(), shape);
    // The same sums in another order: float32 rounding.
    logits.forEach((logit, i) => {
      expect(Math.abs(logit - (expected[i] as number))).toBeLessThan(2e-5 * Math.max(1, Math.abs(logit)));
    });
    await session.close();
  });

  it('has the gradient that differences have', async () => {
    const session = await openSession(buildAttributionGraph(file(), 'signals'), { threads: 1 });
    const rows = 2;
    const count = rows * shape.channels * shape.samples;
    const [data, weights] = [normal(count, 5), normal(rows * 2, 6)];
    const { gradient } = await differentiate(session, data, weights);
    const norm = Math.hypot(...gradient);
    // Up the gradient the sum grows fastest. The step is short, since these networks have kinks, and long enough that the rounding of the
    // logits, 1e-7, is small beside what it changes.
    const step = 0.004;
    const moved = (by: number) => data.map((value, i) => value + (by * (gradient[i] as number)) / norm);
    const up = await differentiate(session, moved(step), weights);
    const down = await differentiate(session, moved(-step), weights);
    const numeric = (up.sum - down.sum) / (2 * step);
    expect(Math.abs(numeric / norm - 1)).toBeLessThan(0.02);
    await session.close();
  });
});

it('feature maps are what is pooled over time: those of each member of an ensemble', async () => {
  const joined = joinModels([resnet(), models['fcn-wang']()]);
  const session = await openSession(buildAttributionGraph(joined, 'features'), { threads: 1 });
  const { found } = await differentiate(session, normal(shape.channels * shape.samples, 1), Float32Array.of(1, 0));
  expect(Object.keys(found).sort()).toEqual(
    ['logits', ...[0, 1].flatMap((i) => [featureName(i), gradientName(featureName(i))])].sort(),
  );
  // resnet1d-wang halves the samples twice; three zeros on either side of eight taps cost fcn-wang one sample.
  expect(found[featureName(0)]?.shape).toEqual([1, 8, 1, 16]);
  expect(found[featureName(1)]?.shape).toEqual([1, 8, 1, 63]);
  await session.close();
});

it('guided gradients leave out what would lower the output on the way, where there is a rectifier', async () => {
  const model = randomModel(resnet1dWang({ ...size, width: 8 }), shape, 2);
  const [plain, guided] = (await Promise.all(
    (['signals', 'guided-signals'] as const).map((of) => openSession(buildAttributionGraph(model, of), { threads: 1 })),
  )) as [Session, Session];
  const [data, weights] = [normal(shape.channels * shape.samples, 5), Float32Array.of(1, 0)];
  const [a, b] = [await differentiate(plain, data, weights), await differentiate(guided, data, weights)];
  expect(Array.from(b.logits)).toEqual(Array.from(a.logits));
  expect(Array.from(b.gradient)).not.toEqual(Array.from(a.gradient));
  await Promise.all([plain.close(), guided.close()]);
});

it('a file with an operator that no architecture here is made of is refused by its name', () => {
  const unknown = randomModel(
    (signals) => linear(layerNorm(toFeatures(toSignal(signals)), 'norm'), 'head', 2),
    { channels: 3, samples: 1 },
    1,
  );
  expect(() => buildAttributionGraph(unknown, 'signals')).toThrow(
    'replayModel: takes what the architectures here are made of, got operator ReduceMean',
  );
});
