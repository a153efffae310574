import { type InputForm, type ModelInput, modelInput } from '../../models/index.ts';
import { createRandom } from '../../random.ts';
import { simulateRecord } from '../../record/index.ts';
import { type AttributionOptions, attributeInput } from '../attribute.ts';
import type { AttributionMethod } from '../attribution.ts';
import { attributionCells } from '../attribution-cells.ts';
import { type ExplainedClass, explainedClass } from '../explained-class.ts';
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

/** A healthy simulated heart as a model takes it, and the same with ST elevation in one lead after the other. */
export interface PlantedHeart {
  readonly plain: ModelInput;
  readonly beats: FiducialBeats;
  /** One for each chest lead that the model takes. */
  readonly planted: readonly { readonly lead: string; readonly input: ModelInput }[];
}

/**
 * The heart of one seed. ST is lifted in the record, as illness lifts it: preparation then filters it and, where it standardises, changes
 * the scale of the lead.
 */
export function plantedHeart(card: InputForm, seed: number): PlantedHeart {
  const random = createRandom(seed);
  const heartRateBpm = 55 + 40 * random.uniform();
  const { record, beats } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm, random });
  const fiducials = { fs: record.fs, beats: beats.map(({ samples }) => samples) };
  const planted = PLANTED_LEADS.filter((lead) => card.input.leads.includes(lead)).map((lead) => {
    const raised = raiseSt(record.leads[lead] as Float32Array, fiducials);
    return { lead, input: modelInput(card, { ...record, leads: { ...record.leads, [lead]: raised } }) };
  });
  return { plain: modelInput(card, record), beats: fiducials, planted };
}

/** ST from the end of QRS to the onset of T lifted, with quarters of a sine at its ends. */
function raiseSt(samples: Float32Array, { beats }: FiducialBeats): Float32Array {
  const raised = samples.slice();
  for (const { qrsOff, tOn } of beats) {
    if (qrsOff === undefined || tOn === undefined) continue;
    const [from, to] = [Math.round(qrsOff), Math.min(samples.length, Math.round(tOn))];
    const edge = (to - from) / 5;
    for (let i = Math.max(0, from); i < to; i++) {
      const inside = Math.min(1, (i + 0.5 - from) / edge, (to - i - 0.5) / edge);
      raised[i] = (raised[i] as number) + ELEVATION_MV * Math.sin((Math.PI / 2) * inside);
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
 * Looks for each change in the difference of two attributions, with and without it: the cell (lead and segment) where it is largest, in
 * log-odds of signed methods, else in share. The class is the one of MI and STTC that the change raises most.
 */
export async function findPlanted(
  explainer: Explainer,
  { plain, beats, planted }: PlantedHeart,
  method: AttributionMethod,
  options: AttributionOptions,
): Promise<readonly PlantedFinding[]> {
  const cellsOf = async (input: ModelInput, target: ExplainedClass) => {
    const attribution = await attributeInput(explainer, input, target, method, { ...options, beats });
    return attributionCells(attribution, beats).map((cell) => ({
      ...cell,
      worth: attribution.isSigned ? cell.sum : cell.share,
    }));
  };
  // The heart without a change is the same for all leads: once for each class.
  const before = new Map<string, Awaited<ReturnType<typeof cellsOf>>>();
  const findings: PlantedFinding[] = [];
  for (const { lead, input } of planted) {
    const { target, raised } = await mostRaised(explainer, plain, input);
    const earlier = before.get(target.class) ?? (await cellsOf(plain, target));
    before.set(target.class, earlier);
    const changes = (await cellsOf(input, target)).map((cell, i) => ({
      cell,
      change: Math.abs(cell.worth - (earlier[i]?.worth as number)),
    }));
    const { cell } = changes.reduce((a, b) => (b.change > a.change ? b : a));
    const found = { lead: cell.lead === lead, segment: cell.segment === 'ST' };
    const isAnswered = raised >= LEAST_RISE;
    findings.push({ class: target.class, raised, isAnswered, ...found, both: found.lead && found.segment });
  }
  return findings;
}

/** The class that a change raises most, and by how much. */
async function mostRaised(explainer: Explainer, plain: ModelInput, planted: ModelInput) {
  const risen = [];
  for (const name of CLASSES) {
    const target = explainedClass(explainer.card, name);
    const [before, after] = await logOddsOf(explainer, target, [plain, planted]);
    risen.push({ target, raised: (after?.logOdds as number) - (before?.logOdds as number) });
  }
  return risen.reduce((a, b) => (b.raised > a.raised ? b : a));
}
