import type { CalibrationJudgement, Coverage } from '../evaluate/index.ts';
import type { ClassDecision } from '../models/index.ts';
import { cell, interval, table } from './text-table.ts';

/** What was fitted, and how honest it is on records that fits did not see, for people. */
export function calibrationText(
  fitted: Readonly<Record<string, ClassDecision>>,
  { classes, overall, subgroups }: CalibrationJudgement,
): string {
  const header = ['class', 'n', 'method', 'threshold', 'ECE before', 'ECE', 'interval', 'by chance', 'held', 'decided'];
  const rows = classes.map((c) => [
    c.class,
    String(c.positives),
    fitted[c.class]?.calibration?.method ?? '–',
    ...[fitted[c.class]?.threshold, c.eceBefore, c.ece].map(cell),
    interval(c.eceInterval),
    ...[c.eceByChance, c.coverage, c.decided].map(cell),
  ]);
  const coverageRow = (name: string, { records, coverage, interval: bounds }: Coverage) => [
    name,
    String(records),
    cell(coverage),
    interval(bounds),
  ];
  return [
    table(header, rows),
    table(
      ['confidence sets', 'records', 'held', 'interval'],
      [coverageRow('all', overall), ...subgroups.map((group) => coverageRow(group.subgroup, group))],
    ),
  ].join('\n');
}
