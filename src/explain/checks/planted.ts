import { modelInput } from '../../models/index.ts';
import { createRandom } from '../../random.ts';
import { type EcgRecord, simulateRecord, type WaveFiducials } from '../../record/index.ts';
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
/** Classes that ST elevation speaks for. */
const CLASSES = ['MI', 'STTC'] as const;

/** A healthy simulated record, and the same with ST elevation in one lead. */
export interface PlantedCase {
  readonly plain: EcgRecord;
  readonly planted: EcgRecord;
  readonly lead: string;
  readonly beats: FiducialBeats;
}

/** The cases of one seed, one for each chest lead. */
export function plantedCases(seed: number): readonly PlantedCase[] {
  const random = createRandom(seed);
  const heartRateBpm = 55 + 40 * random.uniform();
  const { record, beats } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm, random });
  const fiducials = { fs: record.fs, beats: beats.map(({ samples }) => samples) };
  return PLANTED_LEADS.map((lead) => {
    const raised = raiseSt(record.leads[lead] as Float32Array, fiducials.beats);
    const planted = { ...record, leads: { ...record.leads, [lead]: raised } };
    return { plain: record, planted, lead, beats: fiducials };
  });
}

/** ST from the end of QRS to the onset of T lifted, with quarters of a cosine at its ends. */
function raiseSt(samples: Float32Array, beats: readonly WaveFiducials[]): Float32Array {
  const raised = samples.slice();
  for (const { qrsOff, tOn } of beats) {
    if (qrsOff === undefined || tOn === undefined) continue;
    const [from, to] = [Math.max(0, Math.round(qrsOff)), Math.min(samples.length, Math.round(tOn))];
    const edge = (to - from) / 5;
    for (let i = from; i < to; i++) {
      const inside = Math.min(1, (i - from) / edge, (to - i) / edge);
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
  const inputs = [plain, planted].map((record) => modelInput(explainer.card, record));
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
  return { class: target.class, raised, ...found, both: found.lead && found.segment };
}
