import type { EcgRow, EcgStore } from '../datasets/index.ts';
import { architectureNamed, type ModelCard } from '../models/index.ts';
import { buildInferenceGraph, type NamedValues } from '../nn/index.ts';
import { taskClasses } from '../statements/index.ts';
import { type ReleasedFile, releaseNetwork } from './release-network.ts';
import type { TrainingConfig } from './training-config.ts';
import type { LabelledInputs } from './training-set.ts';
import { inputFormOf } from './validation.ts';

/** What a model file is made from. */
export interface Release {
  readonly name: string;
  readonly config: TrainingConfig;
  readonly values: NamedValues;
  readonly store: EcgStore;
  readonly trainFolds: readonly number[];
  readonly validationFolds: readonly number[];
  /** The records that were trained on: rows of the store. */
  readonly trainRows: readonly EcgRow[];
  readonly validation: LabelledInputs;
  /** The network's outputs for the validation records. */
  readonly raw: readonly Float64Array[];
  readonly packageVersion: string;
  /** What makes the file again. */
  readonly script?: string;
}

/**
 * The file of a trained model: fits calibration and thresholds on the validation records, judges the model there, and writes all of it
 * into the card. The file is the same to the bit for the same release: it holds no date.
 */
export function releaseModel(release: Release): Promise<ReleasedFile> {
  const { config, values, script } = release;
  const { input } = inputFormOf(config);
  const outputs = [...taskClasses(config.task)];
  const model = architectureNamed(config.architecture)({ outputs: outputs.length });
  const graph = buildInferenceGraph(model, { channels: input.leads.length, samples: input.windowSamples }, values);
  return releaseNetwork({
    graph,
    facts: {
      name: release.name,
      intendedUse:
        'Research and education on 12-lead ECGs of adults. Not clinically validated; not for diagnosis or treatment.',
      limits: limitsOf(config),
      licence: 'MIT; training data PTB-XL 1.0.3, CC BY 4.0 (Wagner et al. 2020, doi:10.1038/s41597-020-0495-6)',
      architecture: { name: config.architecture, parameters: countValues(values) },
      input,
      windowAggregation: config.windowAggregation,
      task: config.task,
      outputs,
      classAggregation: config.classAggregation,
      training: trainingOf(release),
      precision: { weights: 'float32' },
      ...(script !== undefined && { script }),
    },
    validationFolds: release.validationFolds,
    validation: release.validation,
    raw: release.raw,
    seed: config.seed,
  });
}

function limitsOf({ preparation, windowSec, distillation }: TrainingConfig): string[] {
  const losesVoltages = preparation.some(({ step }) => step === 'standardise');
  return [
    'Trained on recordings of one institute (PTB-XL, 1989–1996, Germany) and its labels, which are noisy.',
    `Windows of ${windowSec} s: what shows once in ten seconds can be missed.`,
    'Statements with fewer than ten validation records have no calibration and no threshold.',
    ...(losesVoltages ? ['Leads are standardised, so voltages are lost: hypertrophy is judged from shape alone.'] : []),
    ...(distillation?.allowSeenTeachers
      ? ['Learnt also from networks that may have been trained on the same records.']
      : []),
  ];
}

function trainingOf({ store, trainFolds, trainRows, config, packageVersion }: Release): ModelCard['training'] {
  const { initialWeights } = config;
  const unitOf = new Map(store.rows.map((row, i) => [row, store.units[i]]));
  const units = trainRows.map((row) => unitOf.get(row));
  const count = (unit: 'mV' | 'normalised') => units.filter((one) => one === unit).length;
  return {
    data: store.sources.map(({ folder, version, records, sha256 }) => ({
      name: folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder,
      ...(version !== undefined && { version }),
      records,
      sha256: { ...sha256 },
    })),
    folds: [...trainFolds],
    records: trainRows.length,
    recordsByUnit: { mV: count('mV'), normalised: count('normalised') },
    config,
    packageVersion,
    ...(config.distillation && { teachers: config.distillation.teachers }),
    // Its SHA-256 was filled in when the file was read.
    ...(initialWeights && { initialWeights: { ...initialWeights, sha256: initialWeights.sha256 as string } }),
  };
}

/** Learnt parameters alone, without running statistics. */
function countValues(values: NamedValues): number {
  const learnt = [...values].filter(([name]) => !/running_(mean|var)$/.test(name));
  return learnt.reduce((total, [, array]) => total + array.length, 0);
}
