import type { EcgStore } from '../datasets/index.ts';
import {
  type AttributionMethod,
  type CheckedAttribution,
  type CompletenessFigures,
  checkRecord,
  type Explainer,
  findPlanted,
  type MethodFigures,
  openExplainer,
  type PlantedFigures,
  type PlantedFinding,
  plantedHeart,
  summariseChecks,
  summariseCompleteness,
} from '../explain/index.ts';
import { openWaveNetwork } from '../features/node.ts';
import { loadModel, type Model, writeModelFile } from '../models/index.ts';
import { randomiseWeights } from '../nn/index.ts';
import { openSession } from '../nn/node.ts';
import { createRandom } from '../random.ts';
import { explanationCases } from './explanation-cases.ts';

/** What is checked, and on how much. */
export interface ExplanationCheckOptions {
  readonly methods: readonly AttributionMethod[];
  /** Records of each class. */
  readonly perClass: number;
  /** Simulated hearts; each gives a case for every chest lead. */
  readonly hearts: number;
  /** Of the same recipe: one that learnt from labels dealt out at random, and one of another seed. */
  readonly randomLabels?: Model;
  readonly otherSeed?: Model;
  readonly onProgress: (text: string) => void;
}

/** Of the many pairs of attributions that planted changes take. */
const PLANTED_PATH = { mostPoints: 32 };

/** All figures of the checks. */
export interface ExplanationChecks {
  /** Cases by class. */
  readonly cases: Readonly<Record<string, number>>;
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
  readonly completeness: CompletenessFigures;
  readonly methods: readonly MethodFigures[];
  readonly planted: readonly PlantedFigures[];
}

/** Checks the explanations of a model on records of a store and on simulated ones. */
export async function checkExplanations(
  model: Model,
  store: EcgStore,
  options: ExplanationCheckOptions,
): Promise<ExplanationChecks> {
  const { methods, perClass, hearts, randomLabels, otherSeed, onProgress } = options;
  const waveNetwork = await openWaveNetwork();
  const { cases, leftOut } = await explanationCases(model, waveNetwork, store, perClass, (done) =>
    onProgress(`${done} records chosen`),
  );
  await waveNetwork.session.close();
  const explainer = openExplainer(model, openSession, 1);
  const [random, randomLast] = [await shuffled(model), await shuffled(model, 1)];
  const models = {
    explainer,
    random: openExplainer(random, openSession, 1),
    randomLast: openExplainer(randomLast, openSession, 1),
    ...(randomLabels && { randomLabels: openExplainer(randomLabels, openSession, 1) }),
    ...(otherSeed && { otherSeed: openExplainer(otherSeed, openSession, 1) }),
  };
  const checked: CheckedAttribution[] = [];
  for (const [i, one] of cases.entries()) {
    checked.push(...(await checkRecord(models, one, methods, processorMs)));
    onProgress(`${i + 1} of ${cases.length} records checked`);
  }
  const planted = await checkPlanted(explainer, methods, hearts, onProgress);
  for (const one of Object.values(models)) await one.close();
  await Promise.all([random.session.close(), randomLast.session.close()]);
  const counts: Record<string, number> = {};
  for (const one of cases) counts[one.class] = (counts[one.class] ?? 0) + 1;
  return {
    cases: counts,
    leftOut,
    completeness: summariseCompleteness(checked),
    methods: summariseChecks(checked),
    planted,
  };
}

async function checkPlanted(
  explainer: Explainer,
  methods: readonly AttributionMethod[],
  hearts: number,
  onProgress: (text: string) => void,
): Promise<readonly PlantedFigures[]> {
  const planted = Array.from({ length: hearts }, (_, seed) => plantedHeart(explainer.card, seed + 1));
  const figures: PlantedFigures[] = [];
  for (const method of methods) {
    const found: PlantedFinding[] = [];
    for (const heart of planted) found.push(...(await findPlanted(explainer, heart, method, { path: PLANTED_PATH })));
    const count = (field: 'lead' | 'segment' | 'both' | 'isAnswered') => found.filter((one) => one[field]).length;
    figures.push({
      method,
      cases: found.length,
      lead: count('lead'),
      segment: count('segment'),
      both: count('both'),
      answered: count('isAnswered'),
      bothOfAnswered: found.filter((one) => one.both && one.isAnswered).length,
    });
    onProgress(`planted changes looked for by ${figures.length} of ${methods.length} methods`);
  }
  return figures;
}

/** The model with shuffled weights. */
async function shuffled({ bytes, card }: Model, layers?: number): Promise<Model> {
  const graph = randomiseWeights(bytes, createRandom(1), layers);
  return loadModel(writeModelFile(graph, card), `${card.name}, weights shuffled`, openSession, 1);
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
