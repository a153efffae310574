import {
  buildTrainingGraph,
  contrastiveCrossEntropy,
  type InputShape,
  type ModelFunction,
  type TrainingGraph,
} from '../nn/index.ts';
import type { Random } from '../random.ts';
import { type DrawSettings, drawPairs, drawShard } from './draw-shard.ts';
import type { Shard } from './gradient-step.ts';
import type { TrainingSet } from './training-set.ts';

/** What a run learns: the graph of a step, and how records feed it. */
export interface Objective {
  /** The step of one shard of so many records. */
  graphOf(model: ModelFunction, input: InputShape, records: number): TrainingGraph;
  drawShard(
    graph: TrainingGraph,
    set: TrainingSet,
    records: readonly number[],
    random: Random,
    settings?: DrawSettings,
  ): Shard;
}

/** The targets of the set, by binary cross-entropy. */
export const labelObjective: Objective = { graphOf: buildTrainingGraph, drawShard };

/** Which two windows are of one record, by `contrastiveCrossEntropy` over the windows of a shard; takes no targets. */
export function contrastiveObjective(temperature: number): Objective {
  return {
    graphOf: (model, input, records) =>
      buildTrainingGraph(model, input, 2 * records, (embeddings) => contrastiveCrossEntropy(embeddings, temperature)),
    drawShard: drawPairs,
  };
}
