import type { EvidenceBundle } from 'einthoven/report';
import { percent } from '../figures.ts';

const USES = { rhythm: 'rhythm', intervals: 'intervals', st: 'ST', voltage: 'voltages', model: 'model' } as const;
const ALL_USES = Object.keys(USES) as (keyof typeof USES)[];

/** What the signal may be used for, and why not. */
export function QualityPanel({ bundle: { quality } }: { readonly bundle: EvidenceBundle }) {
  const { acceptable, score, usableFor, reasons, reversal, leads } = quality;
  return (
    <section className="panel" aria-labelledby="quality-title">
      <h3 id="quality-title">Signal quality</h3>
      <p>
        <strong>{acceptable ? 'Acceptable for diagnosis' : 'Not acceptable for diagnosis'}</strong>
        {score !== undefined && <span className="muted"> (probability {percent(score)})</span>}
      </p>
      {reversal !== undefined && <p className="warning">The cables {reversal} seem to be interchanged.</p>}
      <ul className="reasons">
        {reasons.map(({ code, text }) => (
          <li key={`${code} ${text}`}>{text}</li>
        ))}
      </ul>
      <table className="figures uses">
        <caption className="unseen">What the record and each of its leads may be used for</caption>
        <thead>
          <tr>
            <th scope="col">Lead</th>
            {ALL_USES.map((use) => (
              <th key={use} scope="col">
                {USES[use]}
              </th>
            ))}
            <th scope="col">Remarks</th>
          </tr>
        </thead>
        <tbody>
          <UseRow name="Record" usableFor={usableFor} reasons={[]} />
          {leads.map((one) => (
            <UseRow key={one.lead} name={one.lead} usableFor={one.usableFor} reasons={one.reasons} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface UseRowProps extends Pick<EvidenceBundle['quality'], 'usableFor' | 'reasons'> {
  readonly name: string;
}

function UseRow({ name, usableFor, reasons }: UseRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      {ALL_USES.map((use) => (
        <td key={use}>{usableFor.includes(use) ? 'yes' : <b>no</b>}</td>
      ))}
      <td className="words">{reasons.map(({ text }) => text).join('; ')}</td>
    </tr>
  );
}
