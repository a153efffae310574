import type { LeadVerdict } from './acceptability.ts';
import type { BadnessName } from './badness.ts';
import type { LeadQuality, QualityReason, QualityReasonCode } from './quality.ts';

/** Leads that are named as the cause of a rejection, at most. */
const NAMED = 3;

/** How a kind of badness is said of a lead that no limit says more of. */
const SAID: Readonly<Record<BadnessName, readonly [QualityReasonCode, string]>> = {
  flat: ['flat', 'rests too much'],
  flatStretch: ['flat', 'rests too long'],
  clipped: ['clipping', 'is cut off'],
  offset: ['lead-off', 'lies far from zero'],
  noise: ['muscle', 'is noisy'],
  burst: ['muscle', 'has bursts of noise'],
  ownNoise: ['muscle', 'is noisy for its height'],
  wander: ['wander', 'wanders'],
  ownWander: ['wander', 'wanders'],
  step: ['spikes', 'steps'],
  jump: ['spikes', 'jumps'],
  range: ['spikes', 'makes excursions'],
  low: ['no-beats', 'is low'],
  uneven: ['spikes', 'has seconds of another height'],
  tall: ['spikes', 'has seconds of far greater height'],
  quiet: ['no-beats', 'has seconds of far smaller height'],
  peakless: ['no-beats', 'has no peaks'],
  fast: ['muscle', 'has more power above QRS than in it'],
  slow: ['wander', 'has most of its power below 1 Hz'],
  disagreeing: ['no-beats', 'has complexes where other leads have none'],
  unlike: ['no-beats', 'has complexes unlike each other'],
  unlikeShare: ['no-beats', 'has complexes unlike each other'],
  unrepeated: ['no-beats', 'repeats nothing from beat to beat'],
};

/** Why the learnt decision rejects a record: its worst leads and what is wrong with them. */
export function rejectionReasons(
  names: readonly string[],
  leads: readonly LeadQuality[],
  verdicts: readonly LeadVerdict[],
): readonly QualityReason[] {
  const worst = names
    .map((name, i) => ({ name, quality: leads[i] as LeadQuality, verdict: verdicts[i] as LeadVerdict }))
    .sort((a, b) => a.verdict.probability - b.verdict.probability)
    .slice(0, NAMED)
    .filter(({ verdict }, rank) => rank === 0 || verdict.probability < 0.9);
  return worst.flatMap(({ name, quality, verdict }) => {
    const [first] = quality.reasons;
    const [most] = verdict.points;
    const chance = `would be rejected with probability ${(1 - verdict.probability).toFixed(2)}`;
    if (first) return [{ code: first.code, text: `lead ${name} ${chance}: ${first.text}` }];
    if (most === undefined) return [];
    const [code, said] = SAID[most.badness];
    return [{ code, text: `lead ${name} ${chance}: ${said}` }];
  });
}
