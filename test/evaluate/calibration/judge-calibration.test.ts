import { describe, expect, it } from 'vitest';
import {
  applyPlatt,
  calibrationError,
  confidenceSet,
  crossFitClasses,
  dealGroups,
  fitConformal,
  fitPlatt,
  judgeCalibration,
  logit,
  sigmoid,
} from '../../../src/evaluate/index.ts';
import { createRandom } from '../../../src/random.ts';

const random = createRandom(31);

/** Over-confident probabilities of one class, honest ones of another; two records per patient. */
const records = Array.from({ length: 600 }, (_, i) => {
  const [a, b] = [1.5 * random.normal(), 1.5 * random.normal() - 1];
  const labels = [a, b].map((x) => (random.uniform() < sigmoid(x) ? 1 : 0));
  return { labels, scores: [sigmoid(3 * a + 1.5), sigmoid(b)], patient: `p${i >> 1}`, sex: i % 3 ? 'male' : undefined };
});
const predictions = {
  classes: ['bold', 'honest'],
  labels: records.flatMap(({ labels }) => labels),
  scores: records.flatMap(({ scores }) => scores),
};
const groups = records.map(({ patient }) => patient);
const partOf = dealGroups(groups, 5, createRandom(1));
const crossFitted = crossFitClasses(predictions, { partOf, method: 'platt', level: 0.9 });
const judgement = judgeCalibration(crossFitted, {
  groups,
  divisions: [records.map(({ sex }) => sex)],
  resamples: 100,
  random: createRandom(2),
});

describe('crossFitClasses', () => {
  it('answers for a record by fits on the other parts', () => {
    const record = 7;
    const others = records.filter((_, i) => partOf[i] !== partOf[record]);
    const labels = others.map((other) => other.labels[0] as number);
    const raw = others.map((other) => other.scores[0] as number);
    const p = records[record]?.scores[0] as number;
    const platt = fitPlatt(
      labels,
      raw.map((x) => logit(x)),
    );
    expect(crossFitted[0]?.calibrated[record]).toBeCloseTo(
      applyPlatt(platt as NonNullable<typeof platt>, logit(p)),
      12,
    );
    expect(crossFitted[0]?.sets[record]).toEqual(confidenceSet(fitConformal(labels, raw, 0.9), p));
  });
});

describe('judgeCalibration', () => {
  it('sees that calibration helped where it was needed, and what chance leaves of it', () => {
    const [bold, honest] = judgement.classes;
    expect(bold?.eceBefore).toBeGreaterThan(0.15);
    expect(bold?.ece).toBeLessThan(0.06);
    expect(bold?.logLoss).toBeLessThan((bold?.logLossBefore as number) - 0.1);
    // Honest probabilities cannot be told from what chance alone does: 600 records in 15 bins leave 0.03 to 0.04.
    expect(honest?.eceByChance).toBeGreaterThan(0.02);
    expect(honest?.eceByChance).toBeLessThan(0.05);
    expect(Math.abs((honest?.eceBefore as number) - (honest?.eceByChance as number))).toBeLessThan(0.02);
  });

  it('counts how often sets hold the truth', () => {
    const { labels, sets } = crossFitted[0] as (typeof crossFitted)[number];
    const held = sets.filter(({ decisions }, i) => decisions.includes(labels[i] === 1 ? 'present' : 'absent')).length;
    expect(judgement.classes[0]?.coverage).toBeCloseTo(held / 600, 12);
    const [bold, honest] = judgement.classes;
    const mean = ((bold?.coverage as number) + (honest?.coverage as number)) / 2;
    expect(judgement.overall).toMatchObject({ records: 600 });
    expect(judgement.overall.coverage).toBeCloseTo(mean, 12);
    // 1,200 sets of 90 % stray by 0.009.
    expect(mean).toBeGreaterThan(0.87);
    expect(mean).toBeLessThan(0.93);
    const [low = 1, high = 0] = judgement.overall.interval ?? [];
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
  });

  it('judges subgroups, and leaves out records that are in none', () => {
    expect(judgement.subgroups.map(({ subgroup, records: n }) => [subgroup, n])).toEqual([['male', 400]]);
  });

  it('finds the calibration error of the probabilities that it was given', () => {
    const { labels, calibrated } = crossFitted[1] as (typeof crossFitted)[number];
    expect(judgement.classes[1]?.ece).toBe(calibrationError(labels, calibrated));
  });
});
