import type { Beats } from '../beats/index.ts';
import { type EcgRecord, recordLength } from '../record/index.ts';
import { fusedBeats } from './fuse-waves.ts';
import { leadWaves } from './lead-waves.ts';
import { fusedBySlope } from './qrs-slope.ts';
import { waveInputs } from './wave-input.ts';
import type { WaveNetwork } from './wave-network-file.ts';
import { leadSegments, planBeats } from './wave-plan.ts';
import { waveProbabilities } from './wave-probabilities.ts';
import type { Delineation } from './waves.ts';

/** A lead that varies less than this shows nothing, in mV or standard deviations. */
const LEAST_RANGE = 0.01;
/** Shorter records hold no wave with both its boundaries. */
const LEAST_SEC = 0.5;

/**
 * Finds P, QRS and T of every beat, in each lead and over all leads.
 *
 * A network tells for each sample of each lead how probably it lies in a wave (`waveNetwork`). Which waves there are is decided over the
 * leads together: a beat has the P and T that most of the leads show. Where they begin and end is read in each lead, where its
 * probability crosses one half. Nothing is filled in: a wave that a lead does not show is `undefined` there. The global boundaries of
 * QRS are told by the slope of the median beat too (`fusedBySlope`).
 *
 * @param network from `openWaveNetwork` of `einthoven/node`, or `loadWaveNetwork`
 * @param record any unit; any leads in any order
 * @param beats of the same record, from `detectBeats`
 * @returns without entries, and with a reason, where the record is too short, has no beats, or no lead shows anything
 */
export async function delineate(network: WaveNetwork, record: EcgRecord, beats: Beats): Promise<Delineation> {
  const { fs } = record;
  const leftOut = Object.fromEntries(
    Object.entries(record.leads).flatMap(([lead, samples]) => {
      const reason = whyNot(samples);
      return reason === undefined ? [] : [[lead, reason]];
    }),
  );
  const names = Object.keys(record.leads).filter((lead) => !(lead in leftOut));
  const none = (reason: string): Delineation => ({ fs, leads: {}, fused: [], leftOut, reason });
  if (recordLength(record) < LEAST_SEC * fs) return none(`the record is shorter than ${LEAST_SEC} s`);
  if (names.length === 0) return none('no lead shows a signal');
  if (beats.beats.length === 0) return none(beats.reason ?? 'no beat was found');

  const samples = names.map((name) => infiniteAsMissing(record.leads[name] as Float32Array));
  const probabilities = await waveProbabilities(network.session, waveInputs(samples, fs));
  const plan = planBeats(probabilities, beats);
  const rows = samples.map((lead, i) =>
    leadWaves(lead, fs, leadSegments(probabilities[i] as (typeof probabilities)[0]), plan),
  );
  const leads = Object.fromEntries(names.map((name, i) => [name, rows[i] as (typeof rows)[0]]));
  const found: Delineation = { fs, leads, fused: fusedBeats(rows, plan, fs), leftOut };
  return { ...found, fused: fusedBySlope(record, beats, found) };
}

/** Infinite samples are as good as missing. Leads without one are not copied. */
function infiniteAsMissing(samples: Float32Array): Float32Array {
  if (!samples.includes(Number.POSITIVE_INFINITY) && !samples.includes(Number.NEGATIVE_INFINITY)) return samples;
  return samples.map((value) => (Number.isFinite(value) ? value : Number.NaN));
}

/** Why a lead cannot be delineated, or `undefined` where it can. */
function whyNot(samples: Float32Array): string | undefined {
  let [low, high, present] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] as number;
    if (!(Math.abs(value) < Number.POSITIVE_INFINITY)) continue;
    present++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (present < samples.length / 2) return 'more than half of its samples are missing';
  return high - low >= LEAST_RANGE ? undefined : 'it is flat';
}
