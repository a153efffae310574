import type { BeatClass, Beats } from '../../src/beats/index.ts';
import type { Delineation, LeadWaves } from '../../src/features/index.ts';
import type { LeadQuality, Quality } from '../../src/quality/index.ts';
import {
  type BeatType,
  type EcgRecord,
  recordLength,
  type Simulation,
  type WaveFiducials,
} from '../../src/record/index.ts';

const CLASSES: Readonly<Record<Exclude<BeatType, 'blocked'>, BeatClass>> = {
  normal: 'normal',
  supraventricular: 'supraventricular',
  ventricular: 'ventricular',
  paced: 'paced',
  escape: 'normal',
};

/** The beats of a simulated record as the simulator knows them. */
export function trueBeats({ record, beats }: Simulation): Beats {
  return {
    fs: record.fs,
    length: recordLength(record),
    leads: Object.keys(record.leads),
    beats: beats.flatMap(({ type, samples: { rPeak } }) =>
      type === 'blocked' || rPeak === undefined ? [] : [{ sample: rPeak, beatClass: CLASSES[type] }],
    ),
  };
}

/** The waves of a simulated record as the simulator knows them, in every lead the same. */
export function trueWaves({ record, beats }: Simulation): Delineation {
  const fused: readonly WaveFiducials[] = beats.map(({ samples }) => samples);
  const perLead: readonly LeadWaves[] = fused.map((waves) => ({
    ...waves,
    qPeak: undefined,
    sPeak: undefined,
    rPrimePeak: undefined,
  }));
  return {
    fs: record.fs,
    leads: Object.fromEntries(Object.keys(record.leads).map((name) => [name, perLead])),
    fused,
    leftOut: {},
  };
}

/** Nothing is wrong with it, except the leads that are named, which are good for nothing. */
export function qualityOf(record: EcgRecord, bad: readonly string[] = []): Quality {
  const use = (usable: boolean) => ({ rhythm: usable, intervals: usable, st: usable, voltage: usable, model: usable });
  const lead = (name: string): LeadQuality =>
    bad.includes(name)
      ? { score: 0, acceptable: false, reasons: [{ code: 'flat', text: 'flat line' }], usableFor: use(false) }
      : { score: 1, acceptable: true, reasons: [], usableFor: use(true) };
  return {
    acceptable: true,
    score: 1,
    reasons: [],
    leads: Object.fromEntries(Object.keys(record.leads).map((name) => [name, lead(name)])),
    reversal: undefined,
    usableFor: use(true),
  };
}
