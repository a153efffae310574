import { percent } from '../figures.ts';
import { Bars } from './bars.tsx';
import type { Evaluated } from './read-file.ts';

/** The figures of a report, class by class and by subgroup. */
export function EvaluationView({ report }: { readonly report: Evaluated }) {
  const { n, macroAuc, macroAucInterval, macroEce, frequent, leftOut, classes, subgroups = [], intervalLevel } = report;
  const about = [
    ...(report.model === undefined ? [] : [`model ${report.model}`]),
    ...(report.task === undefined ? [] : [`task ${report.task}`]),
    ...(report.folds === undefined ? [] : [`folds ${report.folds.join(', ')}`]),
    `${n} records`,
  ];
  return (
    <>
      <p>
        {about.join(', ')}. Macro-AUC <b>{share(macroAuc)}</b>
        {macroAucInterval && ` (${percent(intervalLevel)} interval ${interval(macroAucInterval)})`}
        {`; over ${frequent.classes} classes with at least ${frequent.minPositives} positives ${share(frequent.macroAuc)}`}
        {`; macro-ECE ${share(macroEce)}.`}
      </p>
      <table className="figures classes">
        <caption>By class, at its threshold</caption>
        <thead>
          <tr>
            {[
              'Class',
              'Positives',
              'AUC',
              'Interval',
              'Average precision',
              'Sensitivity',
              'Specificity',
              'Precision',
              'F1',
              'ECE',
            ].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(classes).map(([name, one]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{one.positives}</td>
              <td>{share(one.auc)}</td>
              <td>{one.aucInterval === undefined ? '–' : interval(one.aucInterval)}</td>
              <td>{share(one.averagePrecision)}</td>
              <td>{share(one.sensitivity)}</td>
              <td>{share(one.specificity)}</td>
              <td>{share(one.precision)}</td>
              <td>{share(one.f1)}</td>
              <td>{share(one.ece)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {leftOut.length > 0 && (
        <p className="muted">Left out: {leftOut.map((one) => `${one.class} (${one.reason})`).join(', ')}.</p>
      )}
      {subgroups.length > 0 && (
        <div className="views">
          <Bars
            title="Macro-AUC by subgroup"
            of="Subgroup"
            full={1}
            bars={subgroups.map(({ subgroup, n: records, macroAuc: auc }) => ({
              name: subgroup,
              value: auc ?? 0,
              text: `${share(auc)} of ${records}`,
            }))}
          />
          <Bars
            title="Calibration error (macro-ECE) by subgroup"
            of="Subgroup"
            bars={subgroups.map(({ subgroup, n: records, macroEce: ece }) => ({
              name: subgroup,
              value: ece ?? 0,
              text: `${share(ece)} of ${records}`,
            }))}
          />
        </div>
      )}
    </>
  );
}

const share = (value: number | null | undefined) => (typeof value === 'number' ? value.toFixed(3) : '–');

const interval = ([low, high]: readonly [number, number]) => `${share(low)}–${share(high)}`;
