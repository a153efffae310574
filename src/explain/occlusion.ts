import type { ModelInput } from '../models/index.ts';
import type { ExplainedClass } from './explained-class.ts';
import { type Explainer, logOddsOf, samplesOf, withSamples } from './explainer.ts';
import { SEGMENTS } from './segments.ts';

/** Inputs that go through the network in one run. */
const INPUTS_PER_RUN = 16;

/**
 * What the log-odds lose when parts of an input are hidden, one at a time (occlusion, Zeiler & Fergus 2014, "Visualizing and
 * understanding convolutional networks", ECCV). What is hidden is a flat line in each lead where the rest goes on, joined to its
 * neighbours: from the last sample before a hidden stretch a straight line leads to the first one after it.
 *
 * @param parts of every sample of every lead, `[leads × samples]`; samples of part 0, 1, … `count` − 1 are hidden together, others never
 * @returns the log-odds with all there, and what they lose without each part
 */
export async function occlude(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  parts: Int32Array,
  count: number,
): Promise<{ readonly logOdds: number; readonly losses: Float64Array }> {
  const leads = Object.keys(input.signal.leads).length;
  const samples = samplesOf(input);
  const [whole] = await logOddsOf(explainer, target, [input]);
  const logOdds = whole?.logOdds as number;
  const losses = new Float64Array(count);
  for (let first = 0; first < count; first += INPUTS_PER_RUN) {
    const last = Math.min(count, first + INPUTS_PER_RUN);
    const without = Array.from({ length: last - first }, (_, i) =>
      withSamples(
        input,
        hidden(samples, leads, (place) => parts[place] === first + i),
      ),
    );
    (await logOddsOf(explainer, target, without)).forEach((odds, i) => {
      losses[first + i] = logOdds - odds.logOdds;
    });
  }
  return { logOdds, losses };
}

/**
 * Samples with those that `isHidden` names replaced: in each lead, by straight lines between what is left, level at its ends. A lead of
 * which nothing is left becomes zero, the mean that preparation gives every lead.
 *
 * @param samples `[leads × samples]`, not changed
 * @param isHidden told the place in `samples`
 */
export function hidden(samples: Float32Array, leads: number, isHidden: (place: number) => boolean): Float32Array {
  const result = samples.slice();
  const length = samples.length / leads;
  for (let lead = 0; lead < leads; lead++) {
    const [start, end] = [lead * length, (lead + 1) * length];
    for (let i = start; i < end; i++) {
      if (!isHidden(i)) continue;
      let next = i;
      while (next < end && isHidden(next)) next++;
      const before = i > start ? (result[i - 1] as number) : (samples[next] as number);
      const after = next < end ? (samples[next] as number) : before;
      const isWhole = i === start && next === end;
      for (let k = i; k < next; k++) {
        result[k] = isWhole ? 0 : before + ((after - before) * (k - i + 1)) / (next - i + 1);
      }
      i = next;
    }
  }
  return result;
}

/** A part for every lead: `[leads × samples]`. */
export function partsByLead(leads: number, samples: number): Int32Array {
  return Int32Array.from({ length: leads * samples }, (_, place) => Math.floor(place / samples));
}

/** A part for every segment of every lead, lead by lead: `[leads × samples]`. */
export function partsBySegment(leads: number, segments: Uint8Array): Int32Array {
  return Int32Array.from({ length: leads * segments.length }, (_, place) => {
    const lead = Math.floor(place / segments.length);
    return lead * SEGMENTS.length + (segments[place % segments.length] as number);
  });
}
