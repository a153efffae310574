import type { CriterionResult } from 'einthoven/findings';
import type { EvidenceBundle } from 'einthoven/report';
import { useState } from 'react';
import { figure } from '../figures.ts';

/** Every criterion that could be judged, those that are met first, with the numbers that it looked at. */
export function CriteriaPanel({ criteria }: { readonly criteria: readonly CriterionResult[] }) {
  const [showsAll, setShowsAll] = useState(false);
  const met = criteria.filter((one) => one.met === true);
  const unmet = criteria.filter((one) => one.met === false);
  const shown = showsAll ? [...met, ...unmet] : met;
  return (
    <section className="panel" aria-labelledby="criteria-title">
      <h3 id="criteria-title">
        Criteria <small>{`${met.length} of ${met.length + unmet.length} met`}</small>
      </h3>
      {shown.length === 0 && <p className="muted">No criterion is met.</p>}
      <ul className="criteria">
        {shown.map(({ id, name, met: isMet, source, values }) => (
          <li key={id}>
            <p>
              <span className={isMet ? 'met' : 'unmet'}>{isMet ? 'met' : 'not met'}</span> {name}
            </p>
            <CriterionValues values={values.flatMap(shownValue)} />
            <cite>{source.citation}</cite>
          </li>
        ))}
      </ul>
      {unmet.length > 0 && (
        <button type="button" className="link" aria-pressed={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? 'Hide those that are not met' : `Show ${unmet.length} that are not met`}
        </button>
      )}
    </section>
  );
}

type ShownValue = EvidenceBundle['criteria'][number]['values'][number];

function shownValue({ name, value, unit, limit }: CriterionResult['values'][number]): ShownValue[] {
  if (value === undefined) return [];
  return [{ name, value, ...(unit && { unit }), ...(limit && { limit: `${limit.relation} ${limit.value}` }) }];
}

/** The numbers of a criterion beside their limits. */
export function CriterionValues({ values }: { readonly values: readonly ShownValue[] }) {
  return (
    <ul className="values">
      {values.map(({ name, value, unit, limit }) => (
        <li key={`${name} ${limit}`}>
          {name} <b>{figure(value, unit)}</b>
          {limit !== undefined && <span className="muted"> ({limit})</span>}
        </li>
      ))}
    </ul>
  );
}
