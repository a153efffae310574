import type { DataSource, EcgRow } from '../datasets/index.ts';
import type { EcgErrorCode } from '../errors.ts';
import type { Device } from '../nn/index.ts';
import type { TrainingConfig } from '../train/index.ts';

/** One training of a cross-validation, for a process of its own. */
export interface TrainingPart {
  /** What progress lines call it. */
  readonly name: string;
  readonly data: readonly string[];
  readonly config: TrainingConfig;
  readonly trainFolds: readonly number[];
  readonly heldOutFolds: readonly number[];
  /** Paths of the models that teach; none of them knows the held-out folds. */
  readonly teachers: readonly string[];
  /** Path without suffix: PATH.json and PATH.npy are written, PATH.checkpoint and PATH.jsonl lie there meanwhile. */
  readonly path: string;
  readonly threadsPerSession: number;
  readonly device: Device;
  /** Write PATH.onnx too. */
  readonly keepModel: boolean;
}

/** What PATH.json holds; the outputs of the network lie in PATH.npy, `[rows × outputs]`. */
export interface FinishedPart {
  readonly config: TrainingConfig;
  readonly trainFolds: readonly number[];
  readonly heldOutFolds: readonly number[];
  readonly trainRecords: number;
  readonly refused: number;
  readonly sources: readonly DataSource[];
  /** Training time, over all its stretches that ended with an epoch. */
  readonly seconds: number;
  readonly rows: readonly EcgRow[];
}

/** What the process says. */
export type PartMessage =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'failure'; readonly code: EcgErrorCode; readonly message: string };
