import { classMembers, SUPERCLASSES } from 'einthoven/statements';
import { useEffect, useRef, useState } from 'react';
import { percent } from '../figures.ts';
import type { Line } from '../line/line.ts';
import type { SimilarRecords } from '../line/tasks.ts';

/** The training records that the model sees as most like this one, and whether it is like any. */
export function SimilarPanel({ line }: { readonly line: Line }) {
  const [found, setFound] = useState<SimilarRecords>();
  const [status, setStatus] = useState<'idle' | 'working' | { readonly failure: string }>('idle');
  const leaving = useRef<AbortController>(undefined);
  useEffect(() => () => leaving.current?.abort(), []);
  const search = () => {
    leaving.current = new AbortController();
    setStatus('working');
    line.ask('similar', { slot: 'current' }, { signal: leaving.current.signal }).then(
      (similar) => {
        setFound(similar);
        setStatus('idle');
      },
      (error: Error) => setStatus({ failure: error.message }),
    );
  };
  return (
    <section className="panel" aria-labelledby="similar-title">
      <h3 id="similar-title">Similar cases</h3>
      {found === undefined ? (
        <p className="buttons">
          <button type="button" disabled={status === 'working'} onClick={search}>
            Find similar cases
          </button>
        </p>
      ) : (
        <Cases {...found} />
      )}
      <p role="status">{status === 'working' && <span className="working">Comparing…</span>}</p>
      {typeof status === 'object' && <p className="warning">{status.failure}</p>}
    </section>
  );
}

function Cases({ cases, novelty, index }: SimilarRecords) {
  return (
    <>
      <p>
        {novelty.percentile === undefined
          ? 'Nothing to compare its distance with.'
          : `Farther from its neighbours than ${percent(novelty.percentile)} of records that the model was not trained on.`}
      </p>
      <table className="figures cases">
        <caption className="unseen">Nearest records of the training data</caption>
        <thead>
          <tr>
            <th scope="col">Record</th>
            <th scope="col">Distance</th>
            <th scope="col">Superclasses</th>
            <th scope="col">Statements</th>
          </tr>
        </thead>
        <tbody>
          {cases.map(({ id, distance, statements }) => (
            <tr key={id}>
              <th scope="row">{id}</th>
              <td>{distance.toFixed(4)}</td>
              <td>{superclassesOf(statements).join(' ') || '–'}</td>
              <td>{statements.join(' ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">
        Of {index.cases} records of {index.data}; {index.licence}
      </p>
    </>
  );
}

function superclassesOf(statements: readonly string[]): readonly string[] {
  return SUPERCLASSES.filter((name) => classMembers('superdiagnostic', name).some((code) => statements.includes(code)));
}
