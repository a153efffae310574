import { EcgError } from '../errors.ts';
import type { ModelCard } from '../models/index.ts';

/** Folds whose labels a network learnt from: by itself, from its teachers, or before, as the weights that it began with. */
export function seenFolds({ folds, teachers = [], initialWeights }: ModelCard['training']): readonly number[] {
  const all = [folds, ...teachers.map((teacher) => teacher.folds), initialWeights?.folds ?? []].flat();
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Calibration on records that a network was trained on is worthless. @throws EcgError `invalid-argument` naming the folds */
export function requireUnseen({ name, training }: ModelCard, validationFolds: readonly number[]): void {
  const seen = seenFolds(training).filter((fold) => validationFolds.includes(fold));
  if (seen.length === 0) return;
  const rule = `validation folds must be new to the networks, but ${name} was trained on`;
  throw new EcgError('invalid-argument', `requireUnseen: ${rule}, got ${seen.join(', ')}`, { member: name, seen });
}
