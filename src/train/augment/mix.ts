import type { Random } from '../../random.ts';
import type { MixingConfig } from './augmentation-config.ts';
import { drawBeta } from './beta.ts';

/** The arrays of a shard, `[records, …]` each. */
export interface MixedShard {
  readonly records: number;
  readonly samples: number;
  /** `[records, leads, samples]` */
  readonly signals: Float32Array;
  /** `[records, outputs]` */
  readonly targets: Float32Array;
  /** `[records, outputs]` */
  readonly weights: Float32Array;
}

/** Mixes records of a shard with records of the same shard, in place; see `mixingSchema`. */
export function mixShard(shard: MixedShard, { mixup, cutMix }: MixingConfig, random: Random): void {
  const { records } = shard;
  const before = {
    signals: shard.signals.slice(),
    targets: shard.targets.slice(),
    weights: shard.weights.slice(),
  };
  const partners = random.shuffle(Array.from({ length: records }, (_, i) => i));
  partners.forEach((partner, i) => {
    if (mixup && random.uniform() < mixup.probability) {
      const share = drawBeta(mixup.alpha, random);
      mixRow(shard.signals, before.signals, records, i, partner, share);
      mixTargets(shard, before, i, partner, share);
    } else if (cutMix && random.uniform() < cutMix.probability) {
      const length = Math.round((1 - drawBeta(cutMix.alpha, random)) * shard.samples);
      const first = random.integer(shard.samples - length + 1);
      replaceStretch(shard, before.signals, i, partner, first, length);
      mixTargets(shard, before, i, partner, 1 - length / shard.samples);
    }
  });
}

/** share × row i + (1 − share) × row `partner`. */
function mixRow(
  into: Float32Array,
  before: Float32Array,
  records: number,
  i: number,
  partner: number,
  share: number,
): void {
  const width = into.length / records;
  const [own, other] = [i * width, partner * width];
  for (let k = 0; k < width; k++) {
    const held = before[own + k] as number;
    into[own + k] = held + (1 - share) * ((before[other + k] as number) - held);
  }
}

function replaceStretch(
  { signals, records, samples }: MixedShard,
  before: Float32Array,
  i: number,
  partner: number,
  first: number,
  length: number,
): void {
  const width = signals.length / records;
  for (let lead = 0; lead < width; lead += samples) {
    const from = partner * width + lead + first;
    signals.set(before.subarray(from, from + length), i * width + lead + first);
  }
}

/**
 * Binary cross-entropy is linear in the target, so with weight w = λ·w₁ + (1 − λ)·w₂ and target (λ·w₁·y₁ + (1 − λ)·w₂·y₂) / w the term
 * of the loss is exactly λ times the one's and 1 − λ times the other's.
 */
function mixTargets(
  { targets, weights, records }: MixedShard,
  before: Pick<MixedShard, 'targets' | 'weights'>,
  i: number,
  partner: number,
  share: number,
): void {
  const outputs = targets.length / records;
  for (let k = 0; k < outputs; k++) {
    const [own, other] = [i * outputs + k, partner * outputs + k];
    const [y1, y2] = [before.targets[own] as number, before.targets[other] as number];
    const w1 = share * (before.weights[own] as number);
    const w2 = (1 - share) * (before.weights[other] as number);
    weights[own] = w1 + w2;
    if (w1 + w2 > 0) targets[own] = Math.min(1, Math.max(0, y1 + (w2 / (w1 + w2)) * (y2 - y1)));
  }
}
