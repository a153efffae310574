import { REVIEW_STATES, type ReviewState } from 'einthoven/findings';
import { STATEMENTS, SUPERCLASSES } from 'einthoven/statements';
import { useId } from 'react';
import type { QueueSearch } from './review-store.ts';

interface QueueFilterProps {
  readonly search: QueueSearch;
  readonly hasLabels: boolean;
  readonly onSearch: (search: QueueSearch) => void;
}

/** Which records of a queue are shown. */
export function QueueFilter({ search, hasLabels, onSearch }: QueueFilterProps) {
  const id = useId();
  const text = (value: string) => value.trim() || undefined;
  return (
    <form className="filter" onSubmit={(event) => event.preventDefault()}>
      <label htmlFor={`${id}-state`}>Show</label>
      <select
        id={`${id}-state`}
        value={search.state ?? ''}
        onChange={({ target }) =>
          onSearch({ ...search, state: (target.value || undefined) as ReviewState | undefined })
        }
      >
        <option value="">all</option>
        {REVIEW_STATES.map((state) => (
          <option key={state} value={state}>
            {state}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-finding`}>Finding</label>
      <input
        id={`${id}-finding`}
        list={`${id}-codes`}
        placeholder="any, e.g. AFIB"
        value={search.finding ?? ''}
        onChange={({ target }) => onSearch({ ...search, finding: text(target.value) })}
      />
      <datalist id={`${id}-codes`}>
        {[...SUPERCLASSES, ...STATEMENTS.map(({ code }) => code)].map((code) => (
          <option key={code} value={code} />
        ))}
      </datalist>
      {hasLabels && (
        <>
          <label htmlFor={`${id}-label`}>Label</label>
          <input
            id={`${id}-label`}
            placeholder="any"
            value={search.label ?? ''}
            onChange={({ target }) => onSearch({ ...search, label: text(target.value) })}
          />
        </>
      )}
    </form>
  );
}
