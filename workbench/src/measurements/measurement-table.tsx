import type { EvidenceBundle } from 'einthoven/report';
import { figure } from '../figures.ts';
import { GROUP_NAMES, MEASUREMENT_NAMES } from './measurement-names.table.ts';

/** Where the page tells in text what the tracing shows. */
export const MEASUREMENTS_ID = 'measurements-title';

/** Everything measured over all leads: the text alternative of the tracing. */
export function MeasurementTable({ bundle }: { readonly bundle: EvidenceBundle }) {
  const groups = Object.entries(GROUP_NAMES).map(([group, title]) => ({
    title,
    rows: bundle.measurements.filter(({ id }) => id.startsWith(`${group}.`)),
  }));
  return (
    <section className="panel" aria-labelledby={MEASUREMENTS_ID}>
      <h3 id={MEASUREMENTS_ID}>Measurements</h3>
      <table className="figures">
        <caption className="unseen">Measurements over all leads</caption>
        {groups.map(({ title, rows }) =>
          rows.length === 0 ? null : (
            <tbody key={title}>
              <tr>
                <th colSpan={2} scope="rowgroup">
                  {title}
                </th>
              </tr>
              {rows.map((row) => (
                <tr key={row.id} title={row.method}>
                  <th scope="row">{MEASUREMENT_NAMES[row.id] ?? row.id}</th>
                  <td>{figure(row.value, row.unit)}</td>
                </tr>
              ))}
            </tbody>
          ),
        )}
      </table>
    </section>
  );
}
