import type { ModelInput } from '../../models/index.ts';
import { createRandom } from '../../random.ts';
import { type AttributionOptions, attributeInput } from '../attribute.ts';
import type { Attribution, AttributionMethod } from '../attribution.ts';
import { attributionCells, gatherCells } from '../attribution-cells.ts';
import { explainedClass } from '../explained-class.ts';
import { type Explainer, samplesOf } from '../explainer.ts';
import { type FiducialBeats, segmentOfSamples } from '../segments.ts';
import { type DeletionScore, deletionScore } from './deletion.ts';
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
  /** Another model for the same classes: of another seed, or one that learnt from shuffled labels. */
  readonly other?: Explainer;
}

/** Rank correlations of two attributions over samples and leads; `undefined` where one does not vary. */
export interface Correlation {
  /** Of the values. */
  readonly values: number | undefined;
  /** Of their magnitudes, which methods that multiply with the input share through the input. */
  readonly magnitudes: number | undefined;
  /** Of their magnitudes, given those of the input: what they share beyond it. */
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
  readonly other: Correlation | undefined;
  /** With itself under another seed; methods that draw nothing have 1. */
  readonly seeds: number | undefined;
  readonly deletion: DeletionScore;
  /** Attribution of each cell, `[lead, segment]` in one order for all methods: what methods are compared by. */
  readonly cells: readonly number[];
}

/** Points of the path for attributions that are only correlated: networks of shuffled weights hardly differ from the flat line, and are never complete. */
const POINTS_TO_CORRELATE = 16;

/** Runs one method on one case, and all checks that look at one record. */
export async function checkRecord(
  models: CheckedModels,
  { input, beats, statements, ...about }: ExplanationCase,
  method: AttributionMethod,
  clockMs: () => number,
): Promise<CheckedAttribution> {
  const { explainer } = models;
  const target = explainedClass(explainer.card, about.class);
  const options: AttributionOptions = { beats };
  const started = clockMs();
  const attribution = await attributeInput(explainer, input, target, method, options);
  const processorMs = clockMs() - started;
  const segments = segmentOfSamples(beats, attribution.fs, Object.values(attribution.leads)[0]?.length ?? 0);
  const cells = attributionCells(attribution, beats);
  const path = { mostPoints: POINTS_TO_CORRELATE };
  const by = (other: Explainer, told: AttributionOptions = { ...options, path }) =>
    attributeInput(other, input, target, method, told);
  const correlated = (other: Attribution) => correlation(attribution, other, samplesOf(input));
  const random = await by(models.random);
  const expected = EXPECTED_SEGMENTS[about.class] ?? [];
  const segmentRatio = ratioOf(gatherCells(cells, 'segment'), expected);
  const randomRatio = ratioOf(gatherCells(attributionCells(random, beats), 'segment'), expected);
  const reseeded = { ...options, smoothing: { random: createRandom(2) } };
  const leads = about.class === 'MI' ? expectedLeads(statements) : undefined;
  const { completeness } = attribution;
  return {
    case: about,
    method,
    processorMs,
    completenessError: completeness?.relativeError,
    segmentRatio,
    segmentLift: segmentRatio !== undefined && randomRatio ? segmentRatio / randomRatio : undefined,
    territoryRatio: leads && ratioOf(gatherCells(cells, 'lead'), leads),
    random: correlated(random),
    randomLast: correlated(await by(models.randomLast)),
    other: models.other && correlated(await by(models.other)),
    seeds: method === 'smooth-grad' ? correlated(await by(explainer, reseeded)).values : 1,
    deletion: await deletionScore(explainer, target, input, attribution, segments, createRandom(1)),
    cells: cells.map(({ share }) => share),
  };
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
