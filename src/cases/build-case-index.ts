import type { CaseIndex } from './case-index.ts';
import { toDirection } from './direction.ts';
import { noveltyDistance } from './nearest-cases.ts';

/** A record of a data set, as a model sees it. */
export interface EmbeddedCase {
  readonly id: number;
  readonly fold: number;
  /** SCP statements. */
  readonly statements: readonly string[];
  /** From `embed`, `[features]`. */
  readonly embedding: ArrayLike<number>;
}

/**
 * An index of the records that a model was trained on.
 *
 * @param reference embeddings of records that the model was not trained on: they tell how far a new record of the same kind usually lies
 */
export function buildCaseIndex(
  about: Pick<CaseIndex, 'model' | 'data' | 'licence'>,
  cases: readonly EmbeddedCase[],
  reference: readonly ArrayLike<number>[],
): CaseIndex {
  const features = cases[0]?.embedding.length ?? 0;
  const embeddings = new Float32Array(cases.length * features);
  cases.forEach(({ embedding }, i) => {
    embeddings.set(toDirection(embedding), i * features);
  });
  const compared = { embeddings, features, ids: Int32Array.from(cases, ({ id }) => id) };
  return {
    ...about,
    ...compared,
    folds: Uint8Array.from(cases, ({ fold }) => fold),
    statements: cases.map(({ statements }) => [...statements]),
    referenceDistances: Float32Array.from(reference, (embedding) => noveltyDistance(compared, embedding)).sort(),
  };
}
