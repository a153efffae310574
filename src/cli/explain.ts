import { Command, Option } from 'commander';
import { medianBeat } from '../beats/index.ts';
import { DISCLAIMER } from '../disclaimer.ts';
import {
  ATTRIBUTION_METHODS,
  type Attribution,
  type AttributionCell,
  type AttributionMethod,
  attribute,
  attributionCells,
  explainedClass,
  fiducialBeats,
  gatherCells,
  openExplainer,
  RECOMMENDED_METHOD,
  recommendedMethod,
} from '../explain/index.ts';
import { measureRecord } from '../features/index.ts';
import { openWaveNetwork } from '../features/node.ts';
import { openModel } from '../models/node.ts';
import { openSession, threadsPerSession } from '../nn/node.ts';
import { readRecordFile } from '../record/node.ts';
import { drawExplanation, recordHead, toSvg } from '../report/index.ts';
import { TASKS, type Task } from '../statements/index.ts';
import { envelope, printJson } from './envelope.ts';
import { table } from './text-table.ts';
import { writeFileWhole } from './write-file.ts';

interface ExplainOptions {
  readonly class: string;
  readonly task?: Task;
  readonly method?: AttributionMethod;
  readonly model: string;
  readonly out?: string;
  readonly json?: true;
}

/** `einthoven explain` */
export function explainCommand(): Command {
  return new Command('explain')
    .description('which waves of which leads a probability rests on')
    .argument('<record>', 'WFDB record, with or without .hea')
    .requiredOption('--class <name>', 'superclass or statement: MI, STTC, AFIB, …')
    .addOption(new Option('--task <name>', 'task of the class, where several have it').choices([...TASKS]))
    .addOption(
      new Option('--method <name>', 'how it is computed; the one recommended for the class unless said').choices([
        ...ATTRIBUTION_METHODS,
      ]),
    )
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .option('--out <file.svg>', 'draws it on the record and on its median beat')
    .option('--json', 'print JSON')
    .action(runExplain);
}

async function runExplain(path: string, options: ExplainOptions): Promise<void> {
  const record = readRecordFile(path);
  const [model, waveNetwork] = await Promise.all([openModel(options.model), openWaveNetwork()]);
  const target = explainedClass(model.card, options.class, options.task);
  const method = options.method ?? recommendedMethod(target.class);
  const { beats, waves } = await measureRecord(waveNetwork, record);
  const explainer = openExplainer(model, openSession, threadsPerSession(1));
  const fiducials = fiducialBeats(waves);
  const attribution = await attribute(explainer, record, target, method, { beats: fiducials });
  await Promise.all([explainer.close(), model.session.close(), waveNetwork.session.close()]);
  const cells = waves.fused.length > 0 ? attributionCells(attribution, fiducials) : undefined;
  const cellsReason = cells ? undefined : (waves.reason ?? 'no wave was found');
  if (options.out !== undefined) {
    const drawing = drawExplanation({ record, attribution, beats, median: medianBeat(record, beats) });
    writeFileWhole(options.out, toSvg(drawing));
    process.stderr.write(`wrote ${options.out}\n`);
  }
  const { leads: _, ...about } = attribution;
  if (options.json) {
    const from = { record: recordHead(record), model: { name: model.card.name, sha256: model.sha256 } };
    printJson({ ...envelope('explanation'), ...from, ...about, cells, cellsReason });
  } else process.stdout.write(explanationText(attribution, cells, cellsReason));
}

/** Cells that are printed for people. */
const SHOWN_CELLS = 8;

function explanationText(
  attribution: Attribution,
  cells: readonly AttributionCell[] | undefined,
  reason: string | undefined,
): string {
  const { task, class: name, method, isSigned, logOdds, completeness } = attribution;
  const head = `${name} (${task}) by ${method}: log-odds ${logOdds.toFixed(2)} before calibration`;
  const complete = completeness
    ? `adds up from ${completeness.baselineLogOdds.toFixed(2)} of a ${method === RECOMMENDED_METHOD ? 'normal ECG' : 'flat line'}, off by ${percent(completeness.relativeError)}, ${completeness.points} points`
    : undefined;
  if (cells === undefined) return [head, `no waves: ${reason}`, DISCLAIMER, ''].join('\n');
  const columns = [...(isSigned ? ['log-odds'] : []), 'share', 'of the time'];
  const row = (
    names: readonly string[],
    { sum, share, durationShare }: Pick<AttributionCell, 'sum' | 'share' | 'durationShare'>,
  ) => [
    ...names,
    ...(isSigned ? [`${sum < 0 ? '−' : '+'}${Math.abs(sum).toFixed(2)}`] : []),
    percent(share),
    percent(durationShare),
  ];
  const gathered = (by: 'segment' | 'lead') =>
    table(
      [by, ...columns],
      gatherCells(cells, by).map((one) => row([one.name], one)),
    );
  const largest = [...cells].sort((a, b) => b.share - a.share).slice(0, SHOWN_CELLS);
  return [
    head,
    ...(complete ? [complete] : []),
    '',
    gathered('segment'),
    gathered('lead'),
    table(
      ['largest', ...columns],
      largest.map((cell) => row([`${cell.lead} ${cell.segment}`], cell)),
    ),
    'What a network rests on need not be what is ill.',
    DISCLAIMER,
    '',
  ].join('\n');
}

const percent = (part: number | undefined) => (part === undefined ? '–' : `${(100 * part).toFixed(1)} %`);
