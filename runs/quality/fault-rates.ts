import { join } from 'node:path';
import { detectBeats } from '../../src/beats/index.ts';
import { assessQuality, type QualityReasonCode } from '../../src/quality/index.ts';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, makeRecord, type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import { findRecords, readRecordFile } from '../../src/record/node.ts';

/** A fault at a strength, and the reason that should be given for it. */
interface FaultCase {
  readonly name: string;
  readonly code: QualityReasonCode;
  /** The leads that have it, or `record`. */
  readonly where: readonly string[] | 'record';
  readonly options?: Partial<SimulationOptions>;
  readonly change?: (record: EcgRecord) => EcgRecord;
}

const V = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'];
const scaled = (factor: number) => (record: EcgRecord) =>
  makeRecord({
    ...record,
    leads: Object.fromEntries(Object.entries(record.leads).map(([name, x]) => [name, x.map((mv) => factor * mv)])),
  });
const labelled = (fs: number) => (record: EcgRecord) => makeRecord({ ...record, fs });
const without = (name: string, from: number, to: number) => (record: EcgRecord) =>
  makeRecord({
    ...record,
    leads: {
      ...record.leads,
      [name]: (record.leads[name] as Float32Array).map((mv, n) => (n >= from && n < to ? Number.NaN : mv)),
    },
  });

const CASES: readonly FaultCase[] = [
  {
    name: 'electrode V4 off',
    code: 'flat',
    where: ['V4'],
    options: { faults: [{ kind: 'lead-off', electrode: 'V4' }] },
  },
  {
    name: 'electrode V4 off',
    code: 'lead-off',
    where: ['V4'],
    options: { faults: [{ kind: 'lead-off', electrode: 'V4' }] },
  },
  ...[1, 4].map((sec) => ({
    name: `V2 at 5 mV for ${sec} s`,
    code: 'saturation' as const,
    where: ['V2'],
    options: { faults: [{ kind: 'saturation' as const, lead: 'V2' as const, levelMv: 5, fromSec: 3, toSec: 3 + sec }] },
  })),
  ...[0.3, 0.6].map((levelMv) => ({
    name: `V3 cut off at ±${levelMv} mV`,
    code: 'clipping' as const,
    where: ['V3'],
    options: { faults: [{ kind: 'clipping' as const, lead: 'V3' as const, levelMv }] },
  })),
  ...[0.2, 0.4].map((rms) => ({
    name: `wander of ${rms} mV rms`,
    code: 'wander' as const,
    where: V,
    options: { noise: { baselineWanderRmsMv: rms } },
  })),
  ...[0.02, 0.05].flatMap((rms) =>
    [50, 60].map((mainsHz) => ({
      name: `hum of ${mainsHz} Hz, ${rms} mV rms`,
      code: 'mains' as const,
      where: V,
      options: { noise: { mainsRmsMv: rms, mainsHz } },
    })),
  ),
  ...[0.05, 0.1].map((rms) => ({
    name: `muscle noise of ${rms} mV rms`,
    code: 'muscle' as const,
    where: V,
    options: { noise: { muscleRmsMv: rms } },
  })),
  ...[0.5, 1].map((amplitudeMv) => ({
    name: `electrode V5 moves, jumps of SD ${amplitudeMv} mV`,
    code: 'spikes' as const,
    where: ['V5'],
    options: { faults: [{ kind: 'electrode-motion' as const, electrode: 'V5' as const, amplitudeMv }] },
  })),
  { name: '1 % of aVF missing', code: 'missing-samples', where: ['aVF'], change: without('aVF', 2000, 2050) },
  { name: 'microvolts called mV', code: 'unit', where: 'record', change: scaled(1000) },
  { name: 'volts called mV', code: 'unit', where: 'record', change: scaled(0.001) },
  { name: 'counts of 200 per mV called mV', code: 'unit', where: 'record', change: scaled(200) },
  { name: '500 Hz called 250 Hz', code: 'sampling-rate', where: 'record', change: labelled(250) },
  { name: '500 Hz called 125 Hz', code: 'sampling-rate', where: 'record', change: labelled(125) },
  { name: '500 Hz called 1000 Hz', code: 'sampling-rate', where: 'record', change: labelled(1000) },
  {
    name: 'aVL inverted',
    code: 'limb-identity',
    where: 'record',
    change: (record) =>
      makeRecord({ ...record, leads: { ...record.leads, aVL: (record.leads.aVL as Float32Array).map((mv) => -mv) } }),
  },
];

const RECORDS = 8;

/** Rates of 55 to 97/min and the noise of a good recording. */
function simulated(seed: number, options: Partial<SimulationOptions> = {}): EcgRecord {
  const noise = { muscleRmsMv: 0.008, baselineWanderRmsMv: 0.03, ...options.noise };
  const base = { fs: 500, durationSec: 10, heartRateBpm: 55 + 6 * (seed % 8), random: createRandom(seed) };
  return simulateRecord({ ...base, ...options, noise }).record;
}

/** Rows of a table: how often each simulated fault is given its reason, among the leads that have it. */
export function faultRows(): readonly string[] {
  return CASES.map(({ name, code, where, options, change = (record) => record }) => {
    let [found, asked] = [0, 0];
    for (let seed = 1; seed <= RECORDS; seed++) {
      const record = change(simulated(seed, options));
      const { leads, reasons } = assessQuality(record, detectBeats(record));
      const places = where === 'record' ? [reasons] : where.map((lead) => leads[lead]?.reasons ?? []);
      asked += places.length;
      found += places.filter((given) => given.some((reason) => reason.code === code)).length;
    }
    return `| ${name} | ${code} | ${found} of ${asked} |`;
  });
}

const LEAD_CODES = [
  'flat',
  'lead-off',
  'saturation',
  'clipping',
  'wander',
  'mains',
  'muscle',
  'spikes',
  'no-beats',
] as const;
const RECORD_CODES = ['unit', 'sampling-rate', 'limb-identity', 'no-beats', 'lead-reversal'] as const;

/** Rows of a table: how often each reason is given in recordings that are taken to be good, and how many are acceptable. */
export function alarmRows(folders: Readonly<Record<string, string>>): readonly string[] {
  const sets: Record<string, readonly EcgRecord[]> = {
    'simulated, clean': Array.from({ length: 40 }, (_, seed) => simulated(seed)),
    ...Object.fromEntries(
      Object.entries(folders).map(([name, folder]) => [
        name,
        findRecords(join(folder)).map((path) => readRecordFile(path)),
      ]),
    ),
  };
  return Object.entries(sets).map(([name, records]) => {
    const qualities = records.map((record) => assessQuality(record, detectBeats(record)));
    const leads = qualities.flatMap((quality) => Object.values(quality.leads));
    const share = (
      code: QualityReasonCode,
      given: readonly { readonly reasons: readonly { readonly code: string }[] }[],
    ) => {
      const count = given.filter(({ reasons }) => reasons.some((reason) => reason.code === code)).length;
      return count === 0 ? '0' : `${((100 * count) / given.length).toFixed(1)}`;
    };
    const accepted = qualities.filter(({ acceptable }) => acceptable).length;
    const cells = [
      ...LEAD_CODES.map((code) => share(code, leads)),
      ...RECORD_CODES.map((code) => share(code, qualities)),
    ];
    return `| ${name} | ${accepted} of ${records.length} | ${cells.join(' | ')} |`;
  });
}

/** The head of the table that `alarmRows` fills. */
export const ALARM_HEAD = [
  `| recordings | acceptable | ${LEAD_CODES.map((code) => `${code}, % of leads`).join(' | ')} | ${RECORD_CODES.map((code) => `${code}, % of records`).join(' | ')} |`,
  `|---|---|${'---|'.repeat(LEAD_CODES.length + RECORD_CODES.length)}`,
];
