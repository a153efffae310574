import type { EvaluationReport } from '../evaluate/index.ts';
import { cell, interval, table } from './text-table.ts';

/** The figures of an evaluation for people: the macro line, then a row per class, then what was not measured. */
export function evaluationText(report: EvaluationReport): string {
  const { intervalLevel, resamples, resampledBy, classes } = report;
  const header = ['class', 'n', 'AUC', 'interval', 'AP', 'F1', 'Se', 'Sp', 'Brier', 'ECE'];
  const rows = Object.entries(classes).map(([name, c]) => [
    name,
    String(c.positives),
    cell(c.auc),
    interval(c.aucInterval),
    ...[c.averagePrecision, c.f1, c.sensitivity, c.specificity, c.brier, c.ece].map(cell),
  ]);
  const how =
    resamples > 0
      ? ` (${Number((intervalLevel * 100).toFixed(6))} % bootstrap by ${resampledBy}, ${resamples} resamples)`
      : '';
  const left = report.leftOut.map(({ class: name, reason }) => `${name} (${reason})`);
  return [
    `macro-AUC ${cell(report.macroAuc)} ${interval(report.macroAucInterval)}${how}`,
    `over the ${report.frequent.classes} classes with at least ${report.frequent.minPositives} positives: ${cell(report.frequent.macroAuc)} ${interval(report.frequent.macroAucInterval)}`,
    '',
    table(header, rows),
    ...(left.length ? [`left out of the macro: ${left.join(', ')}`] : []),
    ...report.notMeasured.map(({ figures, reason }) => `not measured: ${figures.join(', ')}: ${reason}`),
  ].join('\n');
}
