import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CheckedAttribution,
  checkRecord,
  type Explainer,
  findPlanted,
  type MethodFigures,
  openExplainer,
  partialRankCorrelation,
  plantedHeart,
  RECOMMENDED_METHOD,
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
  const heart = plantedHeart(smallCard(), 3);

  it('planted ST elevation changes one chest lead: its ST segments upwards, and the rest by what preparation makes of them', () => {
    const { plain, planted, beats } = heart;
    expect(planted.map(({ lead }) => lead)).toEqual(['V1', 'V2', 'V3', 'V4', 'V5', 'V6']);
    for (const { lead, input } of planted) {
      for (const [name, samples] of Object.entries(plain.signal.leads)) {
        const other = input.signal.leads[name] as Float32Array;
        if (name !== lead) expect(other).toEqual(samples);
        else {
          const isIn = (i: number) =>
            beats.beats.some(({ qrsOff = 0, tOn = 0 }) => i >= Math.round(qrsOff / 5) && i < Math.round(tOn / 5));
          const rises = Array.from(samples, (value, i) => (other[i] as number) - value);
          const meanRise = (inside: boolean) => {
            const own = rises.filter((_, i) => isIn(i) === inside);
            return own.reduce((sum, rise) => sum + rise, 0) / own.length;
          };
          expect(meanRise(true)).toBeGreaterThan(0.3);
          expect(Math.abs(meanRise(false))).toBeLessThan(0.5 * meanRise(true));
        }
      }
    }
  });

  it('a search for it tells a class, by how much it rose, and whether lead and segment were found', async () => {
    const findings = await findPlanted(explainer, heart, 'occlusion-leads', {});
    expect(findings).toHaveLength(6);
    for (const found of findings) {
      expect(['MI', 'STTC']).toContain(found.class);
      expect(found.both).toBe(found.lead && found.segment);
      expect(found.isAnswered).toBe(found.raised >= 0.25);
    }
  });

  it('one record and several methods give figures, and a method on itself correlates fully', async () => {
    const one = { name: 'a', patient: 'p', class: 'MI', statements: ['IMI'], input: heart.plain, beats: heart.beats };
    let ticks = 0;
    const models = { explainer, random, randomLast: explainer, otherSeed: explainer };
    const both = await checkRecord(models, one, ['gradient-input', 'saliency'], () => ticks++);
    expect(both.map(({ method }) => method)).toEqual(['gradient-input', 'saliency']);
    for (const checked of both) {
      expect(checked.processorMs).toBe(1);
      expect(checked.randomLast.values).toBeCloseTo(1, 6);
      expect(checked.otherSeed?.values).toBeCloseTo(1, 6);
      expect(checked.randomLabels).toBeUndefined();
      expect(checked.random.values).toBeLessThan(0.9);
      expect(checked.segmentRatio).toBeGreaterThan(0);
      expect(checked.territoryRatio).toBeGreaterThan(0);
      expect(Object.values(checked.deletion).every(Number.isFinite)).toBe(true);
    }
    // Alone, a method is held against the same random order.
    const [alone] = await checkRecord(models, one, ['gradient-input'], () => 0);
    expect(alone?.deletion.deletion).toBe(both[0]?.deletion.deletion);
  });

  it('means are over records, intervals by patient, and one patient has none', () => {
    const figures = (name: string, patient: string, completenessError: number) =>
      ({
        case: { name, patient, class: 'MI' },
        method: RECOMMENDED_METHOD,
        processorMs: 1,
        completenessError,
        segmentRatio: completenessError * 100,
        segmentLift: 2,
        territoryRatio: undefined,
        random: { values: 0, magnitudes: 0.3, beyondInput: 0.1 },
        randomLast: { values: 0, magnitudes: 0, beyondInput: undefined },
        randomLabels: undefined,
        otherSeed: undefined,
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
      randomLabels: mean(0.1),
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
    expect(passed).toEqual([undefined, true, false, true, undefined, true, false, true, false, true]);
    const integrated = verdictsOf({ ...figures, method: RECOMMENDED_METHOD }, complete, { ...planted, both: 8 });
    expect(integrated.map((one) => one.passed)).toEqual([true, ...passed.slice(1, -1), false]);
  });
});
