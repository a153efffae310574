import type { EvidenceBundle } from 'einthoven/report';
import { fixed } from '../figures.ts';

/** Columns of the table, by the field of the bundle. */
const COLUMNS = [
  ['pMv', 'P mV'],
  ['qMv', 'Q mV'],
  ['qMs', 'Q ms'],
  ['rMv', 'R mV'],
  ['sMv', 'S mV'],
  ['qrsMs', 'QRS ms'],
  ['stJMv', 'ST J mV'],
  ['stJ60Mv', 'ST J+60 mV'],
  ['tMv', 'T mV'],
  ['qrsShape', 'QRS shape'],
  ['tShape', 'T shape'],
] as const;

/** Everything measured lead by lead. */
export function LeadTable({ bundle }: { readonly bundle: EvidenceBundle }) {
  const { leadMeasurements = [] } = bundle;
  const columns = COLUMNS.filter(([field]) => leadMeasurements.some(({ values }) => values[field] !== undefined));
  if (columns.length === 0) return null;
  return (
    <div className="panel wide">
      <h3 id="leads-title">By lead</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <section className="scrolled" aria-labelledby="leads-title" tabIndex={0}>
        <table className="figures leads">
          <thead>
            <tr>
              <th scope="col">Lead</th>
              {columns.map(([field, title]) => (
                <th key={field} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {leadMeasurements.map(({ lead, values }) => (
              <tr key={lead}>
                <th scope="row">{lead}</th>
                {columns.map(([field]) => (
                  <td key={field}>{cellOf(field, values[field])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function cellOf(field: string, value: number | string | undefined): string {
  if (value === undefined) return '–';
  if (typeof value === 'string') return value;
  return fixed(value, field.endsWith('Mv') ? 2 : 0);
}
