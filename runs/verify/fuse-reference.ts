import type { ReferenceLeads, ReferenceWave } from './ludb.ts';

/**
 * What is the boundary of a wave over all leads: the `median` over leads of what was marked, which is where the wave begins in a typical
 * lead; or its `extreme`, the earliest onset and the latest offset, by which global intervals are defined, and which a single mark that
 * was set carelessly moves.
 */
export type FusedReference = 'median' | 'extreme';

/**
 * One sequence of waves out of those marked lead by lead. Waves of a kind that overlap in time are one; at most one of each lead. A wave
 * that fewer than half of the leads have marked is doubtful. Peaks are medians.
 */
export function fuseReference(leads: ReferenceLeads, boundaries: FusedReference): ReferenceWave[] {
  const leadCount = Object.keys(leads).length;
  const fused = (['p', 'qrs', 't'] as const).flatMap((wave) =>
    sameWaves(leads, wave).map((group): ReferenceWave => {
      const of = (place: 'on' | 'peak' | 'off') => group.flatMap((one) => one[place] ?? []).sort((a, b) => a - b);
      const [on, off] = [of('on'), of('off')];
      return {
        wave,
        on: boundaries === 'median' ? median(on) : on[0],
        peak: median(of('peak')),
        off: boundaries === 'median' ? median(off) : off.at(-1),
        isDoubtful: 2 * group.length < leadCount,
      };
    }),
  );
  return fused.sort((a, b) => startOf(a) - startOf(b));
}

/** The waves of a kind in all leads, those that are one and the same together. */
function sameWaves(leads: ReferenceLeads, wave: ReferenceWave['wave']): ReferenceWave[][] {
  const all = Object.entries(leads).flatMap(([lead, waves]) =>
    waves.flatMap((one) => (one.wave === wave ? [{ lead, one }] : [])),
  );
  all.sort((a, b) => startOf(a.one) - startOf(b.one));
  const groups: { waves: ReferenceWave[]; leads: Set<string> }[] = [];
  for (const { lead, one } of all) {
    const group = groups.at(-1);
    const end = group && median(group.waves.map(endOf).sort((a, b) => a - b));
    if (group !== undefined && end !== undefined && startOf(one) < end && !group.leads.has(lead)) {
      group.waves.push(one);
      group.leads.add(lead);
    } else {
      groups.push({ waves: [one], leads: new Set([lead]) });
    }
  }
  return groups.map((group) => group.waves);
}

const startOf = ({ on, peak, off }: ReferenceWave) => on ?? peak ?? off ?? 0;
const endOf = ({ on, peak, off }: ReferenceWave) => off ?? peak ?? on ?? 0;

/** Of sorted numbers; of an even number of them the mean of the middle two. */
function median(sorted: readonly number[]): number | undefined {
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
