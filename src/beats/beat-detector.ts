import { EcgError } from '../errors.ts';
import type { Beat } from './beats.ts';
import { detectSegment } from './detect-segment.ts';

/** What a detector must know before the first sample. */
export interface BeatDetectorOptions {
  /** Hz. */
  readonly fs: number;
  /** Names of the leads that every block holds. */
  readonly leads: readonly string[];
}

/** Finds the heartbeats of a record that comes in blocks. */
export interface BeatDetector {
  /**
   * Takes the next block and answers the beats that have become certain, at samples of the whole record.
   *
   * @param leads by name, of one length; NaN where samples are missing
   * @throws EcgError `invalid-argument` when a lead is missing in the block or a length differs
   */
  push(leads: Readonly<Record<string, Float32Array>>): readonly Beat[];
  /** The beats that are left when the record is at its end. */
  finish(): readonly Beat[];
  /** Leads in which QRS could be looked for so far; those that are flat or missing are left out. */
  usedLeads(): readonly string[];
  /** Why there was no beat so far, in words; `undefined` when there was one. */
  reason(): string | undefined;
}

/** Sampling rates between which QRS can be told, in Hz. */
const FS_LIMITS = [80, 10_000] as const;
/** A record is looked at in parts of this length, each with as much as the margin of what is before and after it. */
const SEGMENT_SEC = 120;
const MARGIN_SEC = 10;
/** Two beats are not nearer than this. */
const REFRACTORY_SEC = 0.2;
const SHORTEST_SEC = 1;

/**
 * A detector for records of any length in bounded memory: it keeps `SEGMENT_SEC` and two margins of samples, 140 s. Blocks may have any
 * length; the beats do not depend on how the record was divided, and are those of `detectBeats`. Beats come up to 130 s late.
 */
export function createBeatDetector({ fs, leads }: BeatDetectorOptions): BeatDetector {
  const refusal = refusalOf(fs, leads);
  const segment = Math.round(SEGMENT_SEC * fs);
  const margin = Math.round(MARGIN_SEC * fs);
  const buffer = createBuffer(leads.length);
  const used = leads.map(() => false);
  let core = 0;
  let last = Number.NEGATIVE_INFINITY;
  let count = 0;
  let familiar: Float64Array | undefined;

  /** Beats from the first undecided sample on, up to a sample that lies in the buffer. */
  function decide(until: number): Beat[] {
    const found = detectSegment(buffer.samples(), fs, familiar);
    familiar = found.usualShape;
    found.used.forEach((is, l) => {
      used[l] ||= is;
    });
    const beats: Beat[] = [];
    for (const [i, peak] of found.rPeaks.entries()) {
      const sample = buffer.start() + peak;
      if (sample >= until || sample < core - margin / 4 || sample - last < REFRACTORY_SEC * fs) continue;
      if (sample < core && sample - last < 2 * REFRACTORY_SEC * fs) continue;
      beats.push({ sample, beatClass: found.classes[i] ?? 'unclassified' });
      last = sample;
    }
    count += beats.length;
    core = until;
    return beats;
  }

  return {
    push(block) {
      const parts = blockLeads(block, leads);
      if (refusal !== undefined) return [];
      const beats: Beat[] = [];
      const length = parts[0]?.length ?? 0;
      let taken = 0;
      while (taken < length) {
        const wanted = core + segment + margin - buffer.end();
        const to = Math.min(length, taken + wanted);
        buffer.append(parts.map((part) => part.subarray(taken, to)));
        taken = to;
        if (buffer.end() < core + segment + margin) continue;
        beats.push(...decide(core + segment));
        buffer.dropBefore(core - margin);
      }
      return beats;
    },
    finish: () => (refusal === undefined && buffer.end() > core ? decide(buffer.end()) : []),
    usedLeads: () => leads.filter((_, l) => used[l]),
    reason() {
      if (count > 0) return undefined;
      if (refusal !== undefined) return refusal;
      if (buffer.end() < SHORTEST_SEC * fs) return `shorter than ${SHORTEST_SEC} s`;
      if (!used.includes(true)) return 'every lead is flat or missing';
      return 'nothing stands out of the noise as QRS does';
    },
  };
}

function refusalOf(fs: number, leads: readonly string[]): string | undefined {
  const [lowest, highest] = FS_LIMITS;
  if (!(fs >= lowest && fs <= highest)) return `QRS can be told at ${lowest} to ${highest} Hz, the record has ${fs} Hz`;
  return leads.length === 0 ? 'there is no lead' : undefined;
}

function blockLeads(block: Readonly<Record<string, Float32Array>>, leads: readonly string[]): Float32Array[] {
  return leads.map((name) => {
    const samples = block[name];
    const expected = block[leads[0] as string]?.length;
    if (samples !== undefined && samples.length === expected) return samples;
    const rule = `lead ${name} must have ${expected ?? 'its'} samples in every block`;
    const got = samples?.length ?? 'none';
    throw new EcgError('invalid-argument', `createBeatDetector: ${rule}, got ${got}`, { lead: name });
  });
}

/** The samples of several leads between two moments of a record, growing at the end and dropped at the start. */
function createBuffer(leadCount: number) {
  let stored = Array.from({ length: leadCount }, () => new Float32Array(0));
  let start = 0;
  let length = 0;
  return {
    start: () => start,
    end: () => start + length,
    samples: () => stored.map((lead) => lead.subarray(0, length)),
    append(parts: readonly Float32Array[]) {
      const added = parts[0]?.length ?? 0;
      if (length + added > (stored[0]?.length ?? 0)) {
        const capacity = length === 0 ? added : 2 * (length + added);
        stored = stored.map((lead) => {
          const larger = new Float32Array(capacity);
          larger.set(lead.subarray(0, length));
          return larger;
        });
      }
      parts.forEach((part, l) => {
        stored[l]?.set(part, length);
      });
      length += added;
    },
    dropBefore(sample: number) {
      const dropped = Math.min(length, Math.max(0, sample - start));
      for (const lead of stored) lead.copyWithin(0, dropped, length);
      start += dropped;
      length -= dropped;
    },
  };
}
