import { type InputForm, type ModelInput, modelInput } from '../../models/index.ts';
import { createRandom } from '../../random.ts';
import { simulateRecord } from '../../record/index.ts';
import { type AttributionOptions, attributeInput } from '../attribute.ts';
import type { Attribution, AttributionMethod } from '../attribution.ts';
import { type AttributionCell, attributionCells } from '../attribution-cells.ts';
import { explainedClass } from '../explained-class.ts';
import { type Explainer, logOddsOf } from '../explainer.ts';
import type { FiducialBeats } from '../segments.ts';

/** Height of the planted ST elevation: above what the universal definition asks for in any lead. */
const ELEVATION_MV = 0.3;
/** Only these do not depend on others: elevation in one limb lead alone is not possible. */
const PLANTED_LEADS = ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
/** A change that moves the log-odds by less is none to the model, and there is nothing to find: it multiplies the odds by 1.28. */
const LEAST_RISE = 0.25;
/** Classes that ST elevation speaks for. */
const CLASSES = ['MI', 'STTC'] as const;

/** A healthy simulated heart as a model takes it, and the same with ST elevation in one lead. */
export interface PlantedCase {
  readonly plain: ModelInput;
  readonly planted: ModelInput;
  readonly lead: string;
  readonly beats: FiducialBeats;
}

/**
 * The cases of one seed, one for each chest lead that the model takes. ST is lifted at the model's input, which is what attributions are about:
 * lifted in the record, a high-pass and a standardisation would change the whole lead with it.
 */
export function plantedCases(card: InputForm, seed: number): readonly PlantedCase[] {
  const random = createRandom(seed);
  const heartRateBpm = 55 + 40 * random.uniform();
  const { record, beats } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm, random });
  const fiducials = { fs: record.fs, beats: beats.map(({ samples }) => samples) };
  const plain = modelInput(card, record);
  const { signal } = plain;
  return PLANTED_LEADS.filter((lead) => lead in signal.leads).map((lead) => {
    const samples = signal.leads[lead] as Float32Array;
    const perMv = largest(samples) / largest(record.leads[lead] as Float32Array);
    const raised = raiseSt(samples, fiducials, signal.fs, ELEVATION_MV * perMv);
    const planted = { ...plain, signal: { ...signal, leads: { ...signal.leads, [lead]: raised } } };
    return { plain, planted, lead, beats: fiducials };
  });
}

const largest = (samples: Float32Array) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** ST from the end of QRS to the onset of T lifted, with quarters of a sine at its ends. */
function raiseSt(
  samples: Float32Array,
  { fs: ofBeats, beats }: FiducialBeats,
  fs: number,
  height: number,
): Float32Array {
  const raised = samples.slice();
  const place = (sample: number) => Math.round((sample / ofBeats) * fs);
  for (const { qrsOff, tOn } of beats) {
    if (qrsOff === undefined || tOn === undefined) continue;
    const [from, to] = [place(qrsOff), Math.min(samples.length, place(tOn))];
    const edge = (to - from) / 5;
    for (let i = Math.max(0, from); i < to; i++) {
      const inside = Math.min(1, (i + 0.5 - from) / edge, (to - i - 0.5) / edge);
      raised[i] = (raised[i] as number) + height * Math.sin((Math.PI / 2) * inside);
    }
  }
  return raised;
}

/** Whether the place of the change was found. */
export interface PlantedFinding {
  readonly class: string;
  /** By how much the planted change raised the log-odds. */
  readonly raised: number;
  /** Whether that is enough for the model to have answered to the change. */
  readonly isAnswered: boolean;
  /** Lead, segment and both of the cell whose attribution changed most. */
  readonly lead: boolean;
  readonly segment: boolean;
  readonly both: boolean;
}

/**
 * Looks for the change in the difference of two attributions, with and without it: the cell (lead and segment) where it is largest, in
 * log-odds of signed methods, else in share. The class is the one of MI and STTC that the change raises most.
 */
export async function findPlanted(
  explainer: Explainer,
  { plain, planted, lead, beats }: PlantedCase,
  method: AttributionMethod,
  options: AttributionOptions,
): Promise<PlantedFinding> {
  const inputs = [plain, planted];
  const risen = await Promise.all(
    CLASSES.map(async (name) => {
      const target = explainedClass(explainer.card, name);
      const [before, after] = await logOddsOf(explainer, target, inputs);
      return { target, raised: (after?.logOdds as number) - (before?.logOdds as number) };
    }),
  );
  const { target, raised } = risen.reduce((a, b) => (b.raised > a.raised ? b : a));
  const told = { ...options, beats };
  const [before, after] = (await Promise.all(
    inputs.map((input) => attributeInput(explainer, input, target, method, told)),
  )) as [Attribution, Attribution];
  const worth = ({ sum, share }: AttributionCell) => (before.isSigned ? sum : share);
  const earlier = attributionCells(before, beats);
  const changes = attributionCells(after, beats).map((cell, i) => ({
    cell,
    change: Math.abs(worth(cell) - worth(earlier[i] as AttributionCell)),
  }));
  const { cell } = changes.reduce((a, b) => (b.change > a.change ? b : a));
  const found = { lead: cell.lead === lead, segment: cell.segment === 'ST' };
  return { class: target.class, raised, isAnswered: raised >= LEAST_RISE, ...found, both: found.lead && found.segment };
}
