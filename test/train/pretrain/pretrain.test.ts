import { beforeAll, describe, expect, it } from 'vitest';
import { storeRecord } from '../../../src/datasets/index.ts';
import { architectures } from '../../../src/models/index.ts';
import { openSession } from '../../../src/nn/node.ts';
import { createRandom } from '../../../src/random.ts';
import { makeRecord } from '../../../src/record/index.ts';
import { drawPairs } from '../../../src/train/draw-shard.ts';
import {
  contrastiveObjective,
  decodeCheckpoint,
  encodeCheckpoint,
  type PretrainingConfig,
  pretrainingConfigSchema,
  pretrainingNetwork,
  readInitialWeights,
  readPretrainingFacts,
  simulatedRecords,
  type TrainingRun,
  train,
  trainingConfigSchema,
  trainingGraphOf,
  type UnlabelledSet,
  unlabelledSet,
  writePretrainedFile,
} from '../../../src/train/index.ts';
import { initialState } from '../../../src/train/training-state.ts';
import { syntheticStore } from '../synthetic-store.ts';

const config = pretrainingConfigSchema.parse({
  ...{ architecture: 'convnext1d-tiny', epochs: 2, batch: 16, seed: 3, windowSec: 1, recordSec: 4, embedding: 16 },
});
const places = [{ folder: 'simulated', records: [...simulatedRecords(48, 1, 100, 4)] }];

describe('pretraining', () => {
  let unlabelled: UnlabelledSet;
  beforeAll(async () => {
    unlabelled = await unlabelledSet(places, config);
  }, 60_000);

  function runOf(config: PretrainingConfig, extra: Partial<TrainingRun> = {}): TrainingRun {
    const rest = { openSession, threadsPerSession: 1, validate: async () => undefined };
    const objective = contrastiveObjective(config.temperature);
    return { config, set: unlabelled.set, model: pretrainingNetwork(config), objective, ...rest, ...extra };
  }

  it('learns which windows are of one recording: the loss falls well below that of chance', async () => {
    // Windows that overlap and are not augmented, so that few steps suffice.
    const { history } = await train(runOf({ ...config, epochs: 15, windowSec: 2.5, augmentation: {} }));
    const chance = Math.log(2 * 8 - 1);
    expect(history[0]?.loss).toBeGreaterThan(chance / 2);
    expect(history.at(-1)?.loss).toBeLessThan(chance / 2);
  }, 60_000);

  it.each([
    ['plain', {}],
    ['averaged over steps', { averageDecay: 0.9 }],
  ])(
    'continues from a checkpoint in the middle of an epoch to the bits of an unbroken run: %s',
    async (_, fields) => {
      const short = { ...config, ...fields };
      const identity = { config: short, dataSha256: unlabelled.sha256 };
      const unbroken = await train(runOf(short));
      const stop = new AbortController();
      let checkpoint = new Uint8Array();
      await train(
        runOf(short, {
          signal: stop.signal,
          onBatch: ({ epoch, batch }) => {
            if (epoch === 2 && batch === 1) stop.abort();
          },
          onCheckpoint: async (state) => {
            checkpoint = Uint8Array.from(encodeCheckpoint(state, identity));
          },
        }),
      );
      const resume = (other: typeof identity) =>
        train(runOf(short, { resume: (graph) => decodeCheckpoint(checkpoint, other, graph, 'run.checkpoint') }));
      expect((await resume(identity)).values).toEqual(unbroken.values);
      await expect(resume({ ...identity, dataSha256: 'y' })).rejects.toThrow(/other records/);
    },
    60_000,
  );

  it('draws two windows of each record, one behind the other, each changed by itself', () => {
    const graph = trainingGraphOf(config, 16, pretrainingNetwork(config), contrastiveObjective(0.1));
    expect(graph.batch).toBe(16);
    const { signals } = drawPairs(graph, unlabelled.set, [3, 5, 0, 1, 2, 4, 6, 7], createRandom(1)).feeds;
    const { counts, samples, leads } = unlabelled.set;
    /** Which records hold the first lead of a window. */
    const holders = (window: number) => {
      const wanted = signals?.data
        .subarray(window * leads * 100, window * leads * 100 + 100)
        .map((x) => Math.round(1000 * x));
      return [...Array(8).keys()].filter((record) => {
        const lead = counts.subarray(record * leads * samples, record * leads * samples + samples);
        return [...Array(samples - 99).keys()].some((start) => wanted?.every((x, t) => x === lead[start + t]));
      });
    };
    expect([0, 1, 2, 3].map(holders)).toEqual([[3], [3], [5], [5]]);
    const changed = drawPairs(graph, unlabelled.set, [3, 5, 0, 1, 2, 4, 6, 7], createRandom(1), config).feeds.signals;
    expect(changed?.data).not.toEqual(signals?.data);
  });

  it.each(['resnet1d-wang', 'xresnet1d18', 'lstm'] as const)(
    'gives weights that %s begins with, all but the last layer, and says what they come from',
    async (architecture) => {
      const other = pretrainingConfigSchema.parse({ ...config, architecture });
      const graph = trainingGraphOf(other, 16, pretrainingNetwork(other), contrastiveObjective(0.1));
      const { parameters, statistics } = initialState(graph, other);
      const values = new Map([...parameters.views, ...statistics]);
      const facts = {
        ...{ config: other, data: [...unlabelled.data], folds: [1, 2], records: 48, dataSha256: unlabelled.sha256 },
        ...{ loss: 1, chanceLoss: 2, packageVersion: '0' },
      };
      const bytes = writePretrainedFile(values, facts);
      expect(readPretrainingFacts(bytes, 'p.onnx')).toEqual({ schema: 'einthoven/pretraining/1', ...facts });
      const weights = await readInitialWeights(bytes, 'p.onnx');
      expect(weights).toMatchObject({ architecture, folds: [], unlabelledFolds: [1, 2] });
      const training = trainingConfigSchema.parse({ architecture, windowSec: 1, batch: 4, seed: 9 });
      const model = architectures[architecture]({ outputs: 5 });
      const begun = (from?: typeof weights) =>
        initialState(trainingGraphOf(training, 5, model), training, from).parameters.views;
      const [tuned, fresh] = [begun(weights), begun()];
      const own = [...tuned]
        .filter(([name, value]) => String(value) !== String(values.get(name)))
        .map(([name]) => name);
      expect(own).toEqual(['head.linear2.weight', 'head.linear2.bias']);
      expect(tuned.get('head.linear2.weight')).toEqual(fresh.get('head.linear2.weight'));
    },
  );
});

describe('unlabelledSet', () => {
  it('takes the first seconds of each recording, and tells by folder what it refuses and why', async () => {
    const store = syntheticStore(3);
    const records = [0, 1, 2].map((i) => storeRecord(store, i));
    const single = makeRecord({
      fs: 100,
      leads: { II: new Float32Array(400).map((_, t) => Math.sin(t)) },
      source: { name: 'one' },
    });
    const { set, data, refused } = await unlabelledSet(
      [
        { folder: 'a', records },
        { folder: 'b', records: [single] },
      ],
      { ...config, recordSec: 3 },
    );
    expect([set.records, set.leads, set.samples, set.outputs]).toEqual([3, 12, 300, 16]);
    expect(data).toEqual([
      { folder: 'a', records: 3, refused: 0 },
      { folder: 'b', records: 0, refused: 1 },
    ]);
    expect(refused).toEqual([{ name: 'b one', reason: expect.stringMatching(/lead/) }]);
    await expect(unlabelledSet([{ folder: 'a', records }], { ...config, recordSec: 5 })).rejects.toThrow(
      /must last at least 5 s, got 4 s/,
    );
  });

  it('repeats simulated records with the same seed, of which every kind can be read', async () => {
    const [one, again] = await Promise.all([unlabelledSet(places, config), unlabelledSet(places, config)]);
    expect(one.sha256).toBe(again.sha256);
    expect(one.set.records).toBe(48);
    expect([...simulatedRecords(2, 2, 100, 4)][0]?.leads.II).not.toEqual(places[0]?.records[0]?.leads.II);
  });
});
