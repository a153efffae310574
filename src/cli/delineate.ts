import { Command, Option } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import { EcgError } from '../errors.ts';
import type { Delineation, LeadWaves, WaveNetwork } from '../features/index.ts';
import { openWaveNetwork } from '../features/node.ts';
import { fiducialAnnotations, type OpenRecord, type WaveFiducials, writeWfdbAnnotations } from '../record/index.ts';
import { findRecords, openRecordFile } from '../record/node.ts';
import { delineateRecord } from './delineate-record.ts';
import { type Envelope, envelope, printJson } from './envelope.ts';
import { leadNamed } from './lead-named.ts';
import { duration, progressLine } from './progress-line.ts';
import { printEach } from './several-records.ts';
import { table } from './text-table.ts';
import { writeFileWhole } from './write-file.ts';

interface DelineateOptions {
  readonly lead?: string;
  readonly fused?: true;
  readonly json?: true;
  readonly out?: string;
}

/** What was found, in the leads that were asked for. */
interface Found extends Delineation {
  readonly record: OpenRecord;
}

/** `einthoven delineate` */
export function delineateCommand(): Command {
  return new Command('delineate')
    .description('where P, QRS and T of every beat begin, peak and end; recordings of hours too')
    .argument(
      '<record...>',
      'WFDB records (with or without .hea), folders, or globs; several stream one JSON line each',
    )
    .addOption(
      new Option(
        '--lead <name|index>',
        'answer for this lead only; all leads are looked at (default: every lead)',
      ).conflicts('fused'),
    )
    .option('--fused', 'answer with the global waves only: from the earliest onset to the latest end over the leads')
    .option('--json', 'print JSON: samples of the record, null for what is not there')
    .option('--out <file>', 'write the waves of one record as an MIT annotation file; of --lead, or the global ones')
    .action(async (places: readonly string[], options: DelineateOptions) => {
      const paths = places.flatMap((place) => findRecords(place));
      const [only] = paths;
      const network = await openWaveNetwork();
      try {
        if (paths.length === 1 && only !== undefined) await delineateOne(network, only, options);
        else await delineateMany(network, paths, options);
      } finally {
        await network.session.close();
      }
    });
}

async function delineateOne(network: WaveNetwork, path: string, options: DelineateOptions): Promise<void> {
  const line = progressLine();
  const found = await findWaves(network, path, options, (done) => line.update(`${Math.round(100 * done)} %`));
  line.clear();
  if (options.out !== undefined) writeFileWhole(options.out, annotationFile(found, options.lead !== undefined));
  if (options.json) printJson(wavesJson(found, options));
  else process.stdout.write(wavesText(found, options));
  if (options.out !== undefined) process.stderr.write(`wrote ${options.out}: ${found.fused.length} beats\n`);
}

async function delineateMany(network: WaveNetwork, paths: readonly string[], options: DelineateOptions): Promise<void> {
  if (options.out !== undefined) {
    const rule = '--out takes the waves of one record';
    throw new EcgError('invalid-argument', `delineate: ${rule}, got ${paths.length} records`, { out: options.out });
  }
  await printEach('delineate', paths, async (path) => wavesJson(await findWaves(network, path, options), options));
}

async function findWaves(
  network: WaveNetwork,
  path: string,
  { lead }: DelineateOptions,
  onProgress: (done: number) => void = () => undefined,
): Promise<Found> {
  const record = openRecordFile(path);
  const name = lead === undefined ? undefined : leadNamed('delineate', record, lead);
  const all = await delineateRecord(network, record, onProgress);
  if (name === undefined) return { ...all, record };
  const reason = all.leftOut[name];
  const entries = all.leads[name];
  const leads: Delineation['leads'] = entries === undefined ? {} : { [name]: entries };
  return { ...all, leads, leftOut: reason === undefined ? {} : { [name]: reason }, record };
}

/** What `--json` prints. */
function wavesJson(found: Found, { lead, fused }: DelineateOptions): Envelope & Readonly<Record<string, unknown>> {
  const { record, fs, leftOut, reason } = found;
  const leads = Object.entries(found.leads).map(([name, entries]) => [name, entries.map(withNulls)] as const);
  return {
    ...envelope('delineate'),
    record: { name: record.source.name, durationSec: record.length / fs, notes: record.source.notes },
    fs,
    ...(!fused && { leads: Object.fromEntries(leads) }),
    ...(lead === undefined && { fused: found.fused.map(withNulls) }),
    leftOut,
    ...(reason !== undefined && { reason }),
  };
}

/** JSON has no `undefined`. */
function withNulls(waves: WaveFiducials | LeadWaves): Readonly<Record<string, number | null>> {
  return Object.fromEntries(Object.entries(waves).map(([name, sample]) => [name, sample ?? null]));
}

function annotationFile(found: Found, ofLead: boolean): Uint8Array {
  const entries = ofLead ? Object.values(found.leads).flat() : found.fused;
  const annotations = entries.flatMap((waves) => fiducialAnnotations(waves, 'N'));
  return writeWfdbAnnotations({ annotations: annotations.sort((a, b) => a.sample - b.sample), definitions: [] });
}

/** Beats that are printed for people. */
const SHOWN_BEATS = 40;

/** The waves of one lead, or the global ones, for people: a line per beat. */
function wavesText({ record, fs, leads, fused, leftOut, reason }: Found, { lead }: DelineateOptions): string {
  const [name, entries] = lead === undefined ? ['all leads', fused] : (Object.entries(leads)[0] ?? [lead, []]);
  const sec = (sample: number | undefined) => (sample === undefined ? '–' : (sample / fs).toFixed(3));
  const ms = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? '–' : String(Math.round(((to - from) * 1000) / fs));
  const rows = entries
    .slice(0, SHOWN_BEATS)
    .map((w, i) => [
      String(i + 1),
      ...[sec(w.pOn), sec(w.qrsOn), sec(w.rPeak), sec(w.tOff)],
      ...[ms(w.pOn, w.pOff), ms(w.pOn, w.qrsOn), ms(w.qrsOn, w.qrsOff), ms(w.qrsOn, w.tOff)],
    ]);
  const header = ['beat', 'P on s', 'QRS on s', 'R s', 'T end s', 'P ms', 'PR ms', 'QRS ms', 'QT ms'];
  const more = entries.length - rows.length;
  return [
    `record ${record.source.name}: ${duration(record.length / fs)} at ${fs} Hz, waves of ${name}`,
    ...[...record.source.notes, ...Object.entries(leftOut).map(([left, why]) => `lead ${left} left out: ${why}`)].map(
      (note) => `note: ${note}`,
    ),
    '',
    ...(entries.length === 0 ? [`no waves: ${reason ?? 'the lead was left out'}`] : [table(header, rows).trimEnd()]),
    ...(more > 0 ? [`… and ${more} more beats; --json prints all`] : []),
    '',
    DISCLAIMER,
    '',
  ].join('\n');
}
