import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenRecord } from '../../record/index.ts';
import { bucketExtremes, bucketSizes } from '../../signal/index.ts';

/**
 * The waveform of a record as files of 32-bit floats, little-endian, one after the other by lead. Level 0 holds the samples. A higher
 * level holds, for each bucket of so many samples, the smallest and the largest of them: what a screen can show of an hour. A missing
 * sample is NaN, and so is a bucket without any sample.
 */
export interface WaveformLevel {
  readonly level: number;
  readonly samplesPerBucket: number;
  /** Per lead; of level 0, samples. The last may be shorter. */
  readonly buckets: number;
  /** 1, or 2 for smallest and largest. */
  readonly valuesPerBucket: 1 | 2;
}

/** Read at a time: a multiple of every bucket, so that none is torn. */
const BLOCK_SAMPLES = 65_536;

/** The levels of a record of that many samples per lead; the same for writing and reading. */
export function waveformLevels(samples: number): WaveformLevel[] {
  const levels: WaveformLevel[] = [{ level: 0, samplesPerBucket: 1, buckets: samples, valuesPerBucket: 1 }];
  for (const samplesPerBucket of bucketSizes(samples)) {
    const buckets = Math.ceil(samples / samplesPerBucket);
    levels.push({ level: levels.length, samplesPerBucket, buckets, valuesPerBucket: 2 });
  }
  return levels;
}

/** Name of a level's file in the record's folder. */
export function levelFile(level: number): string {
  return `level-${level}.f32`;
}

/**
 * Writes the levels of a record into a folder, a block at a time; the folder is there whole, flushed to the disk, or not at all.
 *
 * @throws EcgError what reading the record throws, a wrong checksum included
 */
export async function writeWaveform(open: OpenRecord, folder: string): Promise<void> {
  const draft = `${folder}.tmp`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  const levels = waveformLevels(open.length).map((level) => {
    return { ...level, file: openSync(join(draft, levelFile(level.level)), 'w', 0o600) };
  });
  try {
    for await (const { from, leads } of open.blocks({ blockSamples: BLOCK_SAMPLES })) {
      open.leadNames.forEach((name, lead) => {
        for (const { file, samplesPerBucket, buckets, valuesPerBucket } of levels) {
          const samples = leads[name] as Float32Array;
          const values = valuesPerBucket === 1 ? samples : bucketExtremes(samples, samplesPerBucket);
          writeFloats(file, values, (lead * buckets + from / samplesPerBucket) * valuesPerBucket);
        }
      });
    }
    for (const { file } of levels) fsyncSync(file);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  } finally {
    for (const { file } of levels) closeSync(file);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(draft, folder);
}

/** Writes values from place `first` on, as little-endian floats, which is how every machine that runs Node holds them. */
function writeFloats(file: number, values: Float32Array, first: number): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, 4 * first + done);
  }
}
