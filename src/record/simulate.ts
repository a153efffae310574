import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { EcgRecord, PatientFacts } from './ecg-record.ts';
import { addFibrillatoryWaves, addFlutterWaves } from './simulate-atrial-activity.ts';
import {
  addBeat,
  type BeatType,
  type BeatWaves,
  beatWaves,
  type SimulatedBeat,
  simulatedBeat,
} from './simulate-beat.ts';
import { ectopicP, ventricularMorphologies } from './simulate-ectopic.table.ts';
import type { SimulatedEctopy } from './simulate-ectopy.ts';
import { applyFault, type SimulatedFault } from './simulate-faults.ts';
import { prIntervalMs } from './simulate-intervals.ts';
import { type IndependentLeads, mapLeads, projectDipole, twelveLeadRecord } from './simulate-leads.ts';
import { type Morphology, morphologies } from './simulate-morphology.table.ts';
import { type SimulatedNoise, simulateNoise } from './simulate-noise.ts';
import { type LeadReversal, reverseLeads } from './simulate-reversal.ts';
import { planRhythm, type SimulatedRhythm } from './simulate-rhythm.ts';
import type { DipoleSignal } from './simulate-wave.ts';

/** What the conducted beats look like, by what they are an example of. */
export type SimulatedMorphology = keyof typeof morphologies;

/** The morphologies that can be simulated. */
export const SIMULATED_MORPHOLOGIES = Object.keys(morphologies) as readonly SimulatedMorphology[];

/** What to simulate. */
export interface SimulationOptions {
  /** Hz. */
  readonly fs: number;
  readonly durationSec: number;
  /** Mean rate of the ventricles, 30 to 220/min. */
  readonly heartRateBpm: number;
  readonly random: Random;
  /** `sinus` unless said. */
  readonly rhythm?: SimulatedRhythm;
  /** None unless said; in sinus rhythm of at most 120/min. */
  readonly ectopy?: SimulatedEctopy;
  /** `normal` unless said. */
  readonly morphology?: SimulatedMorphology;
  /** Standard deviation of the sinus intervals over their mean; 0.03 unless said. */
  readonly rrVariability?: number;
  readonly noise?: SimulatedNoise;
  /** In the order in which they are applied. */
  readonly faults?: readonly SimulatedFault[];
  readonly reversal?: LeadReversal;
  readonly patient?: PatientFacts;
  /** Record name; `simulated` unless said. */
  readonly name?: string;
}

/** A simulated record and the truth about it. */
export interface Simulation {
  readonly record: EcgRecord;
  /** In the order in which they begin; those of which some boundary lies inside the record. */
  readonly beats: readonly SimulatedBeat[];
}

/** Slowest and fastest rate that can be simulated. */
export const SIMULATED_RATE_LIMITS_BPM = [30, 220] as const;

/**
 * A 12-lead ECG of a heart modelled as one dipole, and the true boundaries of its waves. For demonstrations, and for tests that
 * need to know the truth; no substitute for recordings, whose variety it lacks.
 *
 * The dipole is a sum of Gaussian pulses per beat (McSharry PE et al., IEEE Trans Biomed Eng 2003;50:289–294; in three dimensions
 * Sameni R et al., EURASIP J Adv Signal Process 2007:43407), seen by I, II and V1–V6 through Dower's matrix (Clin Cardiol
 * 1980;3:87–95). III, aVR, aVL and aVF are computed from I and II, so that Einthoven's and Goldberger's identities hold to the
 * last bit, with noise, faults and interchanged cables too. RR varies with respiration and Mayer waves, PR and QT follow the mean
 * rate: normal QT is 395 ms at 60/min and goes with the cube root of RR. Above about 150/min P falls on the T before it, as in
 * life.
 *
 * @throws EcgError `invalid-argument` when `fs` or `durationSec` is not positive, the record would hold no sample, the rate is
 * outside 30–220/min, `rrVariability` outside 0–0.2, or morphology, rhythm, ectopy, noise, faults or reversal are none that there
 * are
 * @example
 * const { record, beats } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 60, random: createRandom(1) });
 * Object.keys(record.leads).length // => 12
 * const { qrsOn = 0, tOff = 0 } = beats[3]?.sec ?? {};
 * Math.round(1000 * (tOff - qrsOn)) // => 395
 */
export function simulateRecord(options: SimulationOptions): Simulation {
  const { fs, durationSec, heartRateBpm, random, rhythm = 'sinus', rrVariability = 0.03 } = options;
  checkOptions(fs, durationSec, heartRateBpm, rrVariability);
  const samples = Math.round(fs * durationSec);
  const morphology = knownMorphology(options.morphology ?? 'normal');
  const prSec = (morphology.prMs ?? prIntervalMs(heartRateBpm)) / 1000;
  const context = { heartRateBpm, rrVariability, prSec, durationSec, random };
  const activations = planRhythm(rhythm, options.ectopy, context);
  const types = new Set(activations.map(({ type }) => type));
  const waves = new Map([...types].map((type) => [type, beatWaves(morphologyOf(type, morphology), heartRateBpm)]));
  const beats = activations.map((activation) => ({ activation, waves: waves.get(activation.type) as BeatWaves }));

  const dipole = { x: new Float64Array(samples), y: new Float64Array(samples), z: new Float64Array(samples) };
  for (const beat of beats) addBeat(dipole, fs, beat.waves, beat.activation);
  addAtrialActivity(dipole, rhythm, options);
  const leads = recordedLeads(projectDipole(dipole), options);
  return {
    record: twelveLeadRecord(fs, leads, options.name ?? 'simulated', options.patient ?? {}),
    beats: beats.flatMap(({ activation, waves }) => simulatedBeat(activation, waves, fs, samples) ?? []),
  };
}

function knownMorphology(name: SimulatedMorphology): Morphology {
  if (Object.hasOwn(morphologies, name)) return morphologies[name];
  const known = SIMULATED_MORPHOLOGIES.join(', ');
  throw new EcgError('invalid-argument', `simulateRecord: morphology must be one of ${known}, got ${name}`, { name });
}

/** The morphology of a type of beat, in a heart whose conducted beats have the given one. */
function morphologyOf(type: BeatType, conducted: Morphology): Morphology {
  switch (type) {
    case 'normal':
    case 'blocked':
      return conducted;
    case 'supraventricular':
      return { ...conducted, p: ectopicP };
    case 'ventricular':
      return ventricularMorphologies.premature;
    case 'escape':
      return ventricularMorphologies.escape;
    case 'paced':
      return { ...ventricularMorphologies.paced, p: conducted.p };
  }
}

/** Adds what fibrillating or fluttering atria do between the beats, in place. */
function addAtrialActivity(dipole: DipoleSignal, rhythm: SimulatedRhythm, options: SimulationOptions): void {
  const { fs, heartRateBpm, random } = options;
  if (rhythm === 'atrial-fibrillation') addFibrillatoryWaves(dipole, fs, random);
  if (rhythm === 'atrial-flutter') addFlutterWaves(dipole, fs, heartRateBpm, random);
}

/** What an electrocardiograph makes of the leads: noise, then faults, by cables that may be interchanged. */
function recordedLeads(clean: IndependentLeads, options: SimulationOptions): IndependentLeads {
  const { fs, random, noise = {}, faults = [], reversal } = options;
  const noisy = mapLeads((lead) => {
    const noiseMv = simulateNoise(noise, fs, clean[lead].length, random);
    return clean[lead].map((mv, n) => mv + (noiseMv[n] as number));
  });
  const reversed = reversal === undefined ? noisy : reverseLeads(noisy, reversal);
  return faults.reduce((leads, fault) => applyFault(leads, fault, fs, random), reversed);
}

function checkOptions(fs: number, durationSec: number, heartRateBpm: number, rrVariability: number): void {
  const refuse = (rule: string, value: number) => {
    throw new EcgError('invalid-argument', `simulateRecord: ${rule}, got ${value}`, { value });
  };
  const [slowest, fastest] = SIMULATED_RATE_LIMITS_BPM;
  if (!(fs > 0 && Number.isFinite(fs))) refuse('fs must be a positive number of Hz', fs);
  if (!(durationSec > 0 && Number.isFinite(durationSec))) refuse('durationSec must be positive', durationSec);
  if (Math.round(fs * durationSec) < 1) refuse(`durationSec must hold a sample at ${fs} Hz`, durationSec);
  if (!(heartRateBpm >= slowest && heartRateBpm <= fastest)) {
    refuse(`heartRateBpm must lie in ${slowest}–${fastest}`, heartRateBpm);
  }
  if (!(rrVariability >= 0 && rrVariability <= 0.2)) refuse('rrVariability must lie in 0–0.2', rrVariability);
}
