import { DISCLAIMER } from '../disclaimer.ts';
import type { CrossValidationSummary } from './cross-validation.ts';
import { duration } from './progress-line.ts';
import { interval, table } from './text-table.ts';

const four = (value: number | undefined) => (value === undefined ? '–' : value.toFixed(4));

/** The summary for people. */
export function crossValidationText(summary: CrossValidationSummary): string {
  const { seeds, groups, macroAuc, sdOfGroups } = summary;
  const numbers = Array.from({ length: groups }, (_, g) => g + 1);
  const aucRows = seeds.map(({ seed, n, seconds, byGroup, ...report }) => [
    `${seed}`,
    `${n}`,
    four(report.macroAuc),
    interval(report.macroAucInterval),
    ...numbers.map((g) => four(byGroup.find(({ group }) => group === g)?.macroAuc)),
    duration(seconds),
  ]);
  const header = ['seed', 'n', 'macro-AUC', '95 % by patient', ...numbers.map((g) => `group ${g}`), 'time'];
  const calibrationRows = seeds.flatMap(({ seed, calibration, classAuc }) =>
    calibration.map(({ class: name, positives, ece, eceInterval }) => [
      name,
      `${seed}`,
      `${positives}`,
      four(classAuc[name]),
      four(ece),
      interval(eceInterval),
    ]),
  );
  return [
    `${summary.config.architecture}, task ${summary.task}, folds ${summary.folds.join(', ')} in ${groups} groups`,
    table(header, aucRows),
    `macro-AUC ${four(macroAuc.mean)}, spread over seeds ${four(macroAuc.sdOfSeeds)}, over groups ${four(sdOfGroups)} (standard deviations), ${duration(summary.seconds)} of training`,
    '',
    'Calibration after Platt scaling fitted on the other groups:',
    table(['class', 'seed', 'positives', 'AUC', 'ECE', '95 % by patient'], calibrationRows),
    ...(summary.refused > 0 ? [`records refused, over all trainings: ${summary.refused}`] : []),
    DISCLAIMER,
    '',
  ].join('\n');
}
