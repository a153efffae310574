import { reversalTable } from './lead-reversal.table.ts';
import { type ReversalNetwork, WEIGHED_REVERSALS } from './lead-reversal-network.ts';

/** Networks that weigh evidence, and how much of it each reversal needs. */
export interface ReversalModel {
  readonly networks: readonly ReversalNetwork[];
  /** Log-odds, in the order of `WEIGHED_REVERSALS`. */
  readonly thresholds: readonly number[];
}

let decoded: ReversalModel | undefined;

/** The model of the table, decoded once. */
export function reversalModel(): ReversalModel {
  decoded ??= {
    networks: reversalTable.networks.map((network) => decodeNetwork(network, reversalTable.steps)),
    thresholds: WEIGHED_REVERSALS.map((reversal) => reversalTable.thresholds[reversal]),
  };
  return decoded;
}

/** The networks that were fitted without a part of the records, to judge that part by. */
export function networksWithout(part: number): readonly ReversalNetwork[] {
  return reversalModel().networks.filter((_, i) => reversalTable.networks[i]?.without === part);
}

type StoredNetwork = (typeof reversalTable.networks)[number];

function decodeNetwork(stored: StoredNetwork, steps: number): ReversalNetwork {
  const values = (counts: string) => Float64Array.from(counts.split(' '), (count) => Number(count) / steps);
  return {
    sumWeights: values(stored.sumWeights),
    sumBiases: values(stored.sumBiases),
    mixtures: values(stored.mixtures),
    heads: values(stored.heads),
  };
}
