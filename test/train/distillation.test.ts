import { beforeAll, describe, expect, it } from 'vitest';
import { storeRecord } from '../../src/datasets/index.ts';
import {
  architectures,
  loadModel,
  type ModelCard,
  type ModelFile,
  predict,
  readModelFile,
  writeModelFile,
} from '../../src/models/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { cautionsOf } from '../../src/train/evaluate-model.ts';
import {
  configWithTeachers,
  decodeCheckpoint,
  encodeCheckpoint,
  inputFormOf,
  labelByTeachers,
  labelledInputs,
  type Teaching,
  trainingConfigSchema,
  trainingGraphOf,
  trainingSet,
} from '../../src/train/index.ts';
import { initialState } from '../../src/train/training-state.ts';
import { smallCard, smallGraph } from '../models/small-model.ts';
import { quickConfig, syntheticStore } from './synthetic-store.ts';

const task = 'superdiagnostic';
const store = syntheticStore(30);
const learnt = labelledInputs(store, [1, 2, 3, 4], task, inputFormOf(quickConfig));

/** An untrained network whose card says that it was trained on these folds. */
function teacherOf(seed: number, folds: number[], changes: Partial<ModelCard['training']> = {}): Promise<ModelFile> {
  const card = smallCard({ name: `t${seed}`, training: { ...smallCard().training, folds, ...changes } });
  return readModelFile(writeModelFile(smallGraph(seed), card), `t${seed}.onnx`);
}

function teach(teachers: readonly ModelFile[], changes: Partial<Teaching> = {}) {
  const rest = { validationFolds: [9], allowSeenTeachers: false, openSession, threads: 1 };
  return labelByTeachers({ learnt, store, task, teachers, ...rest, ...changes });
}

/** What a model file predicts for a record by the public path, calibration left out. */
async function predicted({ bytes }: ModelFile, ecgId: number): Promise<number[]> {
  const model = await loadModel(bytes, 'm', openSession, 1);
  const index = store.rows.findIndex((row) => row.ecgId === ecgId);
  const prediction = await predict({ ...model, card: { ...model.card, decisions: {} } }, storeRecord(store, index));
  await model.session.close();
  return (prediction.tasks[task] ?? []).map(({ probability }) => probability);
}

describe('labelByTeachers', () => {
  let [early, late, blind]: ModelFile[] = [];
  beforeAll(async () => {
    [early, late, blind] = await Promise.all([teacherOf(1, [1, 2]), teacherOf(2, [3, 4]), teacherOf(3, [7])]);
  }, 60_000);

  it('labels each record by the mean of the teachers that were not trained on its fold', async () => {
    const { teacherProbabilities } = await teach([early, late, blind] as ModelFile[]);
    expect(teacherProbabilities?.length).toBe(learnt.rows.length * 5);
    for (const [fold, teacher] of [
      [1, late],
      [4, early],
    ] as const) {
      const row = learnt.rows.findIndex((one) => one.fold === fold);
      const id = learnt.rows[row]?.ecgId as number;
      const [one, other] = [await predicted(teacher as ModelFile, id), await predicted(blind as ModelFile, id)];
      expect(one[0]).not.toBeCloseTo(other[0] as number, 4);
      one.forEach((p, c) => {
        // Kept as float32.
        expect(teacherProbabilities?.[row * 5 + c]).toBeCloseTo((p + (other[c] as number)) / 2, 6);
      });
    }
  });

  it('refuses records that every teacher was trained on, unless that is allowed', async () => {
    const inFolds12 = learnt.rows.filter(({ fold }) => fold <= 2).length;
    const rule = new RegExp(`got ${inFolds12} records without one in folds 1, 2$`);
    await expect(teach([early as ModelFile])).rejects.toThrow(rule);
    const { teacherProbabilities } = await teach([early as ModelFile], { allowSeenTeachers: true });
    const row = learnt.rows.findIndex(({ fold }) => fold === 1);
    const [first] = await predicted(early as ModelFile, learnt.rows[row]?.ecgId as number);
    expect(teacherProbabilities?.[row * 5]).toBeCloseTo(first as number, 6);
  });

  it('counts what a teacher learnt from teachers of its own as seen, and refuses those who saw the validation folds', async () => {
    const second = await teacherOf(4, [7], { teachers: [{ name: 'x', sha256: 'a'.repeat(64), folds: [1, 8] }] });
    await expect(teach([second])).rejects.toThrow(/in folds 1$/);
    await expect(teach([late as ModelFile, second], { validationFolds: [8] })).rejects.toThrow(
      /t4 was trained on, got 8/,
    );
  });

  it('refuses a teacher that does not cover the task', async () => {
    const outputs = smallCard().outputs.map((code) => (code === 'IMI' ? 'another' : code));
    const card = smallCard({ name: 'partial', outputs, training: { ...smallCard().training, folds: [7] } });
    const other = await readModelFile(writeModelFile(smallGraph(1), card), 'partial.onnx');
    await expect(teach([other])).rejects.toThrow(/partial must cover task superdiagnostic, got task all/);
  });
});

describe('distillation', () => {
  const config = trainingConfigSchema.parse({ ...quickConfig, distillation: { weight: 0.25 } });

  it('mixes the probabilities into the targets, and needs them', () => {
    const teacherProbabilities = Float32Array.from(learnt.labels, (_, i) => (i % 7) / 8);
    const { targets } = trainingSet({ ...learnt, teacherProbabilities }, config);
    learnt.labels.forEach((label, i) => {
      expect(targets[i]).toBeCloseTo(0.75 * label + (0.25 * (i % 7)) / 8, 6);
    });
    expect(() => trainingSet(learnt, config)).toThrow(/probabilities of teachers, got none/);
  });

  it('puts hashes and folds of the teachers into the configuration, which a checkpoint and a second run must share', async () => {
    const [one, other] = [await teacherOf(1, [2, 1]), await teacherOf(2, [3])];
    const taught = configWithTeachers(config, [one]);
    expect(taught.distillation?.teachers).toEqual([{ name: 't1', sha256: one.sha256, folds: [1, 2] }]);
    expect(() => configWithTeachers(taught, [other])).toThrow(/those of the configuration/);
    expect(() => configWithTeachers(config, [])).toThrow(/must be given, got none/);

    const graph = trainingGraphOf(taught, 5, architectures['resnet1d-wang']({ outputs: 5, width: 4, hidden: 4 }));
    const bytes = encodeCheckpoint(initialState(graph, taught), { config: taught, dataSha256: 'x' });
    const resume = (teachers: readonly ModelFile[]) =>
      decodeCheckpoint(bytes, { config: configWithTeachers(config, teachers), dataSha256: 'x' }, graph, 'c');
    expect(resume([one]).epoch).toBe(0);
    expect(() => resume([other])).toThrow(/was made with distillation/);
  });

  it('warns of figures on folds that a teacher was trained on', () => {
    const training = { ...smallCard().training, folds: [1], teachers: [{ name: 'x', sha256: 'a', folds: [1, 10] }] };
    expect(cautionsOf({ training, decisionFolds: [9] }, [1, 10])).toEqual([
      expect.stringMatching(/^fold 1 was trained on/),
      expect.stringMatching(/^a teacher was trained on fold 10:/),
    ]);
  });
});
