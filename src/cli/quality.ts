import { Command } from 'commander';
import { detectBeats } from '../beats/index.ts';
import { isEcgError } from '../errors.ts';
import { assessQuality, type Quality, type Use } from '../quality/index.ts';
import { type EcgRecord, recordLength } from '../record/index.ts';
import { findRecords, readRecordFile } from '../record/node.ts';
import { DISCLAIMER, envelope, printJson } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { table } from './text-table.ts';

const USES = ['rhythm', 'intervals', 'st', 'voltage', 'model'] as const satisfies readonly Use[];

interface QualityOptions {
  readonly json?: true;
}

/** `einthoven quality` */
export function qualityCommand(): Command {
  return new Command('quality')
    .description('whether a record and its leads can be used, for what, and why not')
    .argument(
      '<record...>',
      'WFDB records (with or without .hea), folders, or globs; several stream one JSON line each',
    )
    .option('--json', 'print JSON: { acceptable, score, reasons, leads, reversal, usableFor }')
    .addHelpText(
      'after',
      '\nA record that is not acceptable is a result: the exit code is 0.\nThe score is the probability that people accept the record, learnt from CinC 2011.',
    )
    .action((places: readonly string[], { json }: QualityOptions) => {
      const paths = places.flatMap((place) => findRecords(place));
      const [only] = paths;
      if (paths.length === 1 && only !== undefined) assessOne(only, json === true);
      else assessMany(paths);
    });
}

function assessOne(path: string, asJson: boolean): void {
  const record = readRecordFile(path);
  const quality = assessQuality(record, detectBeats(record));
  if (asJson) printJson(qualityJson(record, quality));
  else process.stdout.write(qualityText(record, quality));
}

/** One JSON line per record; one that cannot be read gives a line with its error, and the exit code says so. */
function assessMany(paths: readonly string[]): void {
  for (const path of paths) {
    try {
      const record = readRecordFile(path);
      printJson(qualityJson(record, assessQuality(record, detectBeats(record))), 0);
    } catch (error) {
      if (!isEcgError(error)) throw error;
      printJson({ ...envelope('quality-error'), path, error: { code: error.code, message: error.message } }, 0);
      process.exitCode = EXIT_CODES.partial;
    }
  }
}

function qualityJson(record: EcgRecord, quality: Quality) {
  return {
    ...envelope('quality'),
    record: { name: record.source.name, fs: record.fs, durationSec: recordLength(record) / record.fs },
    acceptable: quality.acceptable,
    score: quality.score ?? null,
    reasons: quality.reasons,
    leads: quality.leads,
    reversal: quality.reversal ?? null,
    usableFor: quality.usableFor,
  };
}

/** For people: the verdict, then a row per lead. */
function qualityText(record: EcgRecord, quality: Quality): string {
  const { acceptable, score, reasons, leads, usableFor } = quality;
  const told = score === undefined ? 'cannot be told' : `probability ${score.toFixed(3)}`;
  const rows = Object.entries(leads).map(([name, lead]) => [
    name,
    lead.score.toFixed(2),
    lead.acceptable ? 'yes' : 'no',
    ...USES.map((use) => (lead.usableFor[use] ? use : '–')),
  ]);
  const said = Object.entries(leads).flatMap(([name, lead]) => lead.reasons.map(({ text }) => `${name}: ${text}`));
  const seconds = (recordLength(record) / record.fs).toFixed(1);
  return [
    `record ${record.source.name}: ${rows.length} leads, ${seconds} s at ${record.fs} Hz`,
    `${acceptable ? 'acceptable' : 'not acceptable'}: ${told}`,
    `usable for: ${USES.filter((use) => usableFor[use]).join(', ') || 'nothing'}`,
    ...reasons.map(({ code, text }) => `${code}: ${text}`),
    '',
    table(['lead', 'score', 'acceptable', 'usable', 'for', '', '', ''], rows),
    ...said,
    ...(said.length > 0 ? [''] : []),
    DISCLAIMER,
    '',
  ].join('\n');
}
