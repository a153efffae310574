import { describe, expect, it } from 'vitest';
import { architectures, loadModel } from '../../src/models/index.ts';
import { openSession } from '../../src/nn/node.ts';
import {
  decodeCheckpoint,
  encodeCheckpoint,
  evaluateModel,
  inputFormOf,
  judgedRows,
  labelledInputs,
  probabilitiesWith,
  releaseModel,
  type TrainingConfig,
  type TrainingRun,
  train,
  trainingConfigSchema,
  trainingSet,
  validationAuc,
} from '../../src/train/index.ts';
import { quickConfig, syntheticStore } from './synthetic-store.ts';

/** Twice as many records as most laws here need, for the one that learns. */
const plenty = syntheticStore(160);
const store = syntheticStore(80);
const trainFolds = [1, 2, 3, 4, 5, 6, 7, 8];

/** The default network with fewer channels: quick, and of the same layers. */
const narrow = architectures['resnet1d-wang']({ outputs: 5, width: 8, hidden: 8 });

function runOf(config: TrainingConfig, extra: Partial<TrainingRun> = {}): TrainingRun {
  const learnt = labelledInputs(store, trainFolds, config.task, inputFormOf(config));
  const set = trainingSet(learnt, config);
  return { config, set, model: narrow, openSession, threadsPerSession: 1, validate: async () => undefined, ...extra };
}

/** Every augmentation that 100 Hz can hold, often. */
const everything = {
  augmentation: {
    timeWarp: { probability: 0.5, maxFactor: 1.2 },
    electrodeSwap: { probability: 0.5 },
    recordGain: { probability: 0.5, maxFactor: 1.2 },
    leadGain: { probability: 0.5, maxFactor: 1.2 },
    baselineWander: { probability: 0.5, amplitude: 0.3 },
    mainsHum: { probability: 0.5, amplitude: 0.1, hz: 40 },
    muscleNoise: { probability: 0.5, amplitude: 0.1 },
    masking: { probability: 0.5, maxSec: 0.5 },
    leadDropout: { probability: 0.5, share: 0.2 },
  },
  mixing: { mixup: { probability: 0.5, alpha: 0.3 }, cutMix: { probability: 0.5, alpha: 1 } },
};

/** Two epochs are enough where only bits are compared. */
const short = { ...quickConfig, epochs: 2 };

/** Every record of one lead convolved with seven taps, zeros around it. */
function convolved(counts: Int16Array, samples: number, taps: Float32Array): Float64Array {
  return Float64Array.from(counts, (_, i) => {
    const t = i % samples;
    return taps.reduce((sum, tap, k) => {
      const inside = t + k - 3 >= 0 && t + k - 3 < samples;
      return sum + (inside ? (tap * (counts[i + k - 3] as number)) / 1000 : 0);
    }, 0);
  });
}

describe('train', () => {
  it('learns: the loss falls and unseen records are told apart', async () => {
    const config = { ...quickConfig, epochs: 5 };
    const form = inputFormOf(config);
    const validation = labelledInputs(plenty, [9, 10], 'superdiagnostic', form);
    const set = trainingSet(labelledInputs(plenty, trainFolds, 'superdiagnostic', form), config);
    const model = architectures['resnet1d-wang']({ outputs: 5 });
    const { values, history, finished } = await train(runOf(config, { set, model }));
    expect(finished).toBe(true);
    expect(history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    expect(history[4]?.loss).toBeLessThan((history[0]?.loss ?? 0) / 2);
    const raw = await probabilitiesWith(config, values, validation.inputs, openSession, 1);
    const judged = judgedRows(validation.rows, raw, 'superdiagnostic');
    expect(validationAuc(config, judged, judged.raw)).toBeGreaterThan(0.9);

    const { bytes, card } = await releaseModel({
      name: 'quick',
      config,
      values,
      store: plenty,
      trainFolds,
      validationFolds: [9, 10],
      trainRows: plenty.rows.filter(({ fold }) => trainFolds.includes(fold)),
      validation,
      raw,
      packageVersion: '0.0.0',
    });
    expect(card.architecture.parameters).toBeGreaterThan(400_000);
    const loaded = await loadModel(bytes, 'quick.onnx', openSession, 1);
    const evaluation = await evaluateModel(loaded, plenty, { folds: [9, 10], task: 'superdiagnostic', resamples: 50 });
    // The file predicts as the values in memory did: the same figure by way of the public path.
    expect(evaluation.macroAuc).toBeCloseTo(card.metrics[0]?.macroAuc ?? Number.NaN, 6);
    expect(evaluation.cautions.join()).toMatch(/fitted on fold 9, 10/);
    expect(evaluation.leftOut.map(({ class: name }) => name)).toEqual(['STTC', 'CD', 'HYP']);
    await expect(evaluateModel(loaded, plenty, { folds: [9], task: 'rhythm' })).rejects.toThrow(
      /must cover task rhythm/,
    );
    await loaded.session.close();
  });

  it('repeats to the bit with the same seed, and differs with another', async () => {
    const [first, again, other] = await Promise.all([
      train(runOf(short)),
      train(runOf(short)),
      train(runOf({ ...short, seed: 6 })),
    ]);
    expect(again.values).toEqual(first.values);
    expect(other.values).not.toEqual(first.values);
  });

  it.each([
    ['plain', {}],
    ['augmented and mixed', everything],
    ['averaged over steps', { averageDecay: 0.9 }],
    ['averaged over epochs', { equalAverageShare: 1 }],
  ])('continues from a checkpoint in the middle of an epoch to the bits of an unbroken run: %s', async (_, fields) => {
    const short = trainingConfigSchema.parse({ ...quickConfig, epochs: 2, ...fields });
    const unbroken = await train(runOf(short));
    const identity = { config: short, dataSha256: 'x' };
    const stop = new AbortController();
    let checkpoint = new Uint8Array();
    const stopped = await train(
      runOf(short, {
        signal: stop.signal,
        onBatch: ({ epoch, batch }) => {
          if (epoch === 2 && batch === 2) stop.abort();
        },
        onCheckpoint: async (state) => {
          checkpoint = Uint8Array.from(encodeCheckpoint(state, identity));
        },
      }),
    );
    expect(stopped.finished).toBe(false);
    const resumed = await train(
      runOf(short, { resume: (graph) => decodeCheckpoint(checkpoint, identity, graph, 'run.checkpoint') }),
    );
    expect(resumed.values).toEqual(unbroken.values);

    const refuse = (other: typeof identity) =>
      train(runOf(short, { resume: (graph) => decodeCheckpoint(checkpoint, other, graph, 'run.checkpoint') }));
    await expect(refuse({ ...identity, dataSha256: 'y' })).rejects.toThrow(/other records/);
    await expect(refuse({ ...identity, config: { ...short, seed: 9 } })).rejects.toThrow(/seed 5, got 9/);
  });

  it('releases the mean of the weights at the ends of the last epochs', async () => {
    const config = trainingConfigSchema.parse({ ...quickConfig, equalAverageShare: 2 / 3 });
    const ends: Float32Array[] = [];
    const { values } = await train(
      runOf(config, { onCheckpoint: async ({ parameters }) => void ends.push(parameters.values.slice()) }),
    );
    const released = Float32Array.from(
      [...values].filter(([name]) => !/running_/.test(name)).flatMap(([, v]) => [...v]),
    );
    expect(released.length).toBe(ends[0]?.length);
    const off = released.map((v, i) => Math.abs(v - ((ends[1]?.[i] as number) + (ends[2]?.[i] as number)) / 2));
    // One rounding to float32 of weights below 4.
    expect(off.reduce((most, v) => Math.max(most, v), 0)).toBeLessThan(1e-6);
    expect(() => trainingConfigSchema.parse({ averageDecay: 0.9, equalAverageShare: 0.5 })).toThrow(/one average/);
  });

  it('releases averaged weights with their own batch statistics on windows that are not augmented', async () => {
    // Eight batches of whole records take every record once, so the first layer's statistics are those of all records.
    const changes = { leads: ['II'], windowSec: 4, batch: 8, epochs: 1, averageDecay: 0.99 };
    const config = trainingConfigSchema.parse({ ...quickConfig, ...changes, augmentation: everything.augmentation });
    const run = runOf(config);
    const { values } = await train(run);
    const weights = values.get('stem.conv.weight') as Float32Array;
    for (const channel of [0, 5, 7]) {
      const responses = convolved(run.set.counts, run.set.samples, weights.subarray(channel * 7, channel * 7 + 7));
      const mean = responses.reduce((sum, v) => sum + v, 0) / responses.length;
      const variance = responses.reduce((sum, v) => sum + (v - mean) ** 2, 0) / responses.length;
      expect(values.get('stem.norm.running_mean')?.[channel]).toBeCloseTo(mean, 5);
      // The mean of variances within batches lacks the variance of their means, which standardised records hardly have.
      expect((values.get('stem.norm.running_var')?.[channel] as number) / variance).toBeCloseTo(1, 3);
    }
  });

  it('says what is wrong with a batch that does not fit', async () => {
    await expect(train(runOf({ ...short, batch: 512 }))).rejects.toThrow(/at least a batch of 512 records, got 64/);
    await expect(train(runOf({ ...short, batch: 15 }))).rejects.toThrow(/multiple of shards, got 15 and 2/);
  });
});

describe('labelledInputs', () => {
  it('leaves out and lists records that the model refuses, and counts those without a label', () => {
    const flat = { ...store, counts: store.counts.slice() };
    flat.counts.fill(0, 0, 12 * 400);
    const { refused, inputs, unlabelled } = labelledInputs(flat, [1], 'superdiagnostic', inputFormOf(short));
    expect(refused).toMatchObject([{ ecgId: 1, reason: expect.stringMatching(/flat/) }]);
    expect([inputs.length, unlabelled]).toEqual([7, 0]);
    expect(() => labelledInputs(store, [1], 'form', inputFormOf(short))).toThrow(/label of task form/);
  });

  it('refuses a data set of a unit that the model does not take', () => {
    const config = { ...short, units: ['normalised' as const] };
    expect(() => labelledInputs(store, [1], 'all', inputFormOf(config))).toThrow(/takes normalised amplitudes, got mV/);
  });
});

it('every architecture has a name that the command line knows', () => {
  expect(Object.keys(architectures)).toContain(quickConfig.architecture);
});
