import { batchNorm, concatPool, dropout, linear, relu, type Tensor } from '../nn/index.ts';

/** Head of the published benchmark's CNNs. */
export interface ClassifierHead {
  /** Number of statements. */
  readonly outputs: number;
  /** Width of the hidden layer. */
  readonly hidden?: number;
  /** Dropout before the last layer; half of it before the hidden one. */
  readonly dropoutRate?: number;
}

/**
 * Concat-pooling, then two fully connected layers with batch normalisation and dropout before each (Strodthoff et al. 2021, after
 * fastai's `create_head`): `[N, C, L]` → `[N, 2·C]` → `[N, hidden]` → `[N, outputs]`.
 */
export function classifierHead(x: Tensor, config: ClassifierHead): Tensor {
  return featureHead(concatPool(x), config);
}

/** The same head after another pooling, on features `[N, F]`. */
export function featureHead(x: Tensor, { outputs, hidden = 128, dropoutRate = 0.5 }: ClassifierHead): Tensor {
  let y = dropout(batchNorm(x, 'head.norm1'), dropoutRate / 2, 'head.dropout1');
  y = relu(linear(y, 'head.linear1', hidden));
  y = dropout(batchNorm(y, 'head.norm2'), dropoutRate, 'head.dropout2');
  return linear(y, 'head.linear2', outputs);
}
