import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import { type EcgRecord, makeRecord, type PatientFacts } from './ecg-record.ts';
import { deriveLimbLeads, STANDARD_LEADS, selectLeads } from './leads.ts';
import { addBeat, beatWaves, type SimulatedBeat, simulatedBeat } from './simulate-beat.ts';
import type { IndependentLead, IndependentLeads } from './simulate-electrodes.ts';
import { prIntervalMs } from './simulate-intervals.ts';
import { dowerTable } from './simulate-leads.table.ts';
import { normalMorphology } from './simulate-morphology.table.ts';
import { type SimulatedNoise, simulateNoise } from './simulate-noise.ts';
import { sinusRhythm } from './simulate-rhythm.ts';
import type { DipoleSignal } from './simulate-wave.ts';

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
