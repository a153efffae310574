import { createRandom } from '../../src/random.ts';
import { type EcgRecord, type LeadReversal, makeRecord, recordLength, STANDARD_LEADS } from '../../src/record/index.ts';
import { simulateNoise } from '../../src/record/simulate-noise.ts';
import { resample } from '../../src/signal/index.ts';
import { reversedRecord } from '../lead-reversal/reversed-record.ts';

/** A way in which records get worse. */
export interface Degradation {
  readonly name: string;
  /** Records in millivolts only: what is simulated needs leads that still fulfil Einthoven's law. */
  readonly millivoltsOnly?: true;
  /** @param seed of the record, where chance is needed */
  degrade(record: EcgRecord, seed: number): EcgRecord;
}

/** Rate at which noise is added: 50 Hz is out of reach at 100 Hz, and mains noise does pass a recorder's front end. */
const NOISE_FS = 500;

const LEVELS_DB = [24, 18, 12, 6, 0] as const;

const withLeads = (
  record: EcgRecord,
  change: (samples: Float32Array, name: string) => Float32Array,
  fs = record.fs,
): EcgRecord => {
  const leads = Object.entries(record.leads).map(([name, samples]) => [name, change(samples, name)]);
  return makeRecord({ ...record, fs, leads: Object.fromEntries(leads) });
};

const resampled = (record: EcgRecord, fs: number) =>
  withLeads(record, (samples) => resample(samples, record.fs, fs), fs);

/** Noise in every lead, its power that of the lead about its mean less `snrDb`. A flat lead stays flat. */
function noisy(
  record: EcgRecord,
  kind: 'muscleRmsMv' | 'baselineWanderRmsMv' | 'mainsRmsMv',
  snrDb: number,
  seed: number,
) {
  const random = createRandom(seed);
  const fine = resampled(record, NOISE_FS);
  return withLeads(fine, (samples) => {
    const mean = samples.reduce((sum, value) => sum + value, 0) / samples.length;
    const power = samples.reduce((sum, value) => sum + (value - mean) ** 2, 0) / samples.length;
    const rms = Math.sqrt(power) * 10 ** (-snrDb / 20);
    const noise = simulateNoise({ [kind]: rms }, NOISE_FS, recordLength(fine), random);
    return samples.map((value, i) => value + (noise[i] as number));
  });
}

/** Leads that are not listed are zero, as of electrodes that are not attached. */
const only = (leads: readonly string[]) => (record: EcgRecord) =>
  withLeads(record, (samples, name) => (leads.includes(name) ? samples : new Float32Array(samples.length)));

const limbLeads = STANDARD_LEADS.filter((name) => !name.startsWith('V'));
const gain = (factor: number) => (record: EcgRecord) => withLeads(record, (samples) => samples.map((v) => v * factor));
const reversal = (pair: LeadReversal): Degradation => {
  return {
    name: `cables ${pair} interchanged`,
    millivoltsOnly: true,
    degrade: (record) => reversedRecord(record, pair),
  };
};

/** What the model is judged under, in the order of the table. */
export const degradations: readonly Degradation[] = [
  { name: 'resampled to 500 Hz', degrade: (record) => resampled(record, 500) },
  { name: 'resampled to 250 Hz', degrade: (record) => resampled(record, 250) },
  ...(
    [
      ['muscle', 'muscleRmsMv'],
      ['baseline wander', 'baselineWanderRmsMv'],
      ['50 Hz mains', 'mainsRmsMv'],
    ] as const
  ).flatMap(([name, kind]) =>
    LEVELS_DB.map(
      (snrDb): Degradation => ({
        name: `${name}, ${snrDb} dB`,
        degrade: (record, seed) => noisy(record, kind, snrDb, seed),
      }),
    ),
  ),
  { name: 'chest leads zero', degrade: only(limbLeads) },
  { name: 'lead I alone', degrade: only(['I']) },
  { name: 'lead II alone', degrade: only(['II']) },
  { name: 'V1 zero', degrade: only(STANDARD_LEADS.filter((name) => name !== 'V1')) },
  { name: 'V6 zero', degrade: only(STANDARD_LEADS.filter((name) => name !== 'V6')) },
  { name: 'gain × 0.5', degrade: gain(0.5) },
  { name: 'gain × 2', degrade: gain(2) },
  ...(['RA-LA', 'RA-LL', 'LA-LL', 'RA-RL', 'V1-V2', 'V2-V3', 'V3-V4', 'V5-V6'] as const).map(reversal),
];
