import { Command, Option } from 'commander';
import { EcgError } from '../errors.ts';
import { measureRecord, type WaveNetwork } from '../features/index.ts';
import { openWaveNetwork } from '../features/node.ts';
import {
  type Model,
  modelInput,
  predict,
  predictInputs,
  withoutConfidenceSets,
  withPrevalences,
} from '../models/index.ts';
import { openModel } from '../models/node.ts';
import { type Device, onDevice, requireDevice } from '../nn/index.ts';
import { openSession, openWorkerSession } from '../nn/node.ts';
import type { EcgRecord } from '../record/index.ts';
import { findRecords, readRecordFile } from '../record/node.ts';
import { type Diagnosis, diagnosisOf, REPORT_LANGUAGES } from '../report/index.ts';
import { diagnosisText } from './diagnosis.ts';
import { envelope, printJson } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { addDeviceOption, prevalencesOrFile, several } from './options.ts';
import { progressLine } from './progress-line.ts';
import { type ReportOptions, reportFile } from './report-options.ts';
import { failureLine } from './several-records.ts';

/** Records that go through the network in one run. */
const RECORDS_PER_RUN = 8;
/** Sessions that work at the same time on many records, one core each. */
const SESSIONS = 2;

interface DiagnoseOptions extends ReportOptions {
  readonly model: string;
  readonly device: Device;
  readonly modelOnly?: true;
  readonly json?: true;
  readonly prevalence?: Readonly<Record<string, number>>;
  /** `false` by --no-abstain. */
  readonly abstain: boolean;
}

/** `einthoven diagnose` */
export function diagnoseCommand(): Command {
  const command = new Command('diagnose')
    .description('findings of a record: decisions of a model and of ECG criteria, with their evidence')
    .argument(
      '<record...>',
      'WFDB records (with or without .hea), folders, or globs; several stream one JSON line each',
    )
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .option('--model-only', 'ask the model alone: faster, without criteria, and whatever the quality of the record')
    .option(
      '--prevalence <class=p,...|file.json>',
      'adjust probabilities to how frequent classes are among your patients',
      prevalencesOrFile,
    )
    .option('--no-abstain', 'decide by thresholds alone, also where the confidence set holds both decisions')
    .option('--json', 'print JSON')
    .option(
      '--report <file>',
      'write the evidence bundle (.json) or a report (.md, .svg, .pdf) of one record',
      reportFile,
    )
    .addOption(new Option('--language <name>', 'of the report').choices([...REPORT_LANGUAGES]).default('en'))
    .option('--compact', 'the bundle in its short form, below 2,000 tokens')
    .option('--explain', 'which waves of which leads every present superclass rests on, in the report')
    .option('--explain-class <name>', 'what this superclass or statement rests on; may be given several times', several)
    .option('--fhir <file>', 'write findings and measurements of one record as an HL7 FHIR R4 Bundle (JSON)')
    .action(async (places: readonly string[], options: DiagnoseOptions) => {
      await requireDevice(openSession, options.device);
      const paths = places.flatMap((place) => findRecords(place));
      const [only] = paths;
      requireOneReport(paths, options);
      if (paths.length === 1 && only !== undefined) await diagnoseOne(only, options);
      else await diagnoseMany(paths, options);
    });
  return addDeviceOption(command);
}

/** A report is of one record, and needs its measurements; so does a FHIR Bundle. */
function requireOneReport(paths: readonly string[], options: DiagnoseOptions): void {
  const { report, fhir, compact, explain, explainClass, modelOnly } = options;
  const written = report ? '--report' : fhir !== undefined && '--fhir';
  const rule =
    report === undefined && (compact || explain || explainClass)
      ? '--compact, --explain and --explain-class need --report'
      : written && paths.length !== 1
        ? `${written} needs one record, got ${paths.length}`
        : written && modelOnly && `${written} needs the measurements that --model-only leaves out`;
  if (rule) throw new EcgError('invalid-argument', `diagnose: ${rule}`, { records: paths.length });
}

/** The model at the prevalences that are asked for, and deciding by thresholds alone where that is. */
function asAsked(model: Model, { prevalence, abstain }: DiagnoseOptions): Model {
  const card = prevalence ? withPrevalences(model.card, prevalence) : model.card;
  return { ...model, card: abstain ? card : withoutConfidenceSets(card) };
}

async function diagnoseOne(path: string, options: DiagnoseOptions): Promise<void> {
  const { model: name, device, modelOnly, json, report, fhir } = options;
  const record = readRecordFile(path);
  const model = asAsked(await openModel(name, { open: onDevice(openSession, device) }), options);
  const prediction = await predict(model, record);
  const network = modelOnly ? undefined : await openWaveNetwork();
  const measured = network && (await measureRecord(network, record));
  const diagnosis = await diagnosisOf(record, model, prediction, measured);
  const reported = measured && { record, model, measured, diagnosis };
  if (reported && (report !== undefined || fhir !== undefined)) {
    // Loaded when asked for: explanations, drawing and FHIR are much code that a diagnosis alone does without.
    const { writeReports } = await import('./write-reports.ts');
    await writeReports(reported, options);
  }
  if (json) printJson({ ...envelope('diagnosis'), ...diagnosis });
  else process.stdout.write(diagnosisText(diagnosis));
  await Promise.all([model.session.close(), network?.session.close()]);
}

/** One JSON line per record in their order; what cannot be diagnosed gives a line with its error, and the exit code says so. */
async function diagnoseMany(paths: readonly string[], options: DiagnoseOptions): Promise<void> {
  const { model: name, device, modelOnly } = options;
  const models = await Promise.all(
    Array.from({ length: SESSIONS }, async () =>
      asAsked(await openModel(name, { open: onDevice(openWorkerSession, device) }), options),
    ),
  );
  const network = modelOnly ? undefined : await openWaveNetwork({ open: openWorkerSession });
  const line = progressLine();
  const started = performance.now();
  const pending: Promise<number>[] = [];
  let failed = 0;
  let done = 0;
  for (let first = 0; first < paths.length; first += RECORDS_PER_RUN) {
    const chunk = paths.slice(first, first + RECORDS_PER_RUN);
    const model = models[(first / RECORDS_PER_RUN) % SESSIONS] as Model;
    pending.push(diagnoseChunk(chunk, model, network, pending.at(-1)));
    // Two runs per session are under way: one computes while the next is prepared.
    if (pending.length >= 2 * SESSIONS) failed += await (pending.shift() as Promise<number>);
    done += chunk.length;
    line.update(
      `${done}/${paths.length} records, ${(done / ((performance.now() - started) / 1000)).toFixed(0)} records/s`,
    );
  }
  for (const rest of pending) failed += await rest;
  await Promise.all([...models, ...(network ? [network] : [])].map(({ session }) => session.close()));
  const seconds = (performance.now() - started) / 1000;
  line.finish(
    `${paths.length - failed} of ${paths.length} records in ${seconds.toFixed(1)} s, ${(paths.length / seconds).toFixed(0)} records/s`,
  );
  if (failed > 0) process.exitCode = EXIT_CODES.partial;
}

/** Diagnoses some records in one run and prints them after `previous`. Returns how many failed. */
async function diagnoseChunk(
  paths: readonly string[],
  model: Model,
  network: WaveNetwork | undefined,
  previous: Promise<number> | undefined,
): Promise<number> {
  const read = paths.map((path) => attempt(path, () => readInput(path, model)));
  const ready = read.flatMap((one) => (one.value ? [one.value] : []));
  const predictions =
    ready.length > 0
      ? await predictInputs(
          model,
          ready.map(({ input }) => input),
        )
      : [];
  const lines: Diagnosis[] = [];
  for (const [i, { record }] of ready.entries()) {
    const measured = network && (await measureRecord(network, record));
    lines.push(await diagnosisOf(record, model, predictions[i] as (typeof predictions)[number], measured));
  }
  await previous;
  let next = 0;
  for (const { value, failure } of read) {
    printJson(value ? { ...envelope('diagnosis'), ...lines[next++] } : failure, 0);
  }
  return read.length - ready.length;
}

function readInput(path: string, model: Model) {
  const record: EcgRecord = readRecordFile(path);
  return { record, input: modelInput(model.card, record) };
}

function attempt<T>(path: string, action: () => T): { readonly value?: T; readonly failure?: object } {
  try {
    return { value: action() };
  } catch (error) {
    return { failure: failureLine('diagnosis', path, error) };
  }
}
