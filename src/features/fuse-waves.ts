import type { PlannedBeat } from './wave-plan.ts';
import type { LeadWaves, WaveFiducials } from './waves.ts';

/**
 * Of the leads that show a wave, this part may begin earlier or end later than the global boundary: single leads err by noise, always to
 * the outside.
 */
const OUTLYING_PART = 1 / 8;

/**
 * Global boundaries: from the earliest onset to the latest offset over the leads, a few outlying leads left out (Kligfield et al.,
 * AHA/ACC/HRS 2007, measure intervals from simultaneous leads). Peaks are the median over the leads; R is the beat's own.
 *
 * @param leads entries of each lead, in the order of `plan`
 */
export function fusedBeats(
  leads: readonly (readonly LeadWaves[])[],
  plan: readonly PlannedBeat[],
  fs: number,
): readonly WaveFiducials[] {
  return plan.map((planned, i) => {
    const all = (name: keyof WaveFiducials) => leads.flatMap((lead) => lead[i]?.[name] ?? []).sort((a, b) => a - b);
    const earliest = (name: keyof WaveFiducials) => at(all(name), (n) => Math.floor(n * OUTLYING_PART));
    const latest = (name: keyof WaveFiducials) => at(all(name), (n) => n - 1 - Math.floor(n * OUTLYING_PART));
    const middle = (name: keyof WaveFiducials) => at(all(name), (n) => Math.floor((n - 1) / 2));
    const [qrsOn, qrsOff] = [earliest('qrsOn'), latest('qrsOff')];
    const rPeak = planned.rSec === undefined ? undefined : Math.round(planned.rSec * fs);
    const within = (sample: number | undefined, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY) =>
      sample === undefined ? undefined : Math.min(Math.max(sample, from), to);
    return {
      pOn: earliest('pOn'),
      pPeak: middle('pPeak'),
      pOff: within(latest('pOff'), middle('pPeak'), qrsOn),
      qrsOn,
      rPeak: within(rPeak, qrsOn, qrsOff),
      qrsOff,
      tOn: within(earliest('tOn'), qrsOff, middle('tPeak')),
      tPeak: middle('tPeak'),
      tOff: latest('tOff'),
    };
  });
}

function at(sorted: readonly number[], place: (n: number) => number): number | undefined {
  return sorted[place(sorted.length)];
}
