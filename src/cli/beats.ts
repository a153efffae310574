import { Command } from 'commander';
import { type Beat, type BeatClass, createBeatDetector } from '../beats/index.ts';
import { EcgError } from '../errors.ts';
import { writeWfdbAnnotations } from '../record/index.ts';
import { findRecords, openRecordFile } from '../record/node.ts';
import { beatsText, type RecordBeats } from './beats-text.ts';
import { type Envelope, envelope, printJson } from './envelope.ts';
import { leadNamed } from './lead-named.ts';
import { type ProgressLine, progressLine } from './progress-line.ts';
import { printEach } from './several-records.ts';
import { writeFileWhole } from './write-file.ts';

interface BeatsOptions {
  readonly lead?: string;
  readonly json?: true;
  readonly out?: string;
}

/** The symbol of each class in MIT annotation files, as in `ANNOTATION_CODES`. */
const SYMBOLS: Readonly<Record<BeatClass, string>> = {
  normal: 'N',
  supraventricular: 'S',
  ventricular: 'V',
  paced: '/',
  unclassified: 'Q',
};

/** Records of less than this are done before anybody wonders, in samples. */
const SHOWN_PROGRESS_SAMPLES = 1_000_000;

/** `einthoven beats` */
export function beatsCommand(): Command {
  return new Command('beats')
    .description('when the heart beats, and what kind of beat each is; recordings of hours too')
    .argument(
      '<record...>',
      'WFDB records (with or without .hea), folders, or globs; several stream one JSON line each',
    )
    .option('--lead <name|index>', 'look at this lead only, by name or by place from 0 (default: all together)')
    .option('--json', 'print JSON: sample and type of every beat')
    .option('--out <file>', 'write the beats of one record as an MIT annotation file, such as RECORD.qrs')
    .action(async (places: readonly string[], options: BeatsOptions) => {
      const paths = places.flatMap((place) => findRecords(place));
      const [only] = paths;
      if (paths.length === 1 && only !== undefined) await beatsOfOne(only, options);
      else await beatsOfMany(paths, options);
    });
}

async function beatsOfOne(path: string, { lead, json, out }: BeatsOptions): Promise<void> {
  const line = progressLine();
  const found = await findBeats(path, lead, line);
  if (out !== undefined) writeFileWhole(out, annotationFile(found.beats));
  if (json) printJson(beatsJson(found));
  else process.stdout.write(beatsText(found));
  if (out !== undefined) process.stderr.write(`wrote ${out}: ${found.beats.length} beats\n`);
}

async function beatsOfMany(paths: readonly string[], { lead, out }: BeatsOptions): Promise<void> {
  if (out !== undefined) {
    const rule = '--out takes the beats of one record';
    throw new EcgError('invalid-argument', `beats: ${rule}, got ${paths.length} records`, { out });
  }
  await printEach('beats', paths, async (path) => beatsJson(await findBeats(path, lead)));
}

/** Detects the beats of a record of any length, a block at a time. */
async function findBeats(path: string, lead: string | undefined, line?: ProgressLine): Promise<RecordBeats> {
  const record = openRecordFile(path);
  const leads = lead === undefined ? record.leadNames : [leadNamed('beats', record, lead)];
  const detector = createBeatDetector({ fs: record.fs, leads });
  const beats: Beat[] = [];
  for await (const block of record.blocks()) {
    beats.push(...detector.push(block.leads));
    if (record.length < SHOWN_PROGRESS_SAMPLES) continue;
    line?.update(`${Math.round((100 * block.from) / record.length)} %, ${beats.length} beats`);
  }
  beats.push(...detector.finish());
  line?.clear();
  const reason = detector.reason();
  return {
    name: record.source.name,
    fs: record.fs,
    length: record.length,
    leads: detector.usedLeads(),
    beats,
    notes: record.source.notes,
    ...(reason !== undefined && { reason }),
  };
}

function annotationFile(beats: readonly Beat[]): Uint8Array {
  const annotations = beats.map(({ sample, beatClass }) => {
    return { sample, symbol: SYMBOLS[beatClass], subtype: 0, chan: 0, num: 0 };
  });
  return writeWfdbAnnotations({ annotations, definitions: [] });
}

/** What `--json` prints: samples of the record, and a type for each. */
function beatsJson({
  name,
  fs,
  length,
  leads,
  beats,
  notes,
  reason,
}: RecordBeats): Envelope & Readonly<Record<string, unknown>> {
  return {
    ...envelope('beats'),
    record: { name, durationSec: length / fs, notes },
    fs,
    leads,
    rPeaks: beats.map(({ sample }) => sample),
    types: beats.map(({ beatClass }) => beatClass),
    ...(reason !== undefined && { reason }),
  };
}
