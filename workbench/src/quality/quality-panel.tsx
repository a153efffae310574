import type { EvidenceBundle } from 'einthoven/report';
import { percent } from '../figures.ts';

const USES = { rhythm: 'rhythm', intervals: 'intervals', st: 'ST', voltage: 'voltages', model: 'the model' } as const;
const ALL_USES = Object.keys(USES) as (keyof typeof USES)[];

/** What the signal may be used for, and why not. */
export function QualityPanel({ bundle: { quality } }: { readonly bundle: EvidenceBundle }) {
  const { acceptable, score, usableFor, reasons, reversal, leads } = quality;
  const remarkable = leads.filter((one) => one.reasons.length > 0 || one.usableFor.length < ALL_USES.length);
  return (
    <section className="panel" aria-labelledby="quality-title">
      <h3 id="quality-title">Signal quality</h3>
      <p>
        <strong>{acceptable ? 'Acceptable for diagnosis' : 'Not acceptable for diagnosis'}</strong>
        {score !== undefined && <span className="muted"> (probability {percent(score)})</span>}
      </p>
      {reversal !== undefined && <p className="warning">The cables {reversal} seem to be interchanged.</p>}
      <p>{usesText(usableFor)}</p>
      {reasons.length > 0 && (
        <ul className="reasons">
          {reasons.map(({ code, text }) => (
            <li key={`${code} ${text}`}>{text}</li>
          ))}
        </ul>
      )}
      {remarkable.length === 0 ? (
        <p className="muted">No lead has a remark.</p>
      ) : (
        <table className="figures quality">
          <caption className="unseen">Leads with remarks, and what they may not be used for</caption>
          <thead>
            <tr>
              <th scope="col">Lead</th>
              <th scope="col">Remarks</th>
              <th scope="col">Not for</th>
            </tr>
          </thead>
          <tbody>
            {remarkable.map((one) => (
              <tr key={one.lead}>
                <th scope="row">{one.lead}</th>
                <td>{one.reasons.map(({ text }) => text).join('; ') || '–'}</td>
                <td>{refused(one.usableFor).join(', ') || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

type UsableFor = EvidenceBundle['quality']['usableFor'];

const refused = (usableFor: UsableFor) => ALL_USES.filter((use) => !usableFor.includes(use)).map((use) => USES[use]);

function usesText(usableFor: UsableFor): string {
  const not = refused(usableFor);
  return not.length === 0
    ? 'Usable for rhythm, intervals, ST, voltages and the model.'
    : `Not usable for ${not.join(', ')}.`;
}
