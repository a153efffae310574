import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { EcgRecord, PatientFacts } from './ecg-record.ts';
import { addBeat, beatWaves, type SimulatedBeat, simulatedBeat } from './simulate-beat.ts';
import { prIntervalMs } from './simulate-intervals.ts';
import { mapLeads, projectDipole, twelveLeadRecord } from './simulate-leads.ts';
import { normalMorphology } from './simulate-morphology.table.ts';
import { type SimulatedNoise, simulateNoise } from './simulate-noise.ts';
import { sinusRhythm } from './simulate-rhythm.ts';

/** What to simulate. */
export interface SimulationOptions {
  /** Hz. */
  readonly fs: number;
  readonly durationSec: number;
  /** Mean rate, 30 to 220/min. */
  readonly heartRateBpm: number;
  readonly random: Random;
  /** Standard deviation of the RR intervals over their mean; 0.03 unless said. */
  readonly rrVariability?: number;
  readonly noise?: SimulatedNoise;
  readonly patient?: PatientFacts;
  /** Record name; `simulated` unless said. */
  readonly name?: string;
}

/** A simulated record and the truth about it. */
export interface Simulation {
  readonly record: EcgRecord;
  /** In the order of time; beats of which some boundary lies inside the record. */
  readonly beats: readonly SimulatedBeat[];
}

const RATE_LIMITS_BPM = [30, 220] as const;

/**
 * A 12-lead ECG of a heart modelled as one dipole, and the true boundaries of its waves. For demonstrations, and for tests that
 * need to know the truth; no substitute for recordings, whose variety it lacks.
 *
 * The dipole is a sum of Gaussian pulses per beat (McSharry PE et al., IEEE Trans Biomed Eng 2003;50:289–294; in three dimensions
 * Sameni R et al., EURASIP J Adv Signal Process 2007:43407), seen by I, II and V1–V6 through Dower's matrix (Clin Cardiol
 * 1980;3:87–95). III, aVR, aVL and aVF are computed from I and II, so that Einthoven's and Goldberger's identities hold to the
 * last bit, with noise too. RR varies with respiration and Mayer waves, PR and QT follow the mean rate: QT is 395 ms at 60/min and
 * goes with the cube root of RR. Above about 150/min P falls on the T before it, as in life.
 *
 * @throws EcgError `invalid-argument` when `fs` or `durationSec` is not positive, the record would hold no sample, the rate is
 * outside 30–220/min, `rrVariability` outside 0–0.2, or the noise is not as `simulateNoise` needs it
 * @example
 * const { record, beats } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 60, random: createRandom(1) });
 * Object.keys(record.leads).length // => 12
 * const { qrsOn = 0, tOff = 0 } = beats[3]?.sec ?? {};
 * Math.round(1000 * (tOff - qrsOn)) // => 395
 */
export function simulateRecord(options: SimulationOptions): Simulation {
  const {
    fs,
    durationSec,
    heartRateBpm,
    random,
    rrVariability = 0.03,
    noise = {},
    patient = {},
    name = 'simulated',
  } = options;
  checkOptions(fs, durationSec, heartRateBpm, rrVariability);
  const samples = Math.round(fs * durationSec);
  const prSec = prIntervalMs(heartRateBpm) / 1000;
  const waves = beatWaves(normalMorphology, heartRateBpm);
  const activations = sinusRhythm({ heartRateBpm, rrVariability, prSec, durationSec, random });

  const dipole = { x: new Float64Array(samples), y: new Float64Array(samples), z: new Float64Array(samples) };
  for (const activation of activations) addBeat(dipole, fs, waves, activation);
  const clean = projectDipole(dipole);
  const leads = mapLeads((lead) => {
    const noiseMv = simulateNoise(noise, fs, samples, random);
    return clean[lead].map((mv, n) => mv + (noiseMv[n] as number));
  });
  return {
    record: twelveLeadRecord(fs, leads, name, patient),
    beats: activations.flatMap((activation) => simulatedBeat(activation, waves, fs, samples) ?? []),
  };
}

function checkOptions(fs: number, durationSec: number, heartRateBpm: number, rrVariability: number): void {
  const refuse = (rule: string, value: number) => {
    throw new EcgError('invalid-argument', `simulateRecord: ${rule}, got ${value}`, { value });
  };
  const [slowest, fastest] = RATE_LIMITS_BPM;
  if (!(fs > 0 && Number.isFinite(fs))) refuse('fs must be a positive number of Hz', fs);
  if (!(durationSec > 0 && Number.isFinite(durationSec))) refuse('durationSec must be positive', durationSec);
  if (Math.round(fs * durationSec) < 1) refuse(`durationSec must hold a sample at ${fs} Hz`, durationSec);
  if (!(heartRateBpm >= slowest && heartRateBpm <= fastest)) {
    refuse(`heartRateBpm must lie in ${slowest}–${fastest}`, heartRateBpm);
  }
  if (!(rrVariability >= 0 && rrVariability <= 0.2)) refuse('rrVariability must lie in 0–0.2', rrVariability);
}
