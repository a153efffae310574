import { expect, it } from 'vitest';
import { loadModel, readModelFile, writeModelFile } from '../../src/models/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { labelledInputs, probabilitiesOf, releaseQuantised } from '../../src/train/index.ts';
import { smallCard, smallGraph } from '../models/small-model.ts';
import { syntheticStore } from './synthetic-store.ts';

const validationFolds = [9, 10];
const card = smallCard();
const validation = labelledInputs(syntheticStore(160), validationFolds, 'all', card);
const release = async (changes: Parameters<typeof smallCard>[0] = {}) => {
  const original = await readModelFile(writeModelFile(smallGraph(), smallCard(changes)), 'small.onnx');
  const rest = { name: 'small-int8', validationFolds, openSession, threads: 1, seed: 1 };
  return { original, ...(await releaseQuantised({ ...rest, original, validation })) };
};

it('a quantised model tells in its card what it was made from and how far it moved', async () => {
  const { original, bytes, card: made } = await release({ script: 'runs/of-the-original.sh' });
  const [before, after] = await Promise.all(
    [original.bytes, bytes].map(async (file) => {
      const model = await loadModel(file, 'm', openSession, 1);
      return probabilitiesOf(model, validation.inputs).finally(() => model.session.close());
    }),
  );
  const moved = (before ?? []).flatMap((outputs, i) =>
    [...outputs].map((p, c) => Math.abs(p - (after?.[i]?.[c] ?? 9))),
  );
  expect(made.precision).toMatchObject({
    weights: 'int8',
    original: { name: 'small', sha256: original.sha256 },
    task: 'superdiagnostic',
  });
  const { precision, metrics } = made;
  if (precision.weights !== 'int8') throw new Error('expected int8');
  expect(precision.difference.records).toBe(32);
  expect(precision.difference.maximum).toBe(Number(Math.max(...moved).toPrecision(5)));
  const mean = moved.reduce((sum, d) => sum + d, 0) / moved.length;
  expect(precision.difference.mean / mean).toBeCloseTo(1, 4);
  expect(precision.difference.maximum).toBeGreaterThan(0);
  // Platt scaling is monotonic: it moves no AUC, unless a slope is negative as an untrained network may have it.
  expect(precision.macroAuc).toBeDefined();
  expect(metrics[0]?.task).toBe('superdiagnostic');
  expect(made.name).toBe('small-int8');
  expect(made.script).toBeUndefined();
  expect(made.input).toEqual(original.card.input);
});

it('a model is not quantised on folds that it was trained on', async () => {
  await expect(release({ training: { ...card.training, folds: [9] } })).rejects.toThrow(/small was trained on, got 9/);
});
