import type { LeadIndices } from './lead-indices.ts';
import { muscleMv } from './lead-reasons.ts';

/**
 * Levels, in heights of the lead, at which a disturbance alone halves the score. Hum and fast noise hide waves at a tenth of
 * the height; wander, which the eye follows, at a third of it.
 */
const HALVING = { muscle: 0.08, hum: 0.1, wander: 0.3 } as const;

/**
 * From 1, clean, to 0, unusable: the probability that nobody rejects the record for this lead, less what fast noise, hum and wander take
 * away, each as 1 / (1 + (level / halving level)²).
 */
export function leadScore(lead: LeadIndices, probability: number): number {
  if (!(lead.heightMv > 0)) return 0;
  const kept = (level: number, halving: number) => 1 / (1 + (level / (halving * lead.heightMv)) ** 2);
  return (
    probability *
    kept(muscleMv(lead), HALVING.muscle) *
    kept(Math.hypot(lead.hum50Mv, lead.hum60Mv), HALVING.hum) *
    kept(lead.wanderMv, HALVING.wander)
  );
}
