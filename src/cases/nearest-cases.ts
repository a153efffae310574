import { EcgError } from '../errors.ts';
import type { CaseIndex } from './case-index.ts';
import { toDirection } from './direction.ts';

/** One known record, and how far it is. */
export interface SimilarCase {
  readonly id: number;
  readonly fold: number;
  /** 1 − cosine of the angle between the embeddings: 0 for the same direction, 1 at right angles. */
  readonly distance: number;
  /** SCP statements of the record. */
  readonly statements: readonly string[];
}

/** Neighbours that `noveltyDistance` looks at. */
const NOVELTY_NEIGHBOURS = 10;

/**
 * The known records that a model sees as most like a record, nearest first: all of them are compared, so the answer is exact.
 *
 * @param embedding of the record, `[features]`, from `embed`
 * @throws EcgError `invalid-argument` when the embedding has another length than those of the index
 */
export function nearestCases(index: CaseIndex, embedding: ArrayLike<number>, count: number): readonly SimilarCase[] {
  const { ids, folds, statements } = index;
  return nearest(index, embedding, count).map(({ place, distance }) => ({
    id: ids[place] as number,
    fold: folds[place] as number,
    distance,
    statements: statements[place] as readonly string[],
  }));
}

/** How unlike all known records a record is. */
export interface Novelty {
  /** Mean distance to the ten nearest cases. */
  readonly distance: number;
  /**
   * Share of records of the same kind that the model was not trained on whose distance is smaller: near 1, the record is like none of
   * them. `undefined` where the index has no such records.
   */
  readonly percentile: number | undefined;
}

/** Whether a record is of the kind that a model was trained on. @throws EcgError as `nearestCases` */
export function novelty(index: CaseIndex, embedding: ArrayLike<number>): Novelty {
  const distance = noveltyDistance(index, embedding);
  const { referenceDistances } = index;
  const below = referenceDistances.filter((reference) => reference < distance).length;
  const records = referenceDistances.length;
  return { distance, percentile: records === 0 ? undefined : below / records };
}

/** Mean distance of an embedding to the ten nearest cases of an index, which need not have reference distances yet. */
export function noveltyDistance(index: ComparedCases, embedding: ArrayLike<number>): number {
  const found = nearest(index, embedding, NOVELTY_NEIGHBOURS);
  return found.reduce((sum, { distance }) => sum + distance, 0) / found.length;
}

/** Cases that can be compared with an embedding. */
type ComparedCases = Pick<CaseIndex, 'embeddings' | 'features' | 'ids'>;

interface Neighbour {
  readonly place: number;
  readonly distance: number;
}

/** The inner loop: a sum of products per case, and a list of the best that is kept in order. */
function nearest(
  { embeddings, features, ids }: ComparedCases,
  embedding: ArrayLike<number>,
  count: number,
): readonly Neighbour[] {
  if (embedding.length !== features) {
    const rule = `the embedding must have ${features} features as those of the index`;
    throw new EcgError('invalid-argument', `nearestCases: ${rule}, got ${embedding.length}`, { features });
  }
  const direction = toDirection(embedding);
  const best: Neighbour[] = [];
  for (let place = 0; place < ids.length; place++) {
    const from = place * features;
    let cosine = 0;
    for (let f = 0; f < features; f++) cosine += (embeddings[from + f] as number) * (direction[f] as number);
    const distance = 1 - cosine;
    if (best.length === count && distance >= (best[count - 1] as Neighbour).distance) continue;
    let rank = best.length;
    while (rank > 0 && (best[rank - 1] as Neighbour).distance > distance) rank--;
    best.splice(rank, 0, { place, distance });
    if (best.length > count) best.pop();
  }
  return best;
}
