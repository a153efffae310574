import type { FusedEnvelope } from './fuse-envelopes.ts';
import type { Candidate } from './pick-beats.ts';
import type { QrsEnvelope } from './qrs-envelope.ts';

/** The middle of QRS in one lead is not further than this from the middle in all leads. */
const RECENTRE_SEC = 0.09;
/** R is looked for this far around the maximum of the lead's envelope, which is the middle of QRS. */
const SEARCH_SEC = 0.065;
/** The level that deflections are measured from is the median of the samples as far as this. */
const BASELINE_SEC = 0.2;
/** Deflections are averaged over this, against noise. */
const SMOOTH_SEC = 0.008;
/** The first lead that counts for this share of the lead that counts most is where R is looked for. */
const GOOD_SHARE = 0.2;

/**
 * The R peak of each beat, in samples of the leads: where the deflection of the reference lead from its local baseline, either way, is
 * largest. One lead gives all peaks, so that intervals are not those between different leads: the first that is about as good as any,
 * or where that is missing, the one in which QRS stands out most.
 *
 * @param leads in order of preference
 */
export function locatePeaks(
  leads: readonly Float32Array[],
  fs: number,
  envelopes: readonly QrsEnvelope[],
  fused: FusedEnvelope,
  beats: readonly Candidate[],
): number[] {
  const step = fs / fused.fs;
  const perBlock = Math.max(1, Math.round(fused.fs));
  const recentre = Math.round(RECENTRE_SEC * fused.fs);
  const preferred = referenceLead(fused);
  return beats.map(({ index }) => {
    const shares = fused.leads.map(({ weight }) => weight[Math.floor(index / perBlock)] as number);
    const lead = shares[preferred] ? preferred : shares.indexOf(Math.max(...shares));
    const own = highestNear(envelopes[lead]?.envelope as Float32Array, index, recentre);
    return largestDeflection(leads[lead] as Float32Array, fs, Math.round((own + 0.5) * step - 0.5));
  });
}

function referenceLead({ leads }: FusedEnvelope): number {
  const shares = leads.map(({ weight }) => weight.reduce((sum, share) => sum + share, 0));
  const most = Math.max(...shares);
  return shares.findIndex((share) => share >= GOOD_SHARE * most);
}

function highestNear(envelope: Float32Array, centre: number, reach: number): number {
  let best = centre;
  for (let i = Math.max(0, centre - reach); i <= Math.min(envelope.length - 1, centre + reach); i++) {
    if ((envelope[i] as number) > (envelope[best] as number)) best = i;
  }
  return best;
}

function largestDeflection(lead: Float32Array, fs: number, centre: number): number {
  const search = Math.round(SEARCH_SEC * fs);
  const smooth = Math.round((SMOOTH_SEC * fs) / 2);
  const baseline = localMedian(lead, fs, centre);
  let best = Math.min(lead.length - 1, Math.max(0, centre));
  let most = 0;
  const end = Math.min(lead.length - 1 - smooth, centre + search);
  for (let n = Math.max(smooth, centre - search); n <= end; n++) {
    let sum = 0;
    for (let k = n - smooth; k <= n + smooth; k++) sum += lead[k] as number;
    // Missing samples make it NaN, which is not larger.
    const deflection = Math.abs(sum / (2 * smooth + 1) - baseline);
    if (deflection > most) [best, most] = [n, deflection];
  }
  return best;
}

function localMedian(lead: Float32Array, fs: number, centre: number): number {
  const reach = Math.round(BASELINE_SEC * fs);
  const stride = Math.max(1, Math.round(fs / 125));
  const around: number[] = [];
  for (let n = Math.max(0, centre - reach); n < Math.min(lead.length, centre + reach); n += stride) {
    const value = lead[n] as number;
    if (Number.isFinite(value)) around.push(value);
  }
  return around.sort((a, b) => a - b)[around.length >> 1] ?? 0;
}
