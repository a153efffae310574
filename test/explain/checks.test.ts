import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CheckedAttribution,
  checkRecord,
  type Explainer,
  findPlanted,
  type MethodFigures,
  openExplainer,
  partialRankCorrelation,
  plantedCases,
  rankCorrelation,
  summariseChecks,
  summariseCompleteness,
  verdictsOf,
} from '../../src/explain/index.ts';
import { loadModel, type Model, writeModelFile } from '../../src/models/index.ts';
import { randomiseWeights } from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';
import { smallCard, smallGraph, smallModel } from '../models/small-model.ts';

let model: Model;
let shuffled: Model;
let explainer: Explainer;
let random: Explainer;
beforeAll(async () => {
  model = await smallModel();
  shuffled = await loadModel(
    writeModelFile(randomiseWeights(smallGraph(), createRandom(1)), smallCard()),
    'shuffled',
    openSession,
    1,
  );
  [explainer, random] = [openExplainer(model, openSession, 1), openExplainer(shuffled, openSession, 1)];
});
afterAll(async () => {
  await Promise.all([explainer.close(), random.close()]);
  await Promise.all([model.session.close(), shuffled.session.close()]);
});

it("Spearman's correlation is that of SciPy, also with ties", () => {
  // scipy.stats.spearmanr 1.17: ([1, 2, 2, 5], [3, 1, 4, 9]) and a constant side.
  expect(rankCorrelation([1, 2, 2, 5], [3, 1, 4, 9])).toBeCloseTo(0.632456, 6);
  expect(rankCorrelation([1, 2, 3], [5, 5, 5])).toBeUndefined();
});

it('a partial correlation is what the third side leaves', () => {
  // (0.8 − 0.4 · 0.2) / √((1 − 0.4²)(1 − 0.2²)): the ranks of [1, 4, 2, 3] correlate with the two sides by 0.4 and 0.2.
  expect(partialRankCorrelation([1, 2, 3, 9], [10, 20, 40, 30], [1, 4, 2, 3])).toBeCloseTo(0.801784, 6);
  const third = [3, 1, 4, 1.5, 9, 2.6];
  expect(partialRankCorrelation(third, third, third)).toBeUndefined();
});

it('shuffled weights are other weights of the same values, from the last layer on', () => {
  const graph = smallGraph();
  const whole = randomiseWeights(graph, createRandom(1));
  const last = randomiseWeights(graph, createRandom(1), 1);
  expect(new Set([graph, whole, last].map((file) => file.length)).size).toBe(1);
  const different = (other: Uint8Array) => graph.reduce((count, byte, i) => count + Number(byte !== other[i]), 0);
  // The last layer has 8 × 71 weights of four bytes.
  expect(different(last)).toBeGreaterThan(0);
  expect(different(last)).toBeLessThanOrEqual(8 * 71 * 4);
  expect(different(whole)).toBeGreaterThan(different(last));
});

describe('the checks', () => {
  const [planted] = plantedCases(smallCard(), 3);

  it('planted ST elevation changes the ST segments of one lead and nothing else', () => {
    expect(planted?.lead).toBe('V1');
    const { plain, planted: changed, beats } = planted as NonNullable<typeof planted>;
    for (const [lead, samples] of Object.entries(plain.signal.leads)) {
      const other = changed.signal.leads[lead] as Float32Array;
      if (lead !== 'V1') expect(other).toBe(samples);
      else {
        const moved = Array.from(samples.keys()).filter((i) => samples[i] !== other[i]);
        const inside = (i: number) =>
          beats.beats.some(({ qrsOff = 0, tOn = 0 }) => i >= Math.round(qrsOff / 5) && i < Math.round(tOn / 5));
        expect(moved.length).toBeGreaterThan(0);
        expect(moved.every(inside)).toBe(true);
      }
    }
  });

  it('a search for it tells a class, by how much it rose, and whether lead and segment were found', async () => {
    const found = await findPlanted(explainer, planted as NonNullable<typeof planted>, 'occlusion-leads', {});
    expect(['MI', 'STTC']).toContain(found.class);
    expect(found.both).toBe(found.lead && found.segment);
    expect(found.isAnswered).toBe(found.raised >= 0.25);
  });

  it('one record and method give figures, and the same method on itself correlates fully', async () => {
    const { plain, beats } = planted as NonNullable<typeof planted>;
    const one = { name: 'a', patient: 'p', class: 'MI', statements: ['IMI'], input: plain, beats };
    let ticks = 0;
    const models = { explainer, random, randomLast: explainer };
    const checked = await checkRecord(models, one, 'gradient-input', () => ticks++);
    expect(checked.processorMs).toBe(1);
    expect(checked.randomLast.values).toBeCloseTo(1, 6);
    expect(checked.random.values).toBeLessThan(0.9);
    expect(checked.segmentRatio).toBeGreaterThan(0);
    expect(checked.territoryRatio).toBeGreaterThan(0);
    expect(Object.values(checked.deletion).every(Number.isFinite)).toBe(true);
  });

  it('means are over records, intervals by patient, and one patient has none', () => {
    const figures = (name: string, patient: string, completenessError: number) =>
      ({
        case: { name, patient, class: 'MI' },
        method: 'integrated-gradients',
        processorMs: 1,
        completenessError,
        segmentRatio: completenessError * 100,
        segmentLift: 2,
        territoryRatio: undefined,
        random: { values: 0, magnitudes: 0.3, beyondInput: 0.1 },
        randomLast: { values: 0, magnitudes: 0, beyondInput: undefined },
        other: undefined,
        seeds: 1,
        deletion: { deletion: 1, insertion: 1, deletionInSegments: 1, insertionInSegments: 1 },
        cells: [1, 2, 3],
      }) satisfies CheckedAttribution;
    const two = [figures('a', 'p', 0.005), figures('b', 'q', 0.02)];
    const [method] = summariseChecks(two);
    expect(method?.segmentRatios.MI).toEqual({ n: 2, mean: 1.25, interval: [0.5, 2] });
    expect(method?.territoryRatio).toEqual({ n: 0, mean: undefined, interval: undefined });
    expect(method?.agreement.mean).toBe(1);
    expect(summariseChecks(two.slice(0, 1))[0]?.segmentRatios.MI?.interval).toBeUndefined();
    expect(method?.segmentLifts.MI?.mean).toBe(2);
    expect(summariseCompleteness(two)).toEqual({ n: 2, medianError: 0.02, largestError: 0.02, within1Percent: 0.5 });
  });

  it('verdicts take a method by its limits, and leave open what was not asked', () => {
    const mean = (value: number | undefined) => ({ n: 2, mean: value, interval: [0.1, 0.9] as const });
    const figures = {
      method: 'gradient-input',
      random: mean(-0.05),
      randomMagnitudes: mean(0.5),
      randomLast: mean(undefined),
      segmentRatios: { STTC: mean(1.1), CD: mean(0.9) },
      deletionInSegments: mean(0.5),
      insertionInSegments: { ...mean(0.5), interval: [-0.1, 0.9] as const },
    } as unknown as MethodFigures;
    const complete = { n: 2, medianError: 0, largestError: 0, within1Percent: 1 };
    const planted = {
      method: 'gradient-input',
      cases: 10,
      lead: 9,
      segment: 9,
      both: 9,
      answered: 8,
      bothOfAnswered: 8,
    } as const;
    const passed = verdictsOf(figures, complete, planted).map((one) => one.passed);
    expect(passed).toEqual([undefined, true, false, undefined, true, false, true, false, true]);
    const integrated = verdictsOf({ ...figures, method: 'integrated-gradients' }, complete, { ...planted, both: 8 });
    expect(integrated.map((one) => one.passed)).toEqual([
      true,
      true,
      false,
      undefined,
      true,
      false,
      true,
      false,
      false,
    ]);
  });
});
