import {
  buildInferenceGraph,
  buildTrainingGraph,
  type InputShape,
  type ModelFunction,
  type NamedValues,
} from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';

/** Random values for everything that a model learns or keeps; running variances are positive. */
export function randomValues(model: ModelFunction, shape: InputShape, seed: number): NamedValues {
  const { parameters, statistics } = buildTrainingGraph(model, shape, 2);
  const random = createRandom(seed);
  const filled = (size: number, value: () => number) => Float32Array.from({ length: size }, value);
  return new Map([
    ...parameters.map((p) => {
      const size = p.shape.reduce((product, n) => product * n, 1);
      return [
        p.name,
        p.shape.length > 1 ? p.initialise(p.shape, random) : filled(size, () => random.normal()),
      ] as const;
    }),
    ...statistics.map((s) => {
      const isVariance = s.name.endsWith('var');
      return [s.name, filled(s.shape[0] ?? 0, () => (isVariance ? 0.5 + random.uniform() : random.normal()))] as const;
    }),
  ]);
}

/** An untrained network as a model file. */
export function randomModel(model: ModelFunction, shape: InputShape, seed: number): Uint8Array {
  return buildInferenceGraph(model, shape, randomValues(model, shape, seed));
}

/** Logits of a model file for the same random signals every time. */
export async function logitsOf(bytes: Uint8Array, { channels, samples }: InputShape, rows = 3): Promise<Float32Array> {
  const random = createRandom(99);
  const data = Float32Array.from({ length: rows * channels * samples }, () => random.normal());
  const session = await openSession(bytes, { threads: 1 });
  const { logits } = await session.run({ signals: { data, shape: [rows, channels, samples] } });
  await session.close();
  return logits?.data ?? new Float32Array();
}
