import { Command } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import { EcgError } from '../errors.ts';
import type { ComparedMacroAuc, Interval } from '../evaluate/index.ts';
import { type CrossValidationComparison, compareCrossValidations } from './cross-validation-comparison.ts';
import { envelope, printJson } from './envelope.ts';
import { readCrossValidation } from './finished-cross-validation.ts';
import { wholeNumber } from './options.ts';
import { table } from './text-table.ts';

interface CompareOptions {
  readonly resamples: number;
  readonly json?: true;
}

const notes = `
Records are joined by their number. AUCs are averaged over the seeds of a folder; the last row is the mean of the probabilities of all
folders, each first averaged over its seeds. Intervals are 95 %, by paired bootstrap over patients: they tell what other patients would
change, not what other seeds would. Of many folders the best looks better than it is.`;

/** `einthoven compare-cv` */
export function compareCvCommand(): Command {
  return new Command('compare-cv')
    .description('compare cross-validations with the first: paired differences of macro-AUC, and the ensemble of all')
    .argument('<folders...>', 'two or more folders that cross-validate wrote, of the same data, folds and groups')
    .option('--resamples <n>', 'bootstrap resamples of patients', wholeNumber(1), 1000)
    .option('--json', 'print JSON')
    .addHelpText('after', notes)
    .action(runComparison);
}

function runComparison(folders: readonly string[], options: CompareOptions): void {
  if (new Set(folders).size < Math.max(2, folders.length)) {
    throw new EcgError(
      'invalid-argument',
      `compare-cv: folders must be at least two, each once, got ${folders.join(', ')}`,
    );
  }
  const comparison = compareCrossValidations(folders.map(readCrossValidation), options.resamples);
  if (options.json) printJson({ ...envelope('compare-cv'), ...comparison });
  else process.stdout.write(comparisonText(comparison));
}

function comparisonText({ task, records, patients, leftOut, rows }: CrossValidationComparison): string {
  const header = ['', 'networks', 'pooled', 'difference', '95 %', 'mean of groups', 'difference', '95 %'];
  const cells = rows.map(({ name, networks, pooled, byGroup }, k) => [
    name,
    `${networks}`,
    ...figures(pooled, k === 0),
    ...figures(byGroup, k === 0),
  ]);
  return [
    `${task} macro-AUC of ${records} records of ${patients} patients${leftOut > 0 ? `; ${leftOut} records that not every folder has are left out` : ''}`,
    table(header, cells),
    `Differences from ${rows[0]?.name}, with paired bootstrap over patients.`,
    DISCLAIMER,
    '',
  ].join('\n');
}

const figures = ({ macroAuc, difference, differenceInterval }: ComparedMacroAuc, isFirst: boolean) => [
  macroAuc?.toFixed(4) ?? '–',
  ...(isFirst ? ['', ''] : [signed(difference), bounds(differenceInterval)]),
];

const signed = (value: number | undefined) =>
  value === undefined ? '–' : `${value < 0 ? '' : '+'}${value.toFixed(4)}`;

const bounds = (ends: Interval | undefined) => (ends === undefined ? '–' : `[${signed(ends[0])}, ${signed(ends[1])}]`);
