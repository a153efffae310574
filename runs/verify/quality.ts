import { join } from 'node:path';
import { bootstrapIntervals, rocAuc } from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { binLeads } from '../quality/boost-leads.ts';
import { crossValidate, TUNING } from '../quality/cross-validation.ts';
import { ALARM_HEAD, alarmRows, faultRows } from '../quality/fault-rates.ts';
import { readCinc2011, type Verdicts } from '../quality/read-cinc2011.ts';
import type { Measured, Section } from './section.ts';

const PROMISED_ACCURACY = 0.92;
const SEEDS = [1, 2, 3];

/** Acceptability by nested cross-validation, and how often faults get their reason. */
export const quality: Section = {
  name: 'quality',
  data: ['cinc2011', 'ludb', 'ptbxl'],
  async measure([cinc2011 = '', ludb = '', ptbxl = '']): Promise<Measured> {
    const { markdown, accuracy } = measureAcceptability(readCinc2011(cinc2011));
    const faults = ['| simulated fault | reason | given |', '|---|---|---|', ...faultRows()];
    const alarms = [...ALARM_HEAD, ...alarmRows({ LUDB: ludb, 'PTB-XL, 500 Hz': join(ptbxl, 'records500') })];
    const shortfalls =
      accuracy >= PROMISED_ACCURACY
        ? []
        : [`accuracy of acceptability must be at least ${PROMISED_ACCURACY}, got ${accuracy.toFixed(4)}`];
    return { markdown: [markdown, ...faults, '', ...alarms].join('\n'), shortfalls };
  },
};

function measureAcceptability(verdicts: Verdicts) {
  const { rejected, names } = verdicts;
  const bins = binLeads(verdicts);
  const runs = SEEDS.map((seed) => crossValidate(verdicts, bins, TUNING, createRandom(seed)).rejection);
  const right = Float64Array.from(
    rejected,
    (label, i) => runs.filter((p) => (p[i] as number) > 0.5 === (label === 1)).length / runs.length,
  );
  const meanOf = (weights: ArrayLike<number>) => {
    let [sum, total] = [0, 0];
    right.forEach((share, i) => {
      sum += share * (weights[i] as number);
      total += weights[i] as number;
    });
    return sum / total;
  };
  const accuracy = meanOf(right.map(() => 1));
  const statistic = (weights: ArrayLike<number>) => [meanOf(weights)];
  const [interval] = bootstrapIntervals(right.length, [statistic], { random: createRandom(1) });
  const [low, high] = interval?.[0] ?? [Number.NaN, Number.NaN];
  const perRun = runs.map((p) => {
    const count = (label: number, called: boolean) =>
      p.reduce((n, x, i) => n + Number(rejected[i] === label && x > 0.5 === called), 0);
    return [count(1, true), count(1, false), count(0, false), count(0, true)] as const;
  });
  const rows = perRun.map(([tp, fn, tn, fp], r) => {
    const figures = [
      (tp + tn) / right.length,
      tp / (tp + fn),
      tn / (tn + fp),
      rocAuc(rejected, runs[r] as Float64Array) ?? Number.NaN,
    ];
    return `| ${SEEDS[r]} | ${figures.map((x) => x.toFixed(3)).join(' | ')} | ${tp} | ${fn} | ${tn} | ${fp} |`;
  });
  const meanRejection = names.map((_, i) => runs.reduce((sum, p) => sum + (p[i] as number) / runs.length, 0));
  const worst = (label: number) =>
    names
      .map((name, i) => ({ name, p: meanRejection[i] as number, i }))
      .filter(({ i }) => rejected[i] === label && right[i] === 0)
      .sort((a, b) => (label === 1 ? a.p - b.p : b.p - a.p))
      .map(({ name, p }) => `${name} (${p.toFixed(2)})`)
      .join(', ');
  const markdown = [
    `Verdicts on ${names.length} records of \`cinc2011\`, nested cross-validation (${TUNING.outerFolds} outer, ${TUNING.innerFolds} inner folds, stratified), seeds ${SEEDS.join(', ')}:`,
    `accuracy ${accuracy.toFixed(3)}, 95 % interval over records ${low.toFixed(3)}–${high.toFixed(3)}.`,
    '',
    '| seed | accuracy | sensitivity for unacceptable | specificity | AUC | rejected rightly | missed | accepted rightly | rejected wrongly |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
    `Wrong with every seed, with the mean probability of being rejected. Called unacceptable by people: ${worst(1)}. Called acceptable: ${worst(0)}.`,
    '',
  ].join('\n');
  return { markdown, accuracy };
}
