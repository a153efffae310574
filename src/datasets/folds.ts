import { EcgError } from '../errors.ts';
import type { EcgRow } from './ecg-row.ts';

/**
 * Folds from text: numbers and ranges separated by commas, ascending and each once.
 *
 * @throws EcgError `invalid-argument` when a part is neither a number from 1 nor an ascending range
 * @example
 * parseFolds('1-3,9') // => [1, 2, 3, 9]
 */
export function parseFolds(text: string): number[] {
  const folds = text.split(',').flatMap((part) => {
    const [, first, last] = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part) ?? [];
    const low = Number(first);
    const high = last === undefined ? low : Number(last);
    if (!(low >= 1 && low <= high && high <= 1000)) {
      throw new EcgError('invalid-argument', `parseFolds: folds must read like 1-8 or 1,3,9, got ${text}`, { text });
    }
    return Array.from({ length: high - low + 1 }, (_, i) => low + i);
  });
  return [...new Set(folds)].sort((a, b) => a - b);
}

/**
 * Indices of the rows that belong to any of the folds, ascending.
 *
 * @throws EcgError `invalid-argument` when there is none
 */
export function selectFolds(rows: readonly Pick<EcgRow, 'fold'>[], folds: readonly number[]): number[] {
  const wanted = new Set(folds);
  const indices = rows.flatMap(({ fold }, i) => (wanted.has(fold) ? [i] : []));
  if (indices.length === 0) {
    const there = [...new Set(rows.map(({ fold }) => fold))].sort((a, b) => a - b);
    const rule = `folds ${folds.join(', ')} must hold a record`;
    throw new EcgError('invalid-argument', `selectFolds: ${rule}, got records in ${there.join(', ') || 'no fold'}`, {
      folds,
      there,
    });
  }
  return indices;
}
