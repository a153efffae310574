import { describe, expect, it } from 'vitest';
import { calibrate, readModelFile, writeModelFile } from '../../src/models/index.ts';
import { readOnnxMetadata } from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { judgeDecisions, labelledInputs, releaseCalibrated } from '../../src/train/index.ts';
import { smallCard, smallGraph } from '../models/small-model.ts';
import { syntheticStore } from './synthetic-store.ts';

const validationFolds = [9, 10];
const validation = labelledInputs(syntheticStore(160), validationFolds, 'all', smallCard());
const release = async (
  options: Partial<Parameters<typeof releaseCalibrated>[0]> = {},
  changes: Parameters<typeof smallCard>[0] = {},
) => {
  const original = await readModelFile(
    writeModelFile(smallGraph(), smallCard({ script: 'old.sh', ...changes })),
    'small.onnx',
  );
  const rest = { name: 'mine', validationFolds, validation, openSession, threads: 1, seed: 1 };
  return { original, ...(await releaseCalibrated({ ...rest, original, decisions: {}, ...options })) };
};

describe('releaseCalibrated', () => {
  it('keeps the weights, and writes what it fitted into the card', async () => {
    const decisions = { method: 'beta' as const, thresholdRule: { rule: 'cost-ratio' as const, costRatio: 3 } };
    const { original, bytes, card } = await release({ decisions });
    const written = await readModelFile(bytes, 'mine.onnx');
    expect(written.card).toEqual(card);
    expect(card.weightsSha256).not.toBe('0'.repeat(64));
    expect(card).toMatchObject({ name: 'mine', decisionFolds: [9, 10], input: original.card.input });
    expect(card.script).toBeUndefined();
    expect(readOnnxMetadata(bytes).disclaimer).toContain('Not clinically validated');
    const { MI, HYP } = card.decisions.superdiagnostic ?? {};
    expect(MI).toMatchObject({ records: 32, conformal: { level: 0.9 } });
    // An untrained network may rank no better than chance: then there is neither calibration nor cost threshold.
    if (MI?.calibration) expect(MI).toMatchObject({ calibration: { method: 'beta' }, threshold: 0.25 });
    else expect(MI?.threshold).toBeUndefined();
    expect(HYP).toEqual({ positives: 0, records: 32 });
  });

  it('is the same to the bit when made twice from its own result', async () => {
    const first = await release();
    const file = await readModelFile(first.bytes, 'mine.onnx');
    const second = await release({ original: file });
    expect(second.bytes).toEqual(first.bytes);
  });

  it('fits calibration and thresholds on answers of other networks where told, and confidence sets on its own', async () => {
    const others = labelledInputs(syntheticStore(160), [1, 2, 3, 4, 5], 'all', smallCard());
    const isInfarct = others.rows.map(({ statements }) => 'IMI' in statements);
    const place = smallCard().outputs.indexOf('IMI');
    // Networks that know the answer, and say so with 0.7 and 0.2.
    const raw = isInfarct.map((known) => {
      const outputs = new Float64Array(smallCard().outputs.length).fill(0.01);
      outputs[place] = known ? 0.7 : 0.2;
      return outputs;
    });
    const outOfFold = { rows: others.rows, raw, folds: [1, 2, 3, 4, 5], seed: 1, groups: 3 };
    const [alone, told] = [await release(), await release({ outOfFold })];
    expect(told.card).toMatchObject({ decisionFolds: [1, 2, 3, 4, 5], decisionNetworks: { seed: 1, groups: 3 } });
    const { IMI } = told.card.decisions.all ?? {};
    expect(IMI).toMatchObject({ records: 80, positives: isInfarct.filter(Boolean).length });
    expect(IMI?.conformal).toEqual(alone.card.decisions.all?.IMI?.conformal);
    expect(told.card.metrics[0]?.cautions).toEqual([]);
    // The card's own calibration is judged, not one that is cross-fitted.
    const { classes } = judgeDecisions(told.card, validation, told.raw, {}, { seed: 1, resamples: 20 });
    const decision = told.card.decisions.superdiagnostic?.MI;
    const { raw: scores, calibrated } = classes[1] as (typeof classes)[number];
    expect(Array.from(calibrated)).toEqual(Array.from(scores, (p) => calibrate(p, decision)));
    // Calibrated anew on its own answers, the card forgets the others.
    const again = await release({ original: await readModelFile(told.bytes, 'mine.onnx') });
    expect(again.card.decisionNetworks).toBeUndefined();
    expect(again.card.decisions).toEqual(alone.card.decisions);
  });

  it('refuses folds that the model was trained on, and prevalences of unknown classes', async () => {
    const training = { ...smallCard().training, folds: [9] };
    await expect(release({}, { training })).rejects.toThrow(/small was trained on, got 9/);
    await expect(release({ prevalences: { XYZ: 0.1 } })).rejects.toThrow('must have a class of that name, got XYZ');
  });
});

describe('judgeDecisions', () => {
  it('judges every superclass on all records, overall and by sex', async () => {
    const { card, raw } = await release();
    const { task, classes, judgement } = judgeDecisions(card, validation, raw, {}, { seed: 1, resamples: 20 });
    expect(task).toBe('superdiagnostic');
    expect(classes.map((one) => one.class)).toEqual(['NORM', 'MI', 'STTC', 'CD', 'HYP']);
    expect(judgement.overall.records).toBe(32);
    const sexes = judgement.subgroups.filter(({ subgroup }) => ['male', 'female'].includes(subgroup));
    expect(sexes.reduce((sum, { records }) => sum + records, 0)).toBe(32);
  });
});
