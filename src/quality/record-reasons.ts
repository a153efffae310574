import type { Beats } from '../beats/index.ts';
import { type EcgRecord, STANDARD_LEADS } from '../record/index.ts';
import { limbResiduals } from './limb-identity.ts';
import { limits } from './limits.table.ts';
import type { QualityReason } from './quality.ts';
import { bridgeMissing } from './raw-indices.ts';
import { suspectSamplingRate } from './sampling-rate.ts';
import { slowLead } from './slow-lead.ts';

/** Standard leads that the record has not. */
export function missingLeads(record: EcgRecord): readonly string[] {
  return STANDARD_LEADS.filter((name) => !Object.hasOwn(record.leads, name));
}

/** What is wrong with a record beyond its single leads. */
export function recordReasons(record: EcgRecord, beats: Beats, heightMv: number): readonly QualityReason[] {
  const missing = missingLeads(record);
  const paced = beats.beats.filter(({ beatClass }) => beatClass === 'paced').length;
  const texts: readonly (readonly [QualityReason['code'], string | false])[] = [
    ['missing-leads', missing.length > 0 && `${12 - missing.length} of 12 leads; without ${missing.join(', ')}`],
    ['unit', record.unit === 'normalised' && 'no millivolts: each lead was scaled by itself'],
    ['no-beats', beats.beats.length === 0 && `no heartbeats found${beats.reason ? `: ${beats.reason}` : ''}`],
    ['sampling-rate', suspectSamplingRate(record, beats)?.text ?? false],
    ['limb-identity', record.unit === 'mV' && brokenIdentities(record, heightMv)],
    ['pacing', paced > 0 && `${paced} of ${beats.beats.length} heartbeats paced`],
  ];
  return texts.flatMap(([code, text]) => (text ? [{ code, text }] : []));
}

function brokenIdentities(record: EcgRecord, heightMv: number): string | false {
  const limb = STANDARD_LEADS.slice(0, 6).filter((name) => Object.hasOwn(record.leads, name));
  const slow = limb.map(
    (name) => [name, slowLead(bridgeMissing(record.leads[name] as Float32Array).samples, record.fs)] as const,
  );
  const limitMv = Math.max(limits.identityMv, limits.identityHeights * heightMv);
  const broken = limbResiduals(Object.fromEntries(slow)).filter(
    ({ residualMv, ownShare = 0 }) =>
      residualMv > limitMv || (residualMv > limits.identityLeastMv && ownShare > limits.identityShare),
  );
  return (
    broken.length > 0 &&
    broken.map(({ text, residualMv }) => `${text} is off by ${residualMv.toFixed(2)} mV rms`).join('; ')
  );
}
