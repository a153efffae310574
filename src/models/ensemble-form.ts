import { EcgError } from '../errors.ts';
import type { ModelCard } from './model-card.ts';
import type { ModelFile } from './model-file.ts';

/** What the members of an ensemble share. */
export type EnsembleForm = Pick<ModelCard, 'input' | 'windowAggregation' | 'task' | 'outputs' | 'classAggregation'>;

/**
 * What models take and give, where it is the same for all of them.
 *
 * @throws EcgError `model-mismatch` naming the first field that differs, and in which models; `invalid-argument` with less than two
 */
export function ensembleForm(members: readonly Pick<ModelFile, 'card'>[]): EnsembleForm {
  const [first, ...others] = members.map(({ card }) => card);
  if (first === undefined || others.length === 0) {
    throw new EcgError('invalid-argument', `ensembleForm: needs at least two members, got ${members.length}`);
  }
  const expected = sharedFields(first);
  for (const card of others) {
    const got = sharedFields(card);
    for (const [field, value] of Object.entries(expected)) {
      if (JSON.stringify(got[field]) === JSON.stringify(value)) continue;
      const sides = `${JSON.stringify(value)} in ${first.name} and ${JSON.stringify(got[field])} in ${card.name}`;
      throw new EcgError('model-mismatch', `ensembleForm: ${field} must be the same in all members, got ${sides}`, {
        field,
        members: [first.name, card.name],
      });
    }
  }
  const { input, windowAggregation, task, outputs, classAggregation } = first;
  return { input, windowAggregation, task, outputs, classAggregation };
}

function sharedFields(card: ModelCard): Readonly<Record<string, unknown>> {
  const { input, windowAggregation, task, outputs, classAggregation } = card;
  const inputs = Object.entries(input).map(([field, value]) => [`input.${field}`, value]);
  return { ...Object.fromEntries(inputs), windowAggregation, task, outputs, classAggregation };
}
