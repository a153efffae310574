import type { LeadIndices } from './lead-indices.ts';
import { limits } from './limits.table.ts';
import type { QualityReason, QualityReasonCode } from './quality.ts';

/** What the reasons of a lead need to know of its record. */
export interface RecordFacts {
  /** Seconds; of a long record those of the pieces it was looked at in. */
  readonly durationSec: number;
  /** `mV`, or `SD` where millivolts are lost. */
  readonly unit: 'mV' | 'SD';
  /** What the limits in mV are multiplied by: QRS of 1 mV has some 5 standard deviations. */
  readonly unitsPerMv: number;
  /** Whether any lead shows heartbeats. */
  readonly hasBeats: boolean;
  readonly mainsHz: 50 | 60;
}

type Finding = string | undefined | false;

/** What is wrong with one lead. */
export function leadReasons(lead: LeadIndices, facts: RecordFacts): readonly QualityReason[] {
  const flat = flatness(lead, facts);
  const isDead = flat !== undefined && lead.flatShare > 0.9;
  const findings: readonly (readonly [QualityReasonCode, Finding])[] = [
    ['missing-samples', lead.missingShare > 0 && `${percent(lead.missingShare)} of the samples missing`],
    ['flat', flat],
    ['lead-off', leadOff(lead, isDead, facts)],
    ...(isDead ? [] : endsOfScale(lead, facts)),
    ['wander', !isDead && wander(lead, facts)],
    ['mains', mains(lead, facts)],
    ['muscle', !isDead && muscle(lead, facts)],
    ['spikes', !isDead && spikes(lead, facts)],
    ['no-beats', facts.hasBeats && !showsBeats(lead) && 'no heartbeats seen where other leads show them'],
  ];
  return findings.flatMap(([code, text]) => (text ? [{ code, text }] : []));
}

/** Whether complexes repeat in the lead at the places where all leads together have them. */
export function showsBeats({ templateRatio, templateCorrelation }: LeadIndices): boolean {
  return templateRatio >= limits.beatRatio && templateCorrelation >= limits.beatCorrelation;
}

/** Noise above 40 Hz that is not hum. */
export function muscleMv({ highFrequencyMv, hum50Mv, hum60Mv }: LeadIndices): number {
  return Math.sqrt(Math.max(0, highFrequencyMv ** 2 - hum50Mv ** 2 - hum60Mv ** 2));
}

function flatness(lead: LeadIndices, { durationSec, unit, unitsPerMv }: RecordFacts): string | undefined {
  const range = lead.maxMv - lead.minMv;
  if (lead.longestFlatSec >= Math.min(limits.flatSec, 0.95 * durationSec)) {
    return `does not move for ${seconds(lead.longestFlatSec)}`;
  }
  return range < limits.flatMv * unitsPerMv ? `never leaves a band of ${range.toFixed(3)} ${unit}` : undefined;
}

function leadOff(lead: LeadIndices, isDead: boolean, { unit, unitsPerMv, hasBeats }: RecordFacts): Finding {
  if (Math.abs(lead.offsetMv) >= limits.offsetMv * unitsPerMv)
    return `lies ${voltage(lead.offsetMv)} ${unit} from zero`;
  return isDead && hasBeats && 'electrode off: no signal where other leads show heartbeats';
}

function endsOfScale(lead: LeadIndices, { unit }: RecordFacts): readonly (readonly [QualityReasonCode, Finding])[] {
  if (lead.clippedSec < limits.clippedSec) return [];
  const where = `between ${voltage(lead.minMv)} and ${voltage(lead.maxMv)} ${unit}`;
  return lead.longestPlateauSec >= limits.saturatedSec
    ? [['saturation', `stands at the end of the scale for ${seconds(lead.clippedSec)}, ${where}`]]
    : [['clipping', `cut off for ${seconds(lead.clippedSec)}, ${where}`]];
}

function wander({ wanderMv }: LeadIndices, { unit, unitsPerMv }: RecordFacts): Finding {
  return wanderMv >= limits.wanderMv * unitsPerMv && `baseline wanders, ${voltage(wanderMv)} ${unit} rms`;
}

function mains({ hum50Mv, hum60Mv }: LeadIndices, { unit, unitsPerMv, mainsHz }: RecordFacts): Finding {
  const rms = mainsHz === 50 ? hum50Mv : hum60Mv;
  return rms >= limits.humMv * unitsPerMv && `mains hum of ${mainsHz} Hz, ${voltage(rms)} ${unit} rms`;
}

function muscle(lead: LeadIndices, { unit, unitsPerMv }: RecordFacts): Finding {
  const steady = muscleMv(lead);
  if (steady >= limits.muscleMv * unitsPerMv) return `noise above 40 Hz, ${voltage(steady)} ${unit} rms`;
  const hum = Math.hypot(lead.hum50Mv, lead.hum60Mv);
  const burst = Math.sqrt(Math.max(0, lead.burstMv ** 2 - hum ** 2));
  return (
    burst >= limits.burstMv * unitsPerMv &&
    burst >= 2 * hum &&
    `a second of noise above 40 Hz, ${voltage(burst)} ${unit} rms`
  );
}

function spikes(lead: LeadIndices, { unit, unitsPerMv, durationSec }: RecordFacts): Finding {
  if (lead.loneJumps >= (limits.jumps * durationSec) / 10) {
    return `${lead.loneJumps} jumps from one sample to the next, up to ${voltage(lead.jumpMv)} ${unit}`;
  }
  const isStep = lead.stepMv >= limits.stepMv * unitsPerMv && lead.stepMv >= limits.stepHeights * lead.heightMv;
  return isStep && `baseline steps by ${voltage(lead.stepMv)} ${unit} within 0.4 s`;
}

const percent = (share: number) => `${(100 * share).toPrecision(2)} %`;
const seconds = (sec: number) => `${sec < 1 ? sec.toPrecision(2) : sec.toFixed(1)} s`;
const voltage = (value: number) => (Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(0));
