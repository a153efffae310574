import type { LeadMeasurements, Measurements } from '../../src/features/index.ts';
import { type CriterionResult, judgeCriteria } from '../../src/findings/index.ts';
import { type PatientFacts, STANDARD_LEADS } from '../../src/record/index.ts';

type Values<Group> = Partial<Omit<Group, 'notMeasured'>>;

/** Values that differ from those of an unremarkable adult; `undefined` is not measured. */
export interface Changes {
  readonly rhythm?: Values<Measurements['rhythm']>;
  readonly atria?: Values<Measurements['atria']>;
  readonly intervals?: Values<Measurements['intervals']>;
  readonly axes?: Values<Measurements['axes']>;
  readonly conduction?: Values<Measurements['conduction']>;
  readonly leads?: Readonly<Record<string, Values<LeadMeasurements> | undefined>>;
}

const HEALTHY = {
  rhythm: {
    beatCount: 12,
    durationSec: 10,
    rateBpm: 70,
    meanRateBpm: 70,
    rateClass: 'normal',
    rrMinMs: 840,
    rrMaxMs: 880,
    regularity: 'regular',
    pauseCount: 0,
    supraventricularCount: 0,
    ventricularCount: 0,
    pacedCount: 0,
    ectopicPattern: 'none',
    ventricularRunCount: 0,
  },
  atria: {
    pPresence: 'before every beat',
    pQrsRelation: '1:1',
    atrialRateBpm: 70,
    flutterWaveRateBpm: 250,
    flutterWaveShare: 0.2,
  },
  intervals: { pMs: 100, prMs: 160, qrsMs: 90, qtMs: 390, qtcFridericiaMs: 410 },
  axes: { pDeg: 50, qrsDeg: 40, qrsClass: 'normal', tDeg: 40 },
  conduction: { droppedBeatCount: 0, prRangeMs: 8, initialSlurMs: 24 },
} as const;

/** qRs with R of 1 mV. */
const LEAD: Values<LeadMeasurements> = {
  pMv: 0.1,
  pPositiveMv: 0.1,
  qrsShape: 'qRs',
  qMv: -0.05,
  qMs: 15,
  rMv: 1,
  rMs: 40,
  sMv: -0.3,
  sMs: 25,
  rPeakTimeMs: 35,
  qrsPeakToPeakMv: 1.3,
  qrsAreaMvMs: 20,
  stJMv: 0,
  stJ60Mv: 0,
  stJ80Mv: 0,
  tMv: 0.3,
};

/** rS with S of 1 mV. */
const RIGHT_LEAD: Values<LeadMeasurements> = {
  ...LEAD,
  qrsShape: 'rS',
  qMv: undefined,
  qMs: undefined,
  rMv: 0.3,
  rMs: 25,
  sMv: -1,
  sMs: 45,
  qrsAreaMvMs: -20,
};

const RIGHT_LEADS = ['aVR', 'V1', 'V2'];

/** Measurements of an unremarkable adult, changed; whatever is not stated is not measured, for the reason `hand-made`. */
export function measurementsWith(changes: Changes = {}): Measurements {
  const group = (values: object) => withReasons(values);
  const leads = STANDARD_LEADS.flatMap((name) => {
    if (changes.leads && name in changes.leads && changes.leads[name] === undefined) return [];
    const usual = RIGHT_LEADS.includes(name) ? RIGHT_LEAD : LEAD;
    return [[name, group({ ...usual, ...changes.leads?.[name] })] as const];
  });
  return {
    rhythm: group({ ...HEALTHY.rhythm, ...changes.rhythm }),
    atria: group({ ...HEALTHY.atria, ...changes.atria }),
    intervals: group({ ...HEALTHY.intervals, ...changes.intervals }),
    axes: group({ ...HEALTHY.axes, ...changes.axes }),
    conduction: group({ ...HEALTHY.conduction, ...changes.conduction }),
    leads: Object.fromEntries(leads),
    hrv: group({}),
  } as unknown as Measurements;
}

function withReasons(values: object): object {
  const reasons = { get: (_: object, field: string) => `${field} hand-made` };
  return { ...values, notMeasured: new Proxy({}, reasons) };
}

/** A man of 50 years unless said. */
export const ADULT: PatientFacts = { sex: 'male', ageYears: 50 };

/** One criterion on such measurements. */
export function judged(id: string, changes: Changes = {}, patient: PatientFacts = ADULT): CriterionResult {
  const found = judgeCriteria({ measurements: measurementsWith(changes), patient }).find((result) => result.id === id);
  if (found === undefined) throw new Error(`judged: there must be a criterion ${id}`);
  return found;
}
