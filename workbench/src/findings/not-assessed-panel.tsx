import type { EvidenceBundle } from 'einthoven/report';
import { MEASUREMENT_NAMES } from '../measurements/measurement-names.table.ts';

const KINDS = {
  use: 'Uses of the signal',
  measurement: 'Measurements',
  criterion: 'Criteria',
  finding: 'Findings',
} as const;

/** What was not assessed, and why: silence is no finding. */
export function NotAssessedPanel({ bundle }: { readonly bundle: EvidenceBundle }) {
  const kinds = Object.entries(KINDS) as [keyof typeof KINDS, string][];
  return (
    <section className="panel" aria-labelledby="not-assessed-title">
      <h3 id="not-assessed-title">Not assessed</h3>
      {bundle.notAssessed.length === 0 && <p className="muted">Everything was assessed.</p>}
      {kinds.map(([kind, title]) => {
        const rows = bundle.notAssessed.filter((one) => one.kind === kind);
        return rows.length === 0 ? null : (
          <div key={kind}>
            <h4>{title}</h4>
            <ul className="not-assessed">
              {rows.map(({ subjects, leads, reason }) => (
                <li key={`${subjects.join()} ${leads.join()} ${reason}`}>
                  {subjects.map(nameOf).join(', ')}
                  {leads.length > 0 &&
                    ` in ${leads.length === bundle.record.leads.length ? 'all leads' : leads.join(', ')}`}
                  : <span className="muted">{reason}</span>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

const nameOf = (subject: string) => MEASUREMENT_NAMES[subject] ?? subject.replace(/^leads\./, '');
