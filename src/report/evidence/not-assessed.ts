import type { Measurements } from '../../features/index.ts';
import type { CriterionResult } from '../../findings/index.ts';
import type { Quality, QualityReason, Use } from '../../quality/index.ts';
import { notMeasured } from '../not-measured.ts';
import type { EvidenceBundle } from './evidence-schema.ts';

type NotAssessed = EvidenceBundle['notAssessed'][number];

/** What a record may be used for, in the order in which it is told. */
export const USES: readonly Use[] = ['rhythm', 'intervals', 'st', 'voltage', 'model'];

/** A standard 12-lead ECG: Kligfield P et al., AHA/ACC/HRS part I, Circulation 2007;115:1306. */
const STANDARD_SEC = 10;

/** Statements about what comes and goes, which a short recording can show and cannot exclude. */
export const INTERMITTENT: readonly string[] = [
  'PVC',
  'PAC',
  'PRC(S)',
  'BIGU',
  'TRIGU',
  'SVARR',
  'SARRH',
  'PSVT',
  'pause',
  'ventricular-run',
];

/** What could not be assessed on a record: uses that quality refuses, measurements, criteria, and what the recording is too short for. */
export function notAssessedOf(
  quality: Quality,
  measurements: Measurements,
  criteria: readonly CriterionResult[],
  durationSec: number,
): readonly NotAssessed[] {
  const brief = withoutQuality(quality);
  return [
    ...refusedUses(quality),
    ...tooShort(durationSec),
    ...notMeasured(measurements, durationSec).map(
      ({ reason, values }): NotAssessed => ({
        kind: 'measurement',
        subjects: [...new Set(values.map(({ group, field }) => `${group}.${field}`))],
        leads: [...new Set(values.flatMap(({ lead }) => lead ?? []))],
        reason: brief(reason),
      }),
    ),
    ...notJudged(criteria, brief),
  ];
}

/** Reasons without what quality says of leads and record, which stands among the refused uses already. */
function withoutQuality({ reasons, leads }: Quality): (reason: string) => string {
  const told = [reasons, ...Object.values(leads).map((lead) => lead.reasons)].map(texts).filter((text) => text !== '');
  const longestFirst = [...new Set(told)].sort((a, b) => b.length - a.length);
  return (reason) => longestFirst.reduce((left, text) => left.replaceAll(`: ${text}`, ''), reason);
}

/** Whether a recording is too short to exclude what comes and goes. */
export function isShort(durationSec: number): boolean {
  return durationSec < STANDARD_SEC - 0.05;
}

function tooShort(durationSec: number): readonly NotAssessed[] {
  if (!isShort(durationSec)) return [];
  const reason = `${durationSec.toFixed(1)} s were recorded, a standard ECG has ${STANDARD_SEC} s: what comes and goes may be missed`;
  return [{ kind: 'finding', subjects: [...INTERMITTENT], leads: [], reason }];
}

/** Of the record, then of its leads, those with the same uses and reasons together. */
function refusedUses({ usableFor, reasons, leads }: Quality): readonly NotAssessed[] {
  const refused = (uses: Readonly<Record<Use, boolean>>) => USES.filter((use) => !uses[use]);
  const byText = new Map<
    string,
    { readonly subjects: readonly Use[]; readonly reason: string; readonly leads: string[] }
  >();
  for (const [lead, judged] of Object.entries(leads)) {
    const [subjects, reason] = [refused(judged.usableFor), texts(judged.reasons)];
    if (subjects.length === 0) continue;
    const key = `${subjects.join()}: ${reason}`;
    const known = byText.get(key) ?? { subjects, reason, leads: [] };
    known.leads.push(lead);
    byText.set(key, known);
  }
  const ofRecord = refused(usableFor);
  const whole = { subjects: ofRecord, reason: texts(reasons) || 'too few leads serve', leads: [] };
  return [...(ofRecord.length > 0 ? [whole] : []), ...byText.values()].map(({ subjects, reason, leads: names }) => ({
    kind: 'use',
    subjects: [...subjects],
    leads: names,
    reason: reason || 'its quality',
  }));
}

const texts = (reasons: readonly QualityReason[]) => reasons.map(({ text }) => text).join('; ');

/** Criteria that could not be judged; those for other hearts are not missed. */
function notJudged(criteria: readonly CriterionResult[], brief: (reason: string) => string): readonly NotAssessed[] {
  const idsByReason = new Map<string, string[]>();
  for (const { id, met, reason = 'a value is missing', isNotApplicable } of criteria) {
    if (met !== undefined || isNotApplicable) continue;
    const why = brief(reason);
    idsByReason.set(why, [...(idsByReason.get(why) ?? []), id]);
  }
  return [...idsByReason].map(([reason, subjects]) => ({ kind: 'criterion', subjects, leads: [], reason }));
}
