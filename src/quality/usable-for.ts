import type { LeadReversal } from '../record/index.ts';
import type { LeadIndices } from './lead-indices.ts';
import { muscleMv, showsBeats } from './lead-reasons.ts';
import { limits } from './limits.table.ts';
import type { LeadQuality, QualityReason, QualityReasonCode, Use } from './quality.ts';

/** Reasons that make voltages of a lead wrong. */
const VOLTAGE_SPOILERS: readonly QualityReasonCode[] = ['saturation', 'clipping', 'lead-off', 'flat', 'spikes'];

/** Rates below which boundaries of waves lie further apart than they are told to differ. */
const LEAST_FS_FOR_INTERVALS = 100;

/** What a lead may be used for. `hasUnit`: whether its voltages mean anything. */
export function leadUses(
  lead: LeadIndices,
  reasons: readonly QualityReason[],
  { acceptable, hasUnit, fs }: { readonly acceptable: boolean; readonly hasUnit: boolean; readonly fs: number },
): Readonly<Record<Use, boolean>> {
  const has = (codes: readonly QualityReasonCode[]) => reasons.some(({ code }) => codes.includes(code));
  const rhythm = showsBeats(lead) && lead.agreement >= limits.agreementForRhythm;
  const noise = Math.hypot(muscleMv(lead), lead.hum50Mv, lead.hum60Mv);
  const intervals =
    rhythm &&
    fs >= LEAST_FS_FOR_INTERVALS &&
    !has(['saturation', 'spikes']) &&
    noise <= limits.noiseForIntervals * lead.heightMv;
  const voltage = rhythm && hasUnit && !has(VOLTAGE_SPOILERS);
  const st = intervals && voltage && lead.wanderMv <= limits.wanderForStMv;
  return { rhythm, intervals, st, voltage, model: acceptable && !has(['flat', 'lead-off']) };
}

/** A record serves where most of its leads do; rhythm needs only one of them, the network all, and acceptability as a whole. */
export function recordUses(
  leads: readonly LeadQuality[],
  acceptable: boolean,
  hasTwelve: boolean,
): Readonly<Record<Use, boolean>> {
  const count = (use: Use) => leads.filter(({ usableFor }) => usableFor[use]).length;
  const most = (use: Use) => 3 * count(use) >= 2 * leads.length;
  return {
    rhythm: count('rhythm') > 0,
    intervals: most('intervals'),
    st: most('st'),
    voltage: most('voltage'),
    model: acceptable && hasTwelve && count('model') === leads.length,
  };
}

/** What is spoilt where electrodes are not where leads expect them; rhythm and intervals stay what they are, in whatever lead. */
export const SPOILT = { st: false, voltage: false, model: false } as const;

/** A lead as it may be used where cables seem interchanged: two of V1 to V6 concern themselves alone, a limb's all limb leads. */
export function usesAsReversed(name: string, lead: LeadQuality, reversal: LeadReversal | undefined): LeadQuality {
  if (reversal === undefined) return lead;
  const isChest = name.startsWith('V');
  const concerned = reversal.startsWith('V') ? reversal.split('-').includes(name) : !isChest;
  if (!concerned) return lead;
  const reason = { code: 'lead-reversal', text: `cables ${reversal} seem interchanged` } as const;
  return { ...lead, reasons: [...lead.reasons, reason], usableFor: { ...lead.usableFor, ...SPOILT } };
}

/** No use at all, as of what cannot be measured. */
export const NO_USE: Readonly<Record<Use, boolean>> = {
  rhythm: false,
  intervals: false,
  st: false,
  voltage: false,
  model: false,
};
