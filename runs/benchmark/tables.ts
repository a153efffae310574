import type { Task } from '../../src/statements/index.ts';
import { PUBLISHED } from './published.table.ts';
import type { FinishedCell } from './run-cell.ts';

const figure = (value: number | undefined) => value?.toFixed(3) ?? '–';
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const head = (cells: readonly string[]) => [row(cells), `|${'---|'.repeat(cells.length)}`];

/** Macro-AUC of one cell of the table with its interval over patients; of several seeds the means, and the range over seeds. */
function aucText(cells: readonly FinishedCell[]): string {
  if (cells.length === 0) return '–';
  const aucs = cells.flatMap(({ macroAuc }) => macroAuc ?? []);
  if (aucs.length === 0) return '–';
  const intervals = cells.flatMap(({ macroAucInterval }) => (macroAucInterval ? [macroAucInterval] : []));
  const bounds = [0, 1].map((end) => figure(mean(intervals.map((interval) => interval[end] as number))));
  const spread = [
    ...(intervals.length > 0 ? [bounds.join('–')] : []),
    ...(cells.length > 1 ? [`seeds ${figure(Math.min(...aucs))}–${figure(Math.max(...aucs))}`] : []),
  ];
  return `${figure(mean(aucs))}${spread.length > 0 ? ` (${spread.join('; ')})` : ''}`;
}

/** Architectures × tasks, with what each costs, and the published figures below. */
export function benchmarkTable(cells: readonly FinishedCell[], tasks: readonly Task[]): string {
  const whole = cells.filter(({ records }) => records === undefined);
  const architectures = [...new Set(whole.map(({ architecture }) => architecture))];
  const rows = architectures.map((architecture) => {
    const own = whole.filter((cell) => cell.architecture === architecture);
    const largest = own.reduce((most, cell) => (cell.trainRecords > most.trainRecords ? cell : most));
    return row([
      architecture,
      ...tasks.map((task) => aucText(own.filter((cell) => cell.task === task))),
      `${(largest.parameters / 1e6).toFixed(2)} M`,
      largest.megaMacsPerRecord.toFixed(0),
      largest.secondsPerEpoch.toFixed(1),
      largest.recordsPerSecond.toFixed(0),
    ]);
  });
  const published = Object.entries(PUBLISHED).map(([name, aucs]) =>
    row([name, ...tasks.map((task) => figure(aucs[task]))]),
  );
  const [first] = whole;
  const records = Math.max(...whole.map(({ trainRecords }) => trainRecords));
  const epochs = [...new Set(whole.map(({ config }) => config.epochs))].join(' or ');
  const taught = new Set(whole.map(({ config }) => config.task));
  const once = taught.size < tasks.length ? `, once, on the statements of task ${[...taught].join(', ')}` : '';
  const about = first
    ? `Macro-AUC on fold ${first.testFold} (95 % interval, bootstrap over patients; of several seeds the means, and their range), trained on at most ${records} records for ${epochs} epochs${once}.`
    : 'No training has ended yet.';
  return [
    about,
    '',
    ...head(['architecture', ...tasks, 'parameters', 'MMAC a record', 's an epoch', 'records/s']),
    ...rows,
    '',
    'Published, fold 10, trained on all of PTB-XL (Strodthoff et al. 2021, doi:10.1109/JBHI.2020.3022989):',
    '',
    ...head(['architecture', ...tasks]),
    ...published,
    '',
  ].join('\n');
}

/** Macro-AUC against the number of records learnt from. */
export function learningCurveTable(cells: readonly FinishedCell[]): string {
  const rows = cells
    .filter(({ records }) => records !== undefined)
    .sort(
      (a, b) =>
        a.task.localeCompare(b.task) || a.architecture.localeCompare(b.architecture) || a.trainRecords - b.trainRecords,
    )
    .map((c) => row([c.architecture, c.task, String(c.trainRecords), String(c.seed), aucText([c])]));
  return [...head(['architecture', 'task', 'records', 'seed', 'macro-AUC']), ...rows, ''].join('\n');
}
