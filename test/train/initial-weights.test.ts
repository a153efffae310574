import { beforeAll, describe, expect, it } from 'vitest';
import { architectures, readModelFile, writeModelFile } from '../../src/models/index.ts';
import { buildInferenceGraph, type ModelFunction } from '../../src/nn/index.ts';
import {
  configWithInitialWeights,
  type InitialWeights,
  readInitialWeights,
  requireBlindStart,
  trainingConfigSchema,
  trainingGraphOf,
} from '../../src/train/index.ts';
import { initialState } from '../../src/train/training-state.ts';
import { smallCard, smallGraph, smallNetwork, untrainedValues } from '../models/small-model.ts';
import { randomValues } from '../nn/small-networks.ts';

const config = trainingConfigSchema.parse({ seed: 7, batch: 4 });
const form = { channels: 12, samples: 250 };

/** The weights of any network as a file of this package. */
const weightsOf = (model: ModelFunction) =>
  readInitialWeights(
    writeModelFile(buildInferenceGraph(model, form, randomValues(model, form, 3)), smallCard()),
    'w.onnx',
  );

function begun(model: ModelFunction, weights?: InitialWeights) {
  const graph = trainingGraphOf(config, 71, model);
  const { parameters, statistics } = initialState(graph, config, weights);
  return new Map([...parameters.views, ...statistics]);
}

describe('initial weights', () => {
  let own: InitialWeights;
  beforeAll(async () => {
    const training = {
      ...smallCard().training,
      folds: [2],
      teachers: [{ name: 't', sha256: 'a'.repeat(64), folds: [5] }],
    };
    own = await readInitialWeights(writeModelFile(smallGraph(1), smallCard({ training })), 'own.onnx');
  });

  it('are every parameter and statistic of the file where names and shapes agree', () => {
    const values = begun(smallNetwork, own);
    const stored = untrainedValues(1);
    expect([...values.keys()].sort()).toEqual([...stored.keys()].sort());
    for (const [name, value] of values) expect(value, name).toEqual(stored.get(name));
  });

  it('leave those of the head that have another shape as the seed makes them', async () => {
    const weights = await weightsOf(smallNetwork);
    const other = architectures['resnet1d-wang']({ outputs: 3, width: 8, hidden: 8 });
    const [values, fresh] = [begun(other, weights), begun(other)];
    const anew = [...values].flatMap(([name, value]) => (String(value) === String(fresh.get(name)) ? [name] : []));
    expect(anew).toEqual(['head.linear2.weight', 'head.linear2.bias']);
    expect(values.get('head.linear1.weight')).toEqual(weights.tensors.get('head.linear1.weight')?.data);
    expect(values.get('block1.norm1.running_var')).toEqual(weights.tensors.get('block1.norm1.running_var')?.data);
  });

  it.each([
    [
      'of another width',
      architectures['resnet1d-wang']({ outputs: 5, width: 4 }),
      /stem\.conv\.weight of shape \[8,12,1,7\], got \[4/,
    ],
    [
      'of another network',
      architectures['fcn-wang']({ outputs: 5, widths: [4, 4, 4] }),
      /of the network alone, got conv1\.weight/,
    ],
  ])('%s are refused, naming the first weight', async (_, model, rule) => {
    const weights = await weightsOf(model);
    expect(() => begun(smallNetwork, weights)).toThrow(rule);
  });

  it('must have every weight of the body', async () => {
    const tensors = new Map(own.tensors);
    tensors.delete('block2.norm1.bias');
    expect(() => begun(smallNetwork, { ...own, tensors })).toThrow(
      /must have block2\.norm1\.bias of shape \[8\], got none/,
    );
  });

  it('put file, SHA-256 and folds, those of teachers too, into the configuration, which held-out folds must not meet', async () => {
    const full = configWithInitialWeights(config, own);
    const { sha256 } = await readModelFile(writeModelFile(smallGraph(1), smallCard()), 'x');
    expect(own.sha256).not.toBe(sha256);
    expect(full.initialWeights).toEqual({ file: 'own.onnx', sha256: own.sha256, folds: [2, 5], unlabelledFolds: [] });
    expect(() => requireBlindStart(full, [1, 5])).toThrow(/own\.onnx was trained on, got 5/);
    expect(() => requireBlindStart(full, [1, 3])).not.toThrow();
    const named = { ...config, initialWeights: { file: 'own.onnx', sha256, folds: [], unlabelledFolds: [] } };
    expect(() => configWithInitialWeights(named, own)).toThrow(/must have the SHA-256 of the configuration/);
  });

  it.each([
    ['another architecture', { architecture: 'gru' }, /architecture "gru" .*, got "resnet1d-wang"/],
    ['leads in another order', { leads: [...config.leads].reverse() }, /leads \["V6"/],
    ['another preparation', { preparation: [{ step: 'resample', fs: 100 }] }, /preparation \[\{"step":"resample"/],
  ])('of %s are refused', (_, changes, rule) => {
    expect(() => configWithInitialWeights(trainingConfigSchema.parse(changes), own)).toThrow(rule);
  });
});
