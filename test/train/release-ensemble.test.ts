import { beforeAll, describe, expect, it } from 'vitest';
import { storeRecord } from '../../src/datasets/index.ts';
import {
  loadModel,
  type ModelCard,
  type ModelFile,
  predict,
  readModelFile,
  writeModelFile,
} from '../../src/models/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { ensembleInputForm, evaluateModel, labelledInputs, releaseEnsemble } from '../../src/train/index.ts';
import { smallCard, smallGraph } from '../models/small-model.ts';
import { syntheticStore } from './synthetic-store.ts';

const store = syntheticStore(160);
const validationFolds = [9, 10];
const member = (seed: number, changes: Partial<ModelCard> = {}): Promise<ModelFile> =>
  readModelFile(writeModelFile(smallGraph(seed), smallCard({ name: `m${seed}`, ...changes })), `m${seed}.onnx`);
const release = (members: readonly ModelFile[]) => {
  const form = ensembleInputForm('both', members);
  const validation = labelledInputs(store, validationFolds, form.task, form);
  const rest = { name: 'both', validationFolds, openSession, threads: 1, seed: 1, packageVersion: '0.0.0' };
  return releaseEnsemble({ ...rest, members, validation });
};

describe('releaseEnsemble', () => {
  let members: readonly ModelFile[];
  let released: Awaited<ReturnType<typeof release>>;
  beforeAll(async () => {
    const training = { ...smallCard().training, folds: [1, 2], records: 7, recordsByUnit: { mV: 7 } };
    members = [await member(1), await member(2, { training, limits: ['few records'] })];
    released = await release(members);
  });

  it('predicts the mean of what its members predict, before calibration', async () => {
    const record = storeRecord(store, 0);
    const uncalibrated = async (bytes: Uint8Array) => {
      const model = await loadModel(bytes, 'm', openSession, 1);
      const prediction = await predict({ ...model, card: { ...model.card, decisions: {} } }, record);
      await model.session.close();
      return (prediction.tasks.all ?? []).map(({ probability }) => probability);
    };
    const [a, b] = await Promise.all(members.map(({ bytes }) => uncalibrated(bytes)));
    const joined = await uncalibrated(released.bytes);
    expect(joined).toHaveLength(71);
    // Float32 in the graph.
    for (const [i, p] of joined.entries()) expect(p).toBeCloseTo(((a?.[i] ?? 0) + (b?.[i] ?? 0)) / 2, 5);
  });

  it('has a card that lists its members, sums their parameters and joins what they were trained on', () => {
    const { card } = released;
    expect(card.members?.map(({ name, sha256 }) => [name, sha256])).toEqual([
      ['m1', members[0]?.sha256],
      ['m2', members[1]?.sha256],
    ]);
    expect(card.architecture).toEqual({ name: 'ensemble', parameters: 2 });
    expect(card.training).toMatchObject({ folds: [1, 2], records: 7, recordsByUnit: { mV: 7 } });
    expect(card.limits).toEqual(['few records']);
    expect(card.decisionFolds).toEqual([9, 10]);
  });

  it('has calibration and thresholds of its own, and figures that the public path measures again', async () => {
    const model = await loadModel(released.bytes, 'both.onnx', openSession, 1);
    const [metrics] = model.card.metrics;
    const options = { folds: validationFolds, task: 'superdiagnostic', resamples: 0 } as const;
    const evaluation = await evaluateModel(model, store, options);
    await model.session.close();
    expect(metrics?.task).toBe('superdiagnostic');
    expect(evaluation.macroAuc).toBeCloseTo(metrics?.macroAuc ?? Number.NaN, 6);
    expect(evaluation.macroEce).toBeCloseTo(metrics?.macroEce ?? Number.NaN, 6);
    expect(metrics?.classes?.NORM?.positives).toBe(evaluation.classes.NORM?.positives);
    expect(metrics?.subgroups.map(({ subgroup }) => subgroup)).toContain('female');
    expect(metrics?.cautions.join()).toMatch(/fitted on fold 9, 10/);
    expect(model.card.decisions.superdiagnostic?.NORM?.threshold).toBeDefined();
  });

  const input = smallCard().input;
  it.each<[string, Partial<ModelCard>]>([
    ['input.leads', { input: { ...input, leads: [...input.leads].reverse() } }],
    ['input.fs', { input: { ...input, fs: 500 } }],
    ['input.preparation', { input: { ...input, preparation: [{ step: 'resample', fs: 100 }] } }],
    ['input.units', { input: { ...input, units: ['mV'] } }],
    ['input.windowSamples', { input: { ...input, windowSamples: 500 } }],
    ['windowAggregation', { windowAggregation: 'max' }],
    ['outputs', { outputs: [...smallCard().outputs].reverse() }],
    ['classAggregation', { classAggregation: 'max' }],
  ])('refuses members that differ in %s, naming it and them', async (field, changes) => {
    const other = await member(2, changes);
    expect(() => ensembleInputForm('both', [members[0] as ModelFile, other])).toThrow(
      new RegExp(`${field} must be the same in all members, got .* in m1 and .* in m2`),
    );
  });

  it('refuses a member that was trained on a validation fold, and a single member', async () => {
    const seen = await member(2, { training: { ...smallCard().training, folds: [8, 9] } });
    await expect(release([members[0] as ModelFile, seen])).rejects.toThrow(/m2 was trained on, got 9/);
    expect(() => ensembleInputForm('one', members.slice(0, 1))).toThrow(/at least two members, got 1/);
  });
});
