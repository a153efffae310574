import type { Beat, BeatClass, Beats } from '../beats/index.ts';
import type { WaveFiducials } from '../record/index.ts';
import { NoValue, type Outcome } from './outcome.ts';
import type { Delineation } from './waves.ts';

/** A beat and its entry in the delineation. */
export interface DelineatedBeat {
  /** R peak, sample of the record. */
  readonly sample: number;
  /** Index of the beat in `Beats.beats`. */
  readonly beat: number;
  /** Index of its waves in each array of the delineation. */
  readonly entry: number;
  readonly waves: WaveFiducials;
}

/** The beats that intervals and amplitudes are measured on. */
export interface UsualBeats {
  readonly beatClass: BeatClass;
  readonly beats: readonly DelineatedBeat[];
}

/** `normal` beats are preferred where at least this share of the beats are. */
const NORMAL_SHARE = 1 / 3;
/** An R peak belongs to an entry whose QRS, with this much around it, it lies in. */
const MARGIN_MS = 50;

/**
 * The delineated beats of one class: `normal` where at least a third of all are, otherwise the most frequent class (`paced` in a paced
 * rhythm). Premature beats have other intervals and are never mixed in.
 */
export function usualBeats(beats: Beats, waves: Delineation): Outcome<UsualBeats> {
  if (beats.beats.length === 0) return new NoValue(beats.reason ?? 'no beat was found');
  const beatClass = usualClass(beats.beats);
  const matched = matchEntries(beats, waves).filter(({ beat }) => beats.beats[beat]?.beatClass === beatClass);
  if (matched.length > 0) return { beatClass, beats: matched };
  return new NoValue(waves.reason ?? `QRS could not be delineated in any of the ${beats.beats.length} beats`);
}

function usualClass(beats: readonly Beat[]): BeatClass {
  const counts = new Map<BeatClass, number>();
  for (const { beatClass } of beats) counts.set(beatClass, (counts.get(beatClass) ?? 0) + 1);
  if ((counts.get('normal') ?? 0) >= NORMAL_SHARE * beats.length) return 'normal';
  return [...counts].reduce((most, here) => (here[1] > most[1] ? here : most))[0];
}

/** Pairs beats and entries that have a QRS, both in the order of time. */
function matchEntries({ fs, beats }: Beats, { fused }: Delineation): readonly DelineatedBeat[] {
  const margin = (MARGIN_MS / 1000) * fs;
  const matched: DelineatedBeat[] = [];
  let beat = 0;
  fused.forEach((waves, entry) => {
    const { qrsOn, qrsOff } = waves;
    if (qrsOn === undefined || qrsOff === undefined) return;
    while (beat < beats.length && (beats[beat] as Beat).sample < qrsOn - margin) beat += 1;
    const sample = beats[beat]?.sample;
    if (sample === undefined || sample > qrsOff + margin) return;
    matched.push({ sample, beat, entry, waves });
    beat += 1;
  });
  return matched;
}
