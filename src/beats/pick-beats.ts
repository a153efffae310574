import type { FusedEnvelope } from './fuse-envelopes.ts';

/** A moment at which the leads move as QRS does, in samples of the envelope. */
export interface Candidate {
  readonly index: number;
  /** 1 is the usual QRS. */
  readonly height: number;
}

/** The ventricles are not excited again before this. */
const REFRACTORY_SEC = 0.2;
/** Of two maxima that are nearer than this, the lower is a part of the same QRS. */
const APART_SEC = 0.12;
/** So long after a beat, what is lower than the given share of it is T. */
const T_WAVE_SEC = 0.36;
const T_WAVE_SHARE = 0.5;
/** Nothing lower is looked at. */
const LEAST_HEIGHT = 0.05;
/** A beat exceeds this share of the usual beat, and lies this far from the usual non-beat to the usual beat. */
const LEAST_SHARE = 0.3;
const BETWEEN = 0.5;
/** From so many leads on, together they have little noise, but add up to less for a beat of another axis: the share alone is asked for. */
const MANY_LEADS = 6;
/** After so many usual intervals without a beat, the highest maximum above a lower share is looked for. */
const SEARCH_BACK_INTERVALS = 1.6;
const SEARCH_BACK_SHARE = 0.17;
const SEARCH_BACK_APART_SEC = 0.3;
/** Where QRS does not stand out by this, there may be noise only: simulated noise reaches 4.0, QRS at 220/min in its own rms of noise 4.9. */
const LEAST_CONTRAST = 4.4;
/** How fast the usual beat and the usual non-beat are followed: by this share of the difference. */
const FOLLOW = 0.125;
const START_NOISE = 0.2;
const INTERVALS = 8;
const LONGEST_INTERVAL_SEC = 2.5;

/** Local maxima, the highest of those that are not apart. */
function findCandidates({ fs, envelope, contrast }: FusedEnvelope): Candidate[] {
  const apart = Math.round(APART_SEC * fs);
  const perBlock = Math.max(1, Math.round(fs));
  const found: Candidate[] = [];
  for (let i = 1; i < envelope.length - 1; i++) {
    const height = envelope[i] as number;
    if (height < LEAST_HEIGHT || height < (envelope[i - 1] as number) || height <= (envelope[i + 1] as number))
      continue;
    if ((contrast[Math.floor(i / perBlock)] as number) < LEAST_CONTRAST) continue;
    const last = found[found.length - 1];
    if (last === undefined || i - last.index >= apart) found.push({ index: i, height });
    else if (height > last.height) found[found.length - 1] = { index: i, height };
  }
  return found;
}

/**
 * Those maxima that are beats. Two levels are followed from beat to beat, the usual height of beats and of what is none, and the
 * threshold lies between them, with search-back (after Pan J, Tompkins WJ, IEEE Trans Biomed Eng 1985;32:230–236).
 */
export function pickBeats(fused: FusedEnvelope): readonly Candidate[] {
  const { fs } = fused;
  const beats: Candidate[] = [];
  const intervals: number[] = [];
  let level = 1;
  let noise = START_NOISE;
  let refused: Candidate[] = [];
  const accept = (beat: Candidate) => {
    const last = beats[beats.length - 1];
    if (last && beat.index - last.index < LONGEST_INTERVAL_SEC * fs) intervals.push(beat.index - last.index);
    if (intervals.length > INTERVALS) intervals.shift();
    level += FOLLOW * (Math.min(1.5, Math.max(0.3, beat.height)) - level);
    beats.push(beat);
    refused = refused.filter(({ index }) => index > beat.index);
  };
  for (const candidate of findCandidates(fused)) {
    const missed = missedBeat(beats[beats.length - 1], refused, candidate, intervals, level, fs);
    if (missed) accept(missed);
    const last = beats[beats.length - 1];
    const since = last ? (candidate.index - last.index) / fs : Number.POSITIVE_INFINITY;
    const lastHeight = last?.height ?? 0;
    if (since < REFRACTORY_SEC) {
      if (candidate.height > lastHeight) beats[beats.length - 1] = candidate;
      continue;
    }
    const threshold =
      fused.leads.length < MANY_LEADS
        ? Math.max(LEAST_SHARE * level, noise + BETWEEN * (level - noise))
        : LEAST_SHARE * level;
    const isT = since < T_WAVE_SEC && candidate.height < T_WAVE_SHARE * lastHeight;
    if (candidate.height >= threshold && !isT) accept(candidate);
    else {
      refused.push(candidate);
      noise += FOLLOW * (Math.min(0.6, candidate.height) - noise);
    }
  }
  return beats;
}

/** The beat that was overlooked when the pause before a candidate is too long, if there is one. */
function missedBeat(
  last: Candidate | undefined,
  refused: readonly Candidate[],
  candidate: Candidate,
  intervals: readonly number[],
  level: number,
  fs: number,
): Candidate | undefined {
  if (last === undefined || intervals.length < 3) return undefined;
  const usual = [...intervals].sort((a, b) => a - b)[intervals.length >> 1] as number;
  if (candidate.index - last.index <= SEARCH_BACK_INTERVALS * usual) return undefined;
  let best: Candidate | undefined;
  for (const found of refused) {
    const isApart =
      found.index - last.index > T_WAVE_SEC * fs && candidate.index - found.index > SEARCH_BACK_APART_SEC * fs;
    if (isApart && found.height > (best?.height ?? SEARCH_BACK_SHARE * level)) best = found;
  }
  return best;
}
