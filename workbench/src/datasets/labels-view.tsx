import type { EcgRow } from 'einthoven/datasets';
import { ageBand } from 'einthoven/evaluate';
import { classMembers, SUPERCLASSES } from 'einthoven/statements';
import { percent } from '../figures.ts';
import { Bars } from './bars.tsx';
import type { DatasetFile } from './read-file.ts';

/** Statements that are listed. */
const LISTED = 30;

/** Who and what is in a data set: superclasses, statements, folds, sex and age, and remarks on quality. */
export function LabelsView({ rows, quality }: DatasetFile & { kind: 'labels' }) {
  const patients = new Set(rows.map(({ patientId }) => patientId)).size;
  const statements = countsOf(rows, (row) => Object.keys(row.statements));
  const superclasses = countsOf(rows, superclassesOf);
  const none = rows.filter((row) => superclassesOf(row).length === 0).length;
  const share = ([name, value]: readonly [string, number]) => ({
    name,
    value,
    text: `${value} (${percent(value / rows.length)})`,
  });
  const remarks = Object.entries(quality);
  return (
    <>
      <p>
        {rows.length} records of {patients} patients; {none} without a superclass.
      </p>
      <div className="views">
        <Bars
          title="Superclasses"
          of="Class"
          bars={SUPERCLASSES.map((name) => share([name, superclasses.get(name) ?? 0]))}
          full={rows.length}
        />
        <Bars
          title="Folds"
          of="Fold"
          bars={sorted(
            countsOf(rows, ({ fold }) => [String(fold)]),
            (a, b) => Number(a) - Number(b),
          ).map(share)}
        />
        <Bars
          title="Sex"
          of="Sex"
          bars={sorted(countsOf(rows, ({ sex }) => [sex ?? 'not stated'])).map(share)}
          full={rows.length}
        />
        <Bars
          title="Age"
          of="Years"
          bars={sorted(countsOf(rows, ({ ageYears }) => [ageBand(ageYears) ?? 'not stated'])).map(share)}
          full={rows.length}
        />
        {remarks.length > 0 && (
          <Bars
            title="Remarks on quality"
            of="Column"
            bars={remarks.map(([name, value]) => share([name.replaceAll('_', ' '), value]))}
            full={rows.length}
          />
        )}
        <Bars
          title={`Statements${statements.size > LISTED ? `, the ${LISTED} most frequent of ${statements.size}` : ''}`}
          of="Statement"
          bars={[...statements]
            .sort((a, b) => b[1] - a[1])
            .slice(0, LISTED)
            .map(share)}
        />
      </div>
    </>
  );
}

function superclassesOf({ statements }: EcgRow): readonly string[] {
  return SUPERCLASSES.filter((name) => classMembers('superdiagnostic', name).some((code) => code in statements));
}

function countsOf(rows: readonly EcgRow[], namesOf: (row: EcgRow) => readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) for (const name of namesOf(row)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function sorted(counts: ReadonlyMap<string, number>, by?: (a: string, b: string) => number) {
  const names = [...counts.keys()].sort(by);
  return names.map((name) => [name, counts.get(name) ?? 0] as const);
}
