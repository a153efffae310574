import type { ModelInput } from '../../models/index.ts';
import { createRandom } from '../../random.ts';
import { type AttributionOptions, attributeInput } from '../attribute.ts';
import type { Attribution, AttributionMethod } from '../attribution.ts';
import { attributionCells, gatherCells } from '../attribution-cells.ts';
import { type ExplainedClass, explainedClass } from '../explained-class.ts';
import { type Explainer, samplesOf } from '../explainer.ts';
import { normalInput } from '../normal-ecg.ts';
import { type FiducialBeats, segmentOfSamples } from '../segments.ts';
import { type DeletionScore, deletionScores } from './deletion.ts';
import { EXPECTED_SEGMENTS, expectedLeads } from './expected-places.table.ts';
import { partialRankCorrelation, rankCorrelation } from './rank-correlation.ts';

/** A record that has a class, to be explained for it. */
export interface ExplanationCase {
  readonly name: string;
  readonly patient: string;
  readonly class: string;
  /** All statements of the record. */
  readonly statements: readonly string[];
  readonly input: ModelInput;
  readonly beats: FiducialBeats;
}

/** A model, and what the same methods are asked of beside it. */
export interface CheckedModels {
  readonly explainer: Explainer;
  /** All weights shuffled. */
  readonly random: Explainer;
  /** The weights of the last layer shuffled. */
  readonly randomLast: Explainer;
  /** A model of the same recipe that learnt from labels dealt out at random (`shuffleLabels`). */
  readonly randomLabels?: Explainer;
  /** A model of the same recipe and another seed. */
  readonly otherSeed?: Explainer;
}

/** Rank correlations of two attributions over samples and leads; `undefined` where one does not vary. */
export interface Correlation {
  /** Of the values. */
  readonly values: number | undefined;
  /** Of their magnitudes, which methods that multiply with the input share through the input. */
  readonly magnitudes: number | undefined;
  /** Of their magnitudes, given those of what the method multiplies with, the input or its difference to a normal ECG: what they share beyond it. */
  readonly beyondInput: number | undefined;
}

/** What one method made of one case. */
export interface CheckedAttribution {
  readonly case: Pick<ExplanationCase, 'name' | 'patient' | 'class'>;
  readonly method: AttributionMethod;
  readonly processorMs: number;
  /** Of integrated gradients: relative error. */
  readonly completenessError: number | undefined;
  /** Share of attribution over share of time of the segments where the class should show. */
  readonly segmentRatio: number | undefined;
  /** That, over the same of the network of shuffled weights, which shows how far the method goes there in any network. */
  readonly segmentLift: number | undefined;
  /** The same of the leads over the infarct; `undefined` without one territory. */
  readonly territoryRatio: number | undefined;
  readonly random: Correlation;
  readonly randomLast: Correlation;
  readonly randomLabels: Correlation | undefined;
  readonly otherSeed: Correlation | undefined;
  /** With itself under another seed; methods that draw nothing have 1. */
  readonly seeds: number | undefined;
  readonly deletion: DeletionScore;
  /** Attribution of each cell, `[lead, segment]` in one order for all methods: what methods are compared by. */
  readonly cells: readonly number[];
}

/** Points of the path for attributions that are only correlated: networks of shuffled weights hardly differ from the flat line, and are never complete. */
const POINTS_TO_CORRELATE = 16;

/** Runs methods on one case, and all checks that look at one record. */
export async function checkRecord(
  models: CheckedModels,
  one: ExplanationCase,
  methods: readonly AttributionMethod[],
  clockMs: () => number,
): Promise<readonly CheckedAttribution[]> {
  const { explainer } = models;
  const { input, beats } = one;
  const target = explainedClass(explainer.card, one.class);
  const timed: { readonly attribution: Attribution; readonly processorMs: number }[] = [];
  for (const method of methods) {
    const started = clockMs();
    const attribution = await attributeInput(explainer, input, target, method, { beats });
    timed.push({ attribution, processorMs: clockMs() - started });
  }
  const segments = segmentOfSamples(beats, input.signal.fs, Object.values(input.signal.leads)[0]?.length ?? 0);
  const attributions = timed.map(({ attribution }) => attribution);
  const deletions = await deletionScores(explainer, target, input, attributions, segments, createRandom(1));
  const checked: CheckedAttribution[] = [];
  for (const [i, { attribution, processorMs }] of timed.entries()) {
    const figures = await checkAttribution(models, one, target, attribution);
    checked.push({ ...figures, processorMs, deletion: deletions[i] as DeletionScore });
  }
  return checked;
}

/** What needs neither a clock nor other methods. */
async function checkAttribution(
  models: CheckedModels,
  { input, beats, statements, ...about }: ExplanationCase,
  target: ExplainedClass,
  attribution: Attribution,
): Promise<Omit<CheckedAttribution, 'processorMs' | 'deletion'>> {
  const { method, completeness } = attribution;
  const options: AttributionOptions = { beats, path: { mostPoints: POINTS_TO_CORRELATE } };
  const by = (other: Explainer) => attributeInput(other, input, target, method, options);
  const size = sizeOf(models.explainer, input, beats, method);
  const correlated = (other: Attribution) => correlation(attribution, other, size);
  const correlatedWith = async (other: Explainer | undefined) => other && correlated(await by(other));
  const random = await by(models.random);
  const cells = attributionCells(attribution, beats);
  const expected = EXPECTED_SEGMENTS[about.class] ?? [];
  const segmentRatio = ratioOf(gatherCells(cells, 'segment'), expected);
  const randomRatio = ratioOf(gatherCells(attributionCells(random, beats), 'segment'), expected);
  const leads = about.class === 'MI' ? expectedLeads(statements) : undefined;
  const reseeded = { ...options, smoothing: { random: createRandom(2) } };
  const isDrawn = method === 'smooth-grad';
  return {
    case: about,
    method,
    completenessError: completeness?.relativeError,
    segmentRatio,
    segmentLift: segmentRatio !== undefined && randomRatio ? segmentRatio / randomRatio : undefined,
    territoryRatio: leads && ratioOf(gatherCells(cells, 'lead'), leads),
    random: correlated(random),
    randomLast: correlated(await by(models.randomLast)),
    randomLabels: await correlatedWith(models.randomLabels),
    otherSeed: await correlatedWith(models.otherSeed),
    seeds: isDrawn ? correlated(await attributeInput(models.explainer, input, target, method, reseeded)).values : 1,
    cells: cells.map(({ share }) => share),
  };
}

/** What a method multiplies with, or would: the input, or what it has other than a normal ECG; `[leads × samples]`. */
function sizeOf({ card }: Explainer, input: ModelInput, beats: FiducialBeats, method: AttributionMethod): Float32Array {
  const samples = samplesOf(input);
  if (method !== 'integrated-gradients-normal') return samples;
  const normal = normalInput(card, input, beats);
  return samples.map((value, i) => value - (normal[i] as number));
}

/** @param input `[leads × samples]` that both are of */
function correlation(a: Attribution, b: Attribution, input: Float32Array): Correlation {
  const flat = ({ leads }: Attribution) => Float32Array.from(Object.values(leads).flatMap((values) => [...values]));
  const [x, y] = [flat(a), flat(b)];
  const [ofX, ofY] = [x.map(Math.abs), y.map(Math.abs)];
  return {
    values: rankCorrelation(x, y),
    magnitudes: rankCorrelation(ofX, ofY),
    beyondInput: partialRankCorrelation(ofX, ofY, input.map(Math.abs)),
  };
}

function ratioOf(gathered: ReturnType<typeof gatherCells>, names: readonly string[]): number | undefined {
  const own = gathered.filter(({ name }) => names.includes(name));
  const [share, time] = [
    own.reduce((sum, one) => sum + one.share, 0),
    own.reduce((sum, one) => sum + one.durationShare, 0),
  ];
  return time === 0 ? undefined : share / time;
}
