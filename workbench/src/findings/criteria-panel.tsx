import type { EvidenceBundle } from 'einthoven/report';
import { useState } from 'react';
import { figure } from '../figures.ts';

/** Every criterion that could be judged, those that are met first, with the numbers that it looked at. */
export function CriteriaPanel({ bundle: { criteria } }: { readonly bundle: EvidenceBundle }) {
  const [showsAll, setShowsAll] = useState(false);
  const met = criteria.filter((one) => one.met);
  const unmet = criteria.filter((one) => !one.met);
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
            <CriterionValues values={values} />
            {source !== undefined && <cite>{source}</cite>}
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
