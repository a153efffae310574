import { Command, Option } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import {
  ATTRIBUTION_METHODS,
  type AttributionMethod,
  type MeanFigure,
  RECOMMENDED_METHOD,
  verdictsOf,
} from '../explain/index.ts';
import { openModel } from '../models/node.ts';
import { envelope, printJson } from './envelope.ts';
import { checkExplanations, type ExplanationChecks } from './explanation-checks.ts';
import { loadData } from './load-data.ts';
import { folds, several, wholeNumber } from './options.ts';
import { progressLine } from './progress-line.ts';
import { table } from './text-table.ts';

interface ExplainCheckOptions {
  readonly data: readonly string[];
  readonly folds: readonly number[];
  readonly records: number;
  readonly hearts: number;
  readonly method?: readonly AttributionMethod[];
  readonly model: string;
  readonly labelRandomised?: string;
  readonly otherSeed?: string;
  readonly json?: true;
}

/** `einthoven explain-check` */
export function explainCheckCommand(): Command {
  return new Command('explain-check')
    .description('whether explanations of a model can be believed, method by method')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .option('--folds <folds>', 'folds to check on', folds, [9])
    .option('--records <n>', 'records of each class', wholeNumber(1), 10)
    .option('--hearts <n>', 'simulated hearts, each with six planted changes', wholeNumber(0), 5)
    .addOption(new Option('--method <name...>', 'methods to check; all unless said').choices([...ATTRIBUTION_METHODS]))
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .option('--label-randomised <file>', 'model of the same recipe that learnt from shuffleLabels, to correlate with')
    .option('--other-seed <name|file>', 'model of the same recipe and another seed, to correlate with')
    .option('--json', 'print JSON')
    .action(runCheck);
}

async function runCheck(options: ExplainCheckOptions): Promise<void> {
  const model = await openModel(options.model);
  const opened = (name: string | undefined) => (name === undefined ? undefined : openModel(name));
  const randomLabels = await opened(options.labelRandomised);
  const otherSeed = await opened(options.otherSeed);
  const store = await loadData(options.data, model.card.input.fs, options.folds);
  const line = progressLine();
  const checks = await checkExplanations(model, store, {
    methods: options.method ?? ATTRIBUTION_METHODS,
    perClass: options.records,
    hearts: options.hearts,
    ...(randomLabels && { randomLabels }),
    ...(otherSeed && { otherSeed }),
    onProgress: (text) => line.update(text),
  });
  line.finish(`explanations of ${model.card.name} checked`);
  await Promise.all([model, randomLabels, otherSeed].map((one) => one?.session.close()));
  const about = { model: { name: model.card.name, sha256: model.sha256 }, folds: options.folds };
  if (options.json) printJson({ ...envelope('explain-check'), ...about, ...checks });
  else process.stdout.write(`${checkTables(checks, table).join('\n')}\n${DISCLAIMER}\n`);
}

/** How a table is written: header, rows. */
type WriteTable = (header: readonly string[], rows: readonly (readonly string[])[]) => string;

/** The figures as tables, whatever way a table is written. */
export function checkTables(
  { cases, leftOut, completeness, methods, planted }: ExplanationChecks,
  write: WriteTable,
): readonly string[] {
  const classes = Object.keys(cases);
  const counted = classes.map((name) => `${name} ${cases[name]}`).join(', ');
  const { n, medianError, largestError, within1Percent } = completeness;
  const part = (value: number | undefined) => (value === undefined ? '–' : `${(100 * value).toFixed(2)} %`);
  const of = (count: number, all: number) => (all === 0 ? '–' : `${Math.round((100 * count) / all)} %`);
  const hasLabels = methods.some(({ randomLabels }) => randomLabels.n > 0);
  const hasSeed = methods.some(({ otherSeed }) => otherSeed.n > 0);
  const verdicts = methods.map((one) =>
    verdictsOf(
      one,
      completeness,
      planted.find(({ method }) => method === one.method),
    ),
  );
  const mark = (passed: boolean | undefined) => (passed === undefined ? '–' : passed ? 'yes' : 'no');
  return [
    `Records by class: ${counted}; left out: ${leftOut.length}. Means over records, with 95 % intervals by patient. Recommended: ${RECOMMENDED_METHOD}.`,
    `${RECOMMENDED_METHOD}: ${n} cases add up within ${part(medianError)} (median) and ${part(largestError)} (most); ${part(within1Percent)} of them within 1 %.`,
    'What a method should do, and whether it does:',
    write(
      ['method', ...(verdicts[0] ?? []).map(({ check }) => check), 'passed'],
      methods.map(({ method }, i) => {
        const own = verdicts[i] ?? [];
        return [method, ...own.map(({ passed }) => mark(passed)), String(own.filter(({ passed }) => passed).length)];
      }),
    ),
    'Rank correlation with the same method when all weights are shuffled (values, magnitudes, magnitudes given those of the input), when the last layer is, when the labels were before training, and with a network of another seed, where more is better; of two seeds of the method itself; of cells with the recommended method:',
    write(
      [
        'method',
        'all weights',
        'magnitudes',
        'given the input',
        'last layer',
        ...(hasLabels ? ['labels'] : []),
        ...(hasSeed ? ['other seed'] : []),
        'seeds',
        'agreement',
        'ms',
      ],
      methods.map((one) => [
        one.method,
        figure(one.random),
        figure(one.randomMagnitudes),
        figure(one.randomBeyondInput),
        figure(one.randomLast),
        ...(hasLabels ? [figure(one.randomLabels)] : []),
        ...(hasSeed ? [figure(one.otherSeed)] : []),
        figure(one.seeds),
        figure(one.agreement),
        one.processorMs.mean?.toFixed(0) ?? '–',
      ]),
    ),
    'Share of attribution over share of time, of the segments where a class should show, and of the leads over an infarct:',
    write(
      ['method', ...classes, 'territory'],
      methods.map((one) => [
        one.method,
        ...classes.map((name) => figure(one.segmentRatios[name])),
        figure(one.territoryRatio),
      ]),
    ),
    'The same share of segments over that of the network whose weights are shuffled, which tells what the method shows there in any network:',
    write(
      ['method', ...classes],
      methods.map((one) => [one.method, ...classes.map((name) => figure(one.segmentLifts[name]))]),
    ),
    'Log-odds better than random blocks, and than random blocks of the same segments:',
    write(
      ['method', 'deletion', 'insertion', 'deletion in segments', 'insertion in segments'],
      methods.map((one) => [
        one.method,
        figure(one.deletion),
        figure(one.insertion),
        figure(one.deletionInSegments),
        figure(one.insertionInSegments),
      ]),
    ),
    `ST elevation of 0.3 mV planted in one chest lead of a record, ${planted[0]?.cases ?? 0} simulated cases, found at the largest change; the last column is of the ${planted[0]?.answered ?? 0} cases whose log-odds rise by 0.25 or more:`,
    write(
      ['method', 'lead', 'ST', 'both', 'both, where the model answers'],
      planted.map((one) => [
        one.method,
        of(one.lead, one.cases),
        of(one.segment, one.cases),
        of(one.both, one.cases),
        of(one.bothOfAnswered, one.answered),
      ]),
    ),
  ];
}

function figure(found: MeanFigure | undefined): string {
  if (found?.mean === undefined) return '–';
  const bounds = found.interval;
  return bounds ? `${found.mean.toFixed(2)} (${bounds[0].toFixed(2)}–${bounds[1].toFixed(2)})` : found.mean.toFixed(2);
}
