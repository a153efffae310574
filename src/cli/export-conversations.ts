import { Command, Option } from 'commander';
import { assertPatientsApart, type EcgRow, patientOf } from '../datasets/index.ts';
import { readDataFolders } from '../datasets/node.ts';
import { EcgError, isEcgError } from '../errors.ts';
import { measureRecord, type WaveNetwork } from '../features/index.ts';
import { openWaveNetwork } from '../features/node.ts';
import { type Model, predict } from '../models/index.ts';
import { openModel } from '../models/node.ts';
import { type Device, onDevice, requireDevice } from '../nn/index.ts';
import { openSession } from '../nn/node.ts';
import type { EcgRecord } from '../record/index.ts';
import { readRecordFile } from '../record/node.ts';
import {
  compactBundle,
  conversationOf,
  conversationSplit,
  diagnosisOf,
  type EvidenceBundle,
  evidenceBundle,
  REPORT_LANGUAGES,
  type ReportLanguage,
} from '../report/index.ts';
import { type ConversationDrafts, openConversationDrafts } from './conversation-drafts.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { addDeviceOption, several, wholeNumber } from './options.ts';
import { bar, progressLine } from './progress-line.ts';

interface ExportOptions {
  readonly data: readonly string[];
  readonly out: string;
  readonly model: string;
  readonly device: Device;
  readonly language: ReportLanguage;
  readonly fs: '100' | '500';
  readonly limit?: number;
  readonly resume?: true;
}

const notes = `
One line per record: its evidence bundle, questions, and answers that rules make from the bundle and from PTB-XL's report and statements, with
JSON pointers to what each was made from. Folds 1-8 go to train.jsonl, 9 to validation.jsonl, 10 to test.jsonl; no patient is in two.
A model has learnt from the records of its training folds, so its findings there are nearer to PTB-XL's than on new records.
Records that cannot be done are named on standard error and left out.`;

/** `einthoven export-conversations` */
export function exportConversationsCommand(): Command {
  const command = new Command('export-conversations')
    .description(
      'questions and answers about the records of PTB-XL folders as JSON lines, to tune language models with',
    )
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .requiredOption('--out <dir>', 'folder to write train.jsonl, validation.jsonl and test.jsonl to')
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .addOption(new Option('--language <name>', 'of the conversations').choices([...REPORT_LANGUAGES]).default('en'))
    .addOption(new Option('--fs <hz>', 'rate of the records to take').choices(['100', '500']).default('100'))
    .option('--limit <n>', 'only the first records', wholeNumber(1))
    .option('--resume', 'continue an export that was interrupted, after its last whole record')
    .addHelpText('after', notes)
    .action(runExport);
  return addDeviceOption(command);
}

async function runExport(options: ExportOptions): Promise<void> {
  await requireDevice(openSession, options.device);
  const { rows: all } = await readDataFolders(options.data);
  const rows = all.slice(0, options.limit);
  assertPatientsApart(rows);
  for (const { fold } of rows) conversationSplit(fold);
  const model = await openModel(options.model, { open: onDevice(openSession, options.device) });
  const network = await openWaveNetwork();
  try {
    const fs = Number(options.fs);
    const settings = { language: options.language, fs, modelSha256: model.sha256, softwareVersion: PACKAGE_VERSION };
    const drafts = openConversationDrafts(options.out, settings, options.resume ?? false);
    try {
      await exportRows(rows, drafts, { model, network }, options);
      drafts.finish();
    } finally {
      drafts.close();
    }
  } finally {
    await Promise.all([model.session.close(), network.session.close()]);
  }
}

interface Networks {
  readonly model: Model;
  readonly network: WaveNetwork;
}

async function exportRows(
  rows: readonly EcgRow[],
  drafts: ConversationDrafts,
  networks: Networks,
  { language, fs, out }: ExportOptions,
): Promise<void> {
  const line = progressLine();
  const left = rows.filter(({ ecgId }) => !drafts.done.has(ecgId));
  const started = performance.now();
  let failed = 0;
  for (const [i, row] of left.entries()) {
    try {
      drafts.append(conversationOf(row, await bundleOf(readRow(row, fs), networks), language));
    } catch (error) {
      if (!isEcgError(error)) throw error;
      failed += 1;
      line.clear();
      process.stderr.write(`record ${row.ecgId} left out: ${error.message}\n`);
    }
    const speed = (1000 * (i + 1)) / (performance.now() - started);
    const done = rows.length - left.length + i + 1;
    line.update(`${bar(done / rows.length)} ${done}/${rows.length} records, ${speed.toFixed(1)} records/s`);
  }
  const before = rows.length - left.length;
  line.finish(
    `wrote ${rows.length - failed} of ${rows.length} records to ${out}${before > 0 ? `, ${before} of them before` : ''}; ${failed} left out`,
  );
  if (failed > 0) process.exitCode = EXIT_CODES.partial;
}

/** A record with what PTB-XL knows of the patient, without the patient's number, which says nothing about the tracing. */
function readRow(row: EcgRow, fs: ExportOptions['fs']): EcgRecord {
  const path = fs === '500' ? row.fileHighRate : row.fileLowRate;
  if (path === undefined) {
    throw new EcgError(
      'unavailable',
      `export-conversations: record ${row.ecgId} must have a file of ${fs} Hz, got none`,
      {
        ecgId: row.ecgId,
      },
    );
  }
  const { id: _, ...patient } = patientOf(row);
  return { ...readRecordFile(path), patient };
}

async function bundleOf(record: EcgRecord, { model, network }: Networks): Promise<EvidenceBundle> {
  const prediction = await predict(model, record);
  const measured = await measureRecord(network, record);
  const diagnosis = await diagnosisOf(record, model, prediction, measured);
  return compactBundle(evidenceBundle({ diagnosis, measured, softwareVersion: PACKAGE_VERSION }));
}
