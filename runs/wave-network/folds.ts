import { createRandom } from '../../src/random.ts';

/** Parts that LUDB is cut into for cross-validation. */
export const FOLDS = 4;

const RECORDS = 200;
const SEED = 11;
const PLACES = createRandom(SEED).shuffle(Array.from({ length: RECORDS }, (_, i) => i));

/** The part, from 0, of the record of LUDB with an index from 0. A record is a patient. */
export function foldOf(index: number): number {
  return PLACES.indexOf(index) % FOLDS;
}
