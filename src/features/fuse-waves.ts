import type { WaveFiducials } from '../record/index.ts';
import { median } from './statistics.ts';
import type { PlannedBeat } from './wave-plan.ts';
import type { LeadWaves } from './waves.ts';

/**
 * Of the leads that show QRS or T, this part may begin earlier or end later than the global boundary: single leads err by noise, always
 * to the outside.
 */
const OUTLYING_PART = 1 / 3;

/**
 * Global boundaries: from the earliest onset to the latest offset over the leads, outlying leads left out (Kligfield et al.,
 * AHA/ACC/HRS 2007, measure intervals from simultaneous leads). P begins and ends where it does in the middle lead: it is so small that
 * its boundaries differ between leads by no more than by error. Peaks are the median over the leads; R is the beat's own.
 *
 * @param leads entries of each lead, in the order of `plan`
 */
export function fusedBeats(
  leads: readonly (readonly LeadWaves[])[],
  plan: readonly PlannedBeat[],
  fs: number,
): readonly WaveFiducials[] {
  return plan.map((planned, i) => {
    const all = (name: keyof WaveFiducials) => ascending(leads, i, name);
    const earliest = (name: keyof WaveFiducials) => at(all(name), (n) => Math.floor(n * OUTLYING_PART));
    const latest = (name: keyof WaveFiducials) => at(all(name), (n) => n - 1 - Math.floor(n * OUTLYING_PART));
    const middle = (name: keyof WaveFiducials) => at(all(name), (n) => Math.floor((n - 1) / 2));
    const central = (name: keyof WaveFiducials) => {
      const sorted = all(name);
      return sorted.length === 0 ? undefined : Math.round(median(sorted));
    };
    const [qrsOn, qrsOff] = [earliest('qrsOn'), latest('qrsOff')];
    const r = planned.rSec === undefined ? undefined : Math.round(planned.rSec * fs);
    // R lies between the boundaries, not on one.
    const rPeak = r === undefined ? undefined : clamp(r, qrsOn === undefined ? 0 : qrsOn + 1, beside(qrsOff, -1));
    const p = ordered([central('pOn'), middle('pPeak'), central('pOff')], 0, qrsOn ?? rPeak);
    const t = ordered([earliest('tOn'), middle('tPeak'), latest('tOff')], qrsOff ?? rPeak ?? 0);
    const [pOn, pPeak, pOff] = p;
    const [tOn, tPeak, tOff] = t;
    return { pOn, pPeak, pOff, qrsOn, rPeak, qrsOff, tOn, tPeak, tOff };
  });
}

/** Where the leads show a mark of one beat. */
function ascending(
  leads: readonly (readonly LeadWaves[])[],
  beat: number,
  name: keyof WaveFiducials,
): readonly number[] {
  const found: number[] = [];
  for (const lead of leads) {
    const sample = lead[beat]?.[name];
    if (sample !== undefined) found.push(sample);
  }
  return found.sort((a, b) => a - b);
}

type Edges = readonly [on: number | undefined, peak: number | undefined, off: number | undefined];

/**
 * A wave with its boundaries kept between its neighbours. Where the leads disagree so much that onset, peak and end do not follow each
 * other any more, there is none.
 */
function ordered([on, peak, off]: Edges, notBefore: number, notAfter = Number.POSITIVE_INFINITY): Edges {
  const kept = (sample: number | undefined) => (sample === undefined ? undefined : clamp(sample, notBefore, notAfter));
  const wave: Edges = [kept(on), peak, kept(off)];
  const present = wave.filter((sample) => sample !== undefined);
  if (peak !== undefined && (peak < notBefore || peak > notAfter)) return NONE;
  return present.every((sample, n) => n === 0 || sample > (present[n - 1] as number)) ? wave : NONE;
}

const NONE: Edges = [undefined, undefined, undefined];

function clamp(sample: number, low: number, high = Number.POSITIVE_INFINITY): number {
  return Math.min(Math.max(sample, low), high);
}

function beside(sample: number | undefined, step: number): number | undefined {
  return sample === undefined ? undefined : sample + step;
}

function at(sorted: readonly number[], place: (n: number) => number): number | undefined {
  return sorted[place(sorted.length)];
}
