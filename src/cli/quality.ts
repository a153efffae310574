import { Command } from 'commander';
import { detectBeats } from '../beats/index.ts';
import { DISCLAIMER } from '../disclaimer.ts';
import { assessQuality, type Quality, type Use } from '../quality/index.ts';
import { readPart } from '../record/index.ts';
import { findRecords, openRecordFile, readRecordFile } from '../record/node.ts';
import { type RecordHead, recordHead } from '../report/index.ts';
import { envelope, printJson } from './envelope.ts';
import { duration } from './progress-line.ts';
import { type PartOptions, partOptions, type RecordPart, recordPart } from './record-part.ts';
import { printEach } from './several-records.ts';
import { table } from './text-table.ts';

const USES = ['rhythm', 'intervals', 'st', 'voltage', 'model'] as const satisfies readonly Use[];

interface QualityOptions extends PartOptions {
  readonly json?: true;
}

/** What was judged, and the verdict. */
interface Judged {
  readonly record: RecordHead;
  readonly part: RecordPart['sec'];
  readonly quality: Quality;
}

/** `einthoven quality` */
export function qualityCommand(): Command {
  const [from, length] = partOptions('that is judged');
  return new Command('quality')
    .description('whether a record and its leads can be used, for what, and why not')
    .argument(
      '<record...>',
      'WFDB records (with or without .hea), folders, or globs; several stream one JSON line each',
    )
    .addOption(from)
    .addOption(length)
    .option('--json', 'print JSON: { acceptable, score, reasons, leads, reversal, usableFor }')
    .addHelpText(
      'after',
      '\nA record that is not acceptable is a result: the exit code is 0.\nThe score is the probability that people accept the record, learnt from CinC 2011.',
    )
    .action(async (places: readonly string[], options: QualityOptions) => {
      const paths = places.flatMap((place) => findRecords(place));
      const [only] = paths;
      if (paths.length !== 1 || only === undefined) {
        await printEach('quality', paths, async (path) => qualityJson(await judge(path, options)));
        return;
      }
      const judged = await judge(only, options);
      if (options.json) printJson(qualityJson(judged));
      else process.stdout.write(qualityText(judged));
    });
}

/** Judges a part of a record, of which no more is read; a record that is wanted whole is verified against its checksums. */
async function judge(path: string, options: PartOptions): Promise<Judged> {
  const open = openRecordFile(path);
  const part = recordPart('quality', open, options);
  const isWhole = part.to - part.from === open.length;
  const record = isWhole ? readRecordFile(path) : await readPart(open, part.from, part.to);
  const head = recordHead(isWhole ? record : open);
  return { record: head, part: part.sec, quality: assessQuality(record, detectBeats(record)) };
}

function qualityJson({ record, part, quality }: Judged) {
  return {
    ...envelope('quality'),
    record,
    part,
    acceptable: quality.acceptable,
    score: quality.score ?? null,
    reasons: quality.reasons,
    leads: quality.leads,
    reversal: quality.reversal ?? null,
    usableFor: quality.usableFor,
  };
}

/** For people: the verdict, then a row per lead. */
function qualityText({ record, part, quality }: Judged): string {
  const { acceptable, score, reasons, leads, usableFor } = quality;
  const told = score === undefined ? 'cannot be told' : `probability ${score.toFixed(3)}`;
  const rows = Object.entries(leads).map(([name, lead]) => [
    name,
    lead.score.toFixed(2),
    lead.acceptable ? 'yes' : 'no',
    ...USES.map((use) => (lead.usableFor[use] ? use : '–')),
  ]);
  const said = Object.entries(leads).flatMap(([name, lead]) => lead.reasons.map(({ text }) => `${name}: ${text}`));
  const isWhole = part.toSec - part.fromSec === record.durationSec;
  const judged = isWhole ? [] : [`judged: ${part.fromSec.toFixed(1)} to ${part.toSec.toFixed(1)} s`];
  return [
    `record ${record.name}: ${rows.length} leads, ${duration(record.durationSec)} at ${record.fs} Hz`,
    ...judged,
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
