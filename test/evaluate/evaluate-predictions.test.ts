import { describe, expect, it } from 'vitest';
import {
  ageBand,
  type EvaluationReport,
  evaluatePredictions,
  evaluateSubgroups,
  rocAuc,
  selectRecords,
} from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { goldenClasses, goldenMultilabel } from './golden.ts';

const { classes, labels, scores } = goldenMultilabel;
const evaluate = (options = {}) =>
  evaluatePredictions({ classes, labels, scores, resamples: 100, random: createRandom(1), ...options });

describe('evaluatePredictions', () => {
  it('gives the macro figures of scikit-learn', () => {
    const report = evaluate();
    expect(report.n).toBe(240);
    expect(report.macroAuc).toBeCloseTo(goldenMultilabel.macroAuc, 12);
    expect(report.macroAveragePrecision).toBeCloseTo(goldenMultilabel.macroAveragePrecision, 12);
    expect(report.macroF1).toBeCloseTo(goldenMultilabel.macroF1, 12);
    expect(report.recordFMax).toBeCloseTo(goldenMultilabel.recordFMax, 12);
  });

  it.each(goldenClasses)('gives the figures of one class as scikit-learn does: $name', (golden) => {
    const { name, labels: y, scores: p, threshold } = golden;
    const options = { classes: [name], labels: y, scores: p, thresholds: [threshold], resamples: 0 };
    const figures = evaluatePredictions({ ...options, random: createRandom(1) }).classes[name];
    const { labels: _l, scores: _s, name: _n, ...expected } = golden;
    for (const [figure, value] of Object.entries(expected)) {
      const measured = figures?.[figure as keyof typeof figures];
      if (value === null) expect(measured, figure).toBeUndefined();
      else expect(measured, figure).toBeCloseTo(value, 12);
    }
  });

  it('gives each class its interval around its figure, at the level it states', () => {
    const report = evaluate({ level: 0.9 });
    expect(report.intervalLevel).toBe(0.9);
    for (const figure of ['auc', 'averagePrecision', 'f1', 'sensitivity', 'specificity'] as const) {
      const { [figure]: value, [`${figure}Interval` as const]: interval } = report.classes.A as never;
      const [low, high] = interval as [number, number];
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
    }
    const narrower = report.macroAucInterval as [number, number];
    const wider = evaluate({ level: 0.99 }).macroAucInterval as [number, number];
    expect(wider[1] - wider[0]).toBeGreaterThan(narrower[1] - narrower[0]);
  });

  it('gives no interval to a class with fewer than ten positives, says so, and has a macro AUC without it', () => {
    const report = evaluate();
    expect(report.classes.D).toMatchObject({ positives: 7, aucInterval: undefined });
    expect(report.notMeasured).toEqual([
      { figures: ['intervals of a class'], reason: 'fewer than 10 positives or negatives: D' },
    ]);
    const aucs = ['A', 'B', 'C'].map((name) => report.classes[name]?.auc as number);
    expect(report.frequent).toMatchObject({ minPositives: 10, classes: 3 });
    expect(report.frequent.macroAuc).toBeCloseTo(aucs.reduce((sum, auc) => sum + auc, 0) / 3, 12);
  });

  it('names the classes without positives or negatives and leaves them out of every macro figure', () => {
    const constant = labels.map((label, i) => (i % 4 === 1 ? 0 : i % 4 === 2 ? 1 : label));
    const report = evaluate({ labels: constant });
    expect(report.leftOut).toEqual([
      { class: 'B', reason: 'no positives' },
      { class: 'C', reason: 'no negatives' },
    ]);
    const mean = (figure: 'auc' | 'f1' | 'brier' | 'ece') =>
      ((report.classes.A?.[figure] as number) + (report.classes.D?.[figure] as number)) / 2;
    expect(report.macroAuc).toBeCloseTo(mean('auc'), 12);
    expect(report.macroF1).toBeCloseTo(mean('f1'), 12);
    expect(report.macroBrier).toBeCloseTo(mean('brier'), 12);
    expect(report.macroEce).toBeCloseTo(mean('ece'), 12);
  });

  it('judges no probability where a score is none, and says which', () => {
    const logits = scores.map((p) => 10 * p - 5);
    const report = evaluate({ scores: logits });
    expect(report.classes.A?.auc).toBe(evaluate().classes.A?.auc);
    for (const figure of ['threshold', 'f1', 'sensitivity', 'specificity', 'brier', 'logLoss', 'ece'] as const) {
      expect(report.classes.A?.[figure]).toBeUndefined();
    }
    expect(report.notMeasured[0]).toEqual({
      figures: [
        ...['brier', 'logLoss', 'ece', 'macroBrier', 'macroEce', 'recordFMax'],
        ...['threshold', 'f1', 'sensitivity', 'specificity', 'precision', 'macroF1'],
      ],
      reason: `scores are no probabilities: ${logits[0]} at record 0, class A`,
    });
  });

  it('judges decisions on any scores at thresholds that are given', () => {
    const thresholds = [0.5, 0.4, 0.3, 0.2];
    const inLogits = evaluate({ scores: scores.map((p) => 8 * p - 4), thresholds: thresholds.map((t) => 8 * t - 4) });
    const inProbabilities = evaluate({ thresholds });
    for (const name of classes) {
      const { f1, sensitivity, specificity, sensitivityInterval } = inProbabilities.classes[name] ?? {};
      expect(inLogits.classes[name]).toMatchObject({ f1, sensitivity, specificity, sensitivityInterval });
    }
  });

  it('draws patients where they are given', () => {
    const groups = Array.from({ length: 240 }, (_, i) => Math.floor(i / 4));
    expect(evaluate()).toMatchObject({ resampledBy: 'record', resampledUnits: 240 });
    expect(evaluate({ groups })).toMatchObject({ resampledBy: 'group', resampledUnits: 60 });
  });

  it('does not depend on the order of the classes, apart from their order in the report', () => {
    const permutation = [3, 1, 0, 2];
    const permute = (values: readonly number[]) =>
      values.map((_, i) => values[i - (i % 4) + (permutation[i % 4] as number)] as number);
    const moved = evaluate({
      classes: permutation.map((c) => classes[c]),
      labels: permute(labels),
      scores: permute(scores),
    });
    const report = evaluate();
    expect(Object.keys(moved.classes)).toEqual(['D', 'B', 'A', 'C']);
    expect(moved.classes).toEqual(report.classes);
    expect(moved.macroAucInterval?.[0]).toBeCloseTo(report.macroAucInterval?.[0] as number, 12);
  });

  it('says why there is no macro interval', () => {
    const reasonsOf = (report: EvaluationReport) => report.notMeasured.map(({ reason }) => reason);
    const one = { classes: ['A'], random: createRandom(1), resamples: 20 };
    const constant = evaluatePredictions({ ...one, labels: [1, 1], scores: [0.1, 0.2] });
    expect(constant.macroAucInterval).toBeUndefined();
    expect(reasonsOf(constant)).toContain('no class has positives and negatives');
    const onePatient = evaluatePredictions({ ...one, labels: [1, 0], scores: [0.1, 0.2], groups: [5, 5] });
    expect(onePatient.macroAucInterval).toBeUndefined();
    expect(reasonsOf(onePatient)).toEqual(['one patient only, so nothing to resample']);
    // Ten classes with one positive each, in ten different records: a resample holds all ten with probability 10! / 10^10 = 0.04 %.
    const names = Array.from({ length: 10 }, (_, c) => `class ${c}`);
    const identity = names.flatMap((_, i) => names.map((__, c) => (i === c ? 1 : 0)));
    const rare = evaluatePredictions({ ...one, classes: names, labels: identity, scores: identity });
    expect(rare.macroAucInterval).toBeUndefined();
    expect(reasonsOf(rare)).toContain('fewer than 1 resample in 100 has positives and negatives of every class');
  });

  it('has neither intervals nor excuses when none were asked for', () => {
    const report = evaluate({ resamples: 0 });
    expect(report).toMatchObject({ resamples: 0, macroAucInterval: undefined, notMeasured: [] });
  });

  it('is plain data that survives JSON and structuredClone', () => {
    const report = evaluate();
    expect(structuredClone(report)).toEqual(report);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it.each([
    [{ thresholds: [0.5] }, 'thresholds must be one number per class, got 0.5 for 4'],
    [{ thresholds: [0.5, 0.5, Number.NaN, 0.5] }, 'thresholds must be one number per class'],
    [{ groups: [1] }, 'groups must be one per record, got 1 for 240 records'],
    [{ level: 95 }, 'level must lie within (0, 1), got 95'],
    [{ resamples: -1 }, 'resamples must be a positive integer, got -1'],
    [{ scores: [0.5] }, 'evaluatePredictions: labels and scores must both be [records × 4 classes]'],
  ])('refuses %o', (options, message) => {
    expect(() => evaluate(options)).toThrow(message);
  });
});

describe('evaluateSubgroups', () => {
  const subgroups = Array.from({ length: 240 }, (_, i) => (i % 10 === 0 ? undefined : i % 3 === 0 ? 'male' : 'female'));
  const options = { classes, labels, scores, resamples: 50, random: createRandom(1) };

  it('judges each subgroup as if it were all there is', () => {
    const { notStated, subgroups: found } = evaluateSubgroups({ ...options, random: createRandom(9), subgroups });
    expect(notStated).toBe(24);
    const members = subgroups.flatMap((name, record) => (name === 'female' ? [record] : []));
    const alone = evaluatePredictions({ ...options, ...selectRecords(options, members), random: createRandom(9) });
    expect(found.female).toEqual(alone);
    const auc = rocAuc(
      members.map((record) => labels[4 * record] as number),
      members.map((record) => scores[4 * record] as number),
    );
    expect(found.female).toMatchObject({ n: members.length, classes: { A: { auc } } });
  });

  it('takes the patients of the subgroup along', () => {
    const groups = Array.from({ length: 240 }, (_, i) => `patient ${Math.floor(i / 2)}`);
    const { male } = evaluateSubgroups({ ...options, groups, subgroups }).subgroups;
    const units = new Set(groups.filter((_, record) => subgroups[record] === 'male')).size;
    expect(male).toMatchObject({ resampledBy: 'group', resampledUnits: units });
  });

  it('counts a subgroup that is too small, and does not judge it', () => {
    const few = subgroups.map((name, record) => (record < 49 ? 'few' : name));
    expect(evaluateSubgroups({ ...options, resamples: 0, subgroups: few }).subgroups.few).toEqual({
      n: 49,
      reason: 'fewer than 50 records',
    });
  });

  it('refuses subgroups that are not one per record', () => {
    expect(() => evaluateSubgroups({ ...options, subgroups: ['male'] })).toThrow(
      'subgroups must be one per record, got 1 for 240',
    );
  });
});

describe('ageBand', () => {
  it.each([
    [0, '< 40'],
    [39.9, '< 40'],
    [40, '40–59'],
    [60, '60–79'],
    [79.9, '60–79'],
    [80, '≥ 80'],
    [300, '≥ 80'],
    [undefined, undefined],
  ])('puts %s years into %s', (age, band) => {
    expect(ageBand(age)).toBe(band);
  });

  it.each([-1, Number.NaN])('refuses %d years', (age) => {
    expect(() => ageBand(age)).toThrow(/age must be at least 0 years/);
  });
});
