import type { EcgStore } from '../datasets/index.ts';
import { architectureNamed, CARD_SCHEMA, type ModelCard, modelCardSchema, writeModelFile } from '../models/index.ts';
import type { NamedValues } from '../nn/index.ts';
import { sha256 } from '../sha256.ts';
import { taskClasses } from '../statements/index.ts';
import { fitDecisions } from './decisions.ts';
import { judge, judgedRows } from './evaluate-model.ts';
import type { TrainingConfig } from './training-config.ts';
import type { LabelledInputs } from './training-set.ts';
import { inputFormOf, judgedTask } from './validation.ts';

/** What a model file is made from. */
export interface Release {
  readonly name: string;
  readonly config: TrainingConfig;
  readonly values: NamedValues;
  readonly store: EcgStore;
  readonly trainFolds: readonly number[];
  readonly validationFolds: readonly number[];
  /** Number of records that were trained on. */
  readonly trainRecords: number;
  readonly validation: LabelledInputs;
  /** The network's outputs for the validation records. */
  readonly raw: readonly Float64Array[];
  readonly packageVersion: string;
}

/**
 * The file of a trained model: fits calibration and thresholds on the validation records, judges the model there, and writes all of it
 * into the card. The file is the same to the bit for the same release: it holds no date.
 */
export async function releaseModel(
  release: Release,
): Promise<{ readonly bytes: Uint8Array; readonly card: ModelCard }> {
  const { config, values, raw, validation } = release;
  const form = inputFormOf(config);
  const outputs = [...taskClasses(config.task)];
  const network = { name: release.name, task: config.task, outputs, classAggregation: config.classAggregation };
  const decisions = fitDecisions(network, validation.rows, raw);
  const task = judgedTask(config);
  const judged = judgedRows(validation.rows, raw, task);
  const report = judge({ ...network, decisions }, task, judged, judged.raw, { seed: config.seed });
  const card = modelCardSchema.parse({
    schema: CARD_SCHEMA,
    name: release.name,
    intendedUse:
      'Research and education on 12-lead ECGs of adults. Not clinically validated; not for diagnosis or treatment.',
    limits: [
      'Trained on recordings of one institute (PTB-XL, 1989–1996, Germany) and its labels, which are noisy.',
      'Windows of 2.5 s: what shows once in ten seconds can be missed.',
      'Statements with fewer than ten validation records have no calibration and no threshold.',
      ...(config.preparation.some(({ step }) => step === 'standardise')
        ? ['Leads are standardised, so voltages are lost: hypertrophy is judged from shape alone.']
        : []),
    ],
    licence: 'MIT; training data PTB-XL 1.0.3, CC BY 4.0 (Wagner et al. 2020, doi:10.1038/s41597-020-0495-6)',
    architecture: { name: config.architecture, parameters: countValues(release) },
    input: form.input,
    windowAggregation: config.windowAggregation,
    task: config.task,
    outputs,
    classAggregation: config.classAggregation,
    decisions,
    decisionFolds: release.validationFolds,
    training: {
      data: dataOf(release.store),
      folds: release.trainFolds,
      records: release.trainRecords,
      config,
      packageVersion: release.packageVersion,
    },
    metrics: [
      {
        folds: release.validationFolds,
        task,
        n: report.n,
        macroAuc: report.macroAuc,
        macroAucInterval: report.macroAucInterval,
        intervalLevel: report.intervalLevel,
      },
    ],
    weightsSha256: await weightsDigest(values),
  });
  const model = architectureNamed(config.architecture)({ outputs: outputs.length });
  return { bytes: writeModelFile(model, values, card), card };
}

/** SHA-256 over all values as float32, in the order of their names. */
async function weightsDigest(values: NamedValues): Promise<string> {
  const arrays = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, array]) => array);
  const joined = new Float32Array(arrays.reduce((total, array) => total + array.length, 0));
  let offset = 0;
  for (const array of arrays) {
    joined.set(array, offset);
    offset += array.length;
  }
  return sha256(new Uint8Array(joined.buffer));
}

/** Learnt parameters alone, without running statistics. */
function countValues({ values }: Release): number {
  return [...values].reduce(
    (total, [name, array]) => (/running_(mean|var)$/.test(name) ? total : total + array.length),
    0,
  );
}

function dataOf(store: EcgStore): ModelCard['training']['data'] {
  return store.sources.map(({ folder, version, records, sha256: digests }) => ({
    name: folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder,
    ...(version !== undefined && { version }),
    records,
    sha256: { ...digests },
  }));
}
