import { EcgError, isEcgError } from '../../errors.ts';
import { modelInput } from '../../models/index.ts';
import { type EcgRecord, recordLength } from '../../record/index.ts';
import { sha256 } from '../../sha256.ts';
import { packSignal, type TrainingSet } from '../training-set.ts';
import { inputFormOf } from '../validation.ts';
import type { PretrainingConfig } from './pretraining-config.ts';

/** Recordings from one place, read as they are asked for. */
export interface Recordings {
  readonly folder: string;
  readonly records: Iterable<EcgRecord>;
}

/** Recordings in a network's form, without labels. */
export interface UnlabelledSet {
  readonly set: TrainingSet;
  /** How many of each place take part, and how many do not. */
  readonly data: readonly { readonly folder: string; readonly records: number; readonly refused: number }[];
  /** Recordings that cannot be brought into that form, or are too short, and why. */
  readonly refused: readonly { readonly name: string; readonly reason: string }[];
  /** Digest of the prepared samples, in their order. */
  readonly sha256: string;
}

/**
 * Brings recordings into the form that a network takes, and packs the first seconds of each.
 *
 * @throws EcgError `invalid-argument` when none is left
 */
export async function unlabelledSet(places: readonly Recordings[], config: PretrainingConfig): Promise<UnlabelledSet> {
  const [leads, samples] = [config.leads.length, Math.round(config.recordSec * config.fs)];
  const packed: Int16Array[] = [];
  const refused: { name: string; reason: string }[] = [];
  const data = places.map(({ folder, records }) => {
    const before = [packed.length, refused.length] as const;
    for (const record of records) {
      try {
        packed.push(countsOf(record, samples, config));
      } catch (error) {
        if (!isEcgError(error, 'model-mismatch')) throw error;
        refused.push({ name: `${folder} ${record.source.name}`, reason: error.message });
      }
    }
    return { folder, records: packed.length - before[0], refused: refused.length - before[1] };
  });
  if (packed.length === 0) {
    const rule = `a recording of ${config.recordSec} s in the form of the configuration is needed`;
    throw new EcgError('invalid-argument', `unlabelledSet: ${rule}, got none: ${refused[0]?.reason ?? 'no recording'}`);
  }
  const counts = new Int16Array(packed.length * leads * samples);
  packed.forEach((one, i) => {
    counts.set(one, i * leads * samples);
  });
  const none = new Float32Array();
  const set = {
    counts,
    records: packed.length,
    leads,
    samples,
    outputs: config.embedding,
    targets: none,
    weights: none,
  };
  return { set, data, refused, sha256: await sha256(new Uint8Array(counts.buffer)) };
}

/** The first samples of a recording as counts `[leads, samples]`. */
function countsOf(record: EcgRecord, samples: number, config: PretrainingConfig): Int16Array {
  const input = modelInput(inputFormOf({ ...config, strideSec: config.windowSec }), record);
  const length = recordLength(input.signal);
  if (length < samples) {
    const rule = `a recording must last at least ${config.recordSec} s`;
    throw new EcgError('model-mismatch', `unlabelledSet: ${rule}, got ${length / config.fs} s`);
  }
  const counts = new Int16Array(config.leads.length * samples);
  packSignal(input, samples, counts);
  return counts;
}
