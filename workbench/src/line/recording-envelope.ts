import type { OpenRecord } from 'einthoven/record';
import { bucketExtremes, type MinMaxPyramid, minMaxPyramid, pyramidEnvelope } from 'einthoven/signal';
import type { Stretch } from './tasks.ts';
import { pause, type Work } from './work.ts';

/** Samples of which only the extremes are kept: of a day at 500 Hz, 5 MB a lead. */
const BUCKET = 64;
const BLOCK_SAMPLES = 1024 * BUCKET;

/** The extremes of a recording that is too long for memory, by lead. */
export interface RecordingEnvelope {
  /** Whose samples are the smallest and the largest of each bucket in turn. */
  readonly leads: ReadonlyMap<string, MinMaxPyramid>;
}

/** Reads a whole recording, block by block, for its extremes. Checksums are verified on the way. */
export async function readEnvelope(open: OpenRecord, work: Work): Promise<RecordingEnvelope> {
  const buckets = Math.ceil(open.length / BUCKET);
  const extremes = new Map(open.leadNames.map((lead) => [lead, new Float32Array(2 * buckets)]));
  for await (const { from, leads } of open.blocks({ blockSamples: BLOCK_SAMPLES })) {
    work.progress({ stage: 'Reading the whole recording', share: from / open.length });
    await pause(work);
    for (const [lead, all] of extremes) {
      all.set(bucketExtremes(leads[lead] as Float32Array, BUCKET), (2 * from) / BUCKET);
    }
  }
  return { leads: new Map([...extremes].map(([lead, all]) => [lead, minMaxPyramid(all)])) };
}

/**
 * Smallest and largest of each of some columns of a lead. Columns are told from whole buckets; where they are narrower than some buckets, from
 * the samples themselves.
 */
export async function envelopeOf(
  open: OpenRecord,
  { leads }: RecordingEnvelope,
  { lead, from, to, columns }: Stretch & { readonly columns: number },
): Promise<Float32Array> {
  if (to - from < 4 * BUCKET * columns) {
    const [first, last] = [Math.max(0, Math.floor(from)), Math.min(open.length, Math.ceil(to))];
    const { leads: read } = await open.read(first, Math.max(first, last));
    return pyramidEnvelope(minMaxPyramid(read[lead] ?? new Float32Array()), from - first, to - first, columns);
  }
  const pyramid = leads.get(lead);
  if (pyramid === undefined) throw new Error(`The recording must have a lead ${lead}.`);
  return pyramidEnvelope(pyramid, (2 * from) / BUCKET, (2 * to) / BUCKET, columns);
}
