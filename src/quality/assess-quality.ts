import type { Beats } from '../beats/index.ts';
import { type EcgRecord, recordLength } from '../record/index.ts';
import { acceptability } from './acceptability.table.ts';
import { judgeLead, type LeadVerdict, recordHeight, recordProbability } from './acceptability.ts';
import { type SuspectedUnit, suspectUnit } from './amplitude-unit.ts';
import { type LeadIndices, measureLeads } from './lead-indices.ts';
import { leadReasons, type RecordFacts, showsBeats } from './lead-reasons.ts';
import { detectLeadReversal } from './lead-reversal.ts';
import { leadScore } from './lead-score.ts';
import { limbElectrodeOff, usesWithoutElectrode } from './limb-electrode-off.ts';
import { limits } from './limits.table.ts';
import type { LeadQuality, Quality, QualityReason } from './quality.ts';
import { missingLeads, recordReasons } from './record-reasons.ts';
import { rejectionReasons } from './rejection-reasons.ts';
import { leadUses, NO_USE, recordUses, SPOILT, usesAsReversed } from './usable-for.ts';

/**
 * Whether a record can be used, for what, and why not: per lead and as a whole.
 *
 * `acceptable` and `score` are learnt from the verdicts of CinC 2011 (Silva I et al., Comput Cardiol 2011;38:273–276) by
 * `runs/quality-thresholds.ts`: each lead passes steps of badness (`acceptability.table.ts`), and a record is accepted when none of its
 * leads is rejected. They do not depend on the unit. Reasons and uses follow fixed limits (`limits.table.ts`). A record of 20 s or more
 * is judged by its usual 10 s.
 *
 * Where two cables seem interchanged (`detectLeadReversal`), `reversal` names them, a reason says why, and neither the record nor the
 * leads concerned serve for ST, voltages or the network any longer; nothing is put back. The same where an electrode of the limbs seems off
 * (`limbElectrodeOff`), which all leads but one are read from.
 *
 * Nothing is thrown for a bad signal: a record too short or without a sample is not acceptable, its `score` is `undefined`, and the
 * reason says so.
 *
 * @param beats of the same record, by `detectBeats`
 */
export function assessQuality(record: EcgRecord, beats: Beats): Quality {
  const durationSec = recordLength(record) / record.fs;
  if (!(durationSec >= limits.leastSec) || recordLength(record) < 2) return unmeasurable(record, durationSec);
  const measured = inMillivolts(record);
  const { indices, unit } = measured;
  const heightMv = recordHeight(indices);
  const verdicts = indices.map((lead) => judgeLead(lead, heightMv));
  const facts: RecordFacts = {
    durationSec: Math.min(durationSec, 10),
    unit: record.unit === 'mV' ? 'mV' : 'SD',
    unitsPerMv: record.unit === 'mV' ? 1 : 5,
    hasBeats: indices.some(showsBeats),
    mainsHz: mainsOf(indices),
  };
  const hasUnit = record.unit === 'mV' && unit === undefined;
  const leads = indices.map((lead, i) => leadQuality(lead, verdicts[i] as LeadVerdict, facts, hasUnit, record.fs));
  const canTell = durationSec >= limits.leastSecForDecision;
  const probability = recordProbability(verdicts);
  const acceptable = canTell && probability >= acceptability.leastProbability;
  const names = Object.keys(record.leads);
  const byName = Object.fromEntries(names.map((name, i) => [name, leads[i] as LeadQuality]));
  const electrode = limbElectrodeOff(measured.record, byName);
  // Leads without one of their electrodes fit together in no way that tells of cables.
  const { reversal, reason } =
    electrode === undefined ? detectLeadReversal(measured.record, beats) : { reversal: undefined, reason: undefined };
  const usable = (name: string, lead: LeadQuality) =>
    usesWithoutElectrode(name, usesAsReversed(name, lead, reversal), electrode);
  return {
    acceptable,
    score: canTell ? probability : undefined,
    reasons: [
      ...(canTell ? [] : [tooShort(durationSec)]),
      ...(unit ? [{ code: 'unit', text: unit.text } as const] : []),
      ...recordReasons(measured.record, beats, heightMv),
      ...(reversal
        ? [{ code: 'lead-reversal', text: `cables ${reversal} seem interchanged: ${reason}` } as const]
        : []),
      ...(acceptable ? [] : rejectionReasons(names, leads, verdicts)),
    ],
    leads: Object.fromEntries(Object.entries(byName).map(([name, lead]) => [name, usable(name, lead)])),
    reversal,
    usableFor: {
      ...recordUses(leads, acceptable, missingLeads(record).length === 0),
      ...((reversal ?? electrode) && SPOILT),
    },
  };
}

function leadQuality(
  lead: LeadIndices,
  { probability }: LeadVerdict,
  facts: RecordFacts,
  hasUnit: boolean,
  fs: number,
): LeadQuality {
  const reasons = leadReasons(lead, facts);
  const acceptable = probability >= acceptability.leastProbability;
  return {
    score: leadScore(lead, probability),
    acceptable,
    reasons,
    usableFor: leadUses(lead, reasons, { acceptable, hasUnit, fs }),
  };
}

/** The record and its indices, in the millivolts that the samples seem to mean. */
function inMillivolts(record: EcgRecord): {
  readonly record: EcgRecord;
  readonly indices: readonly LeadIndices[];
  readonly unit: SuspectedUnit | undefined;
} {
  const indices = measureLeads(Object.values(record.leads), record.fs);
  const unit = record.unit === 'mV' ? suspectUnit(indices) : undefined;
  if (unit === undefined) return { record, indices, unit };
  const scaled = Object.entries(record.leads).map(([name, samples]) => [name, samples.map((x) => x * unit.mvPerUnit)]);
  const leads: Readonly<Record<string, Float32Array>> = Object.fromEntries(scaled);
  return { record: { ...record, leads }, indices: measureLeads(Object.values(leads), record.fs), unit };
}

/** One supply hums in all leads of a record. */
function mainsOf(indices: readonly LeadIndices[]): 50 | 60 {
  const sum = (name: 'hum50Mv' | 'hum60Mv') => indices.reduce((total, lead) => total + lead[name], 0);
  return sum('hum60Mv') > sum('hum50Mv') ? 60 : 50;
}

function tooShort(durationSec: number): QualityReason {
  const needed = durationSec < limits.leastSec ? limits.leastSec : limits.leastSecForDecision;
  return { code: 'too-short', text: `${durationSec.toPrecision(2)} s; ${needed} s are needed` };
}

function unmeasurable(record: EcgRecord, durationSec: number): Quality {
  const reasons = [tooShort(durationSec)];
  const lead: LeadQuality = { score: 0, acceptable: false, reasons, usableFor: NO_USE };
  return {
    acceptable: false,
    score: undefined,
    reasons,
    leads: Object.fromEntries(Object.keys(record.leads).map((name) => [name, lead])),
    reversal: undefined,
    usableFor: NO_USE,
  };
}
