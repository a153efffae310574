import { EcgError } from '../errors.ts';
import type { PatientFacts } from '../record/index.ts';
import type { Statements } from './scp-codes.ts';

/** What a data set says about one record, its samples aside. Absent means not stated. */
export interface EcgRow {
  readonly ecgId: number;
  readonly patientId: string;
  /** Years; 90 with `ageIsLowerBound` for those whose age is hidden as "over 89". */
  readonly ageYears?: number;
  readonly ageIsLowerBound?: boolean;
  readonly sex?: 'male' | 'female';
  readonly heightCm?: number;
  readonly weightKg?: number;
  /** As the source writes it: `1984-11-09 09:17:34`. */
  readonly recordedAt?: string;
  readonly device?: string;
  /** Report in the words and the language of the source. */
  readonly report?: string;
  readonly validatedByHuman?: boolean;
  /** Part of the data set that the record belongs to, from 1. */
  readonly fold: number;
  readonly statements: Statements;
  /** Path of the 100 Hz record without suffix. */
  readonly fileLowRate?: string;
  /** Path of the 500 Hz record without suffix. */
  readonly fileHighRate?: string;
}

/** A row of a data set that has no folds yet; `assignFolds` makes them. */
export type UnfoldedEcgRow = Omit<EcgRow, 'fold'>;

/** The patient of a row, as an `EcgRecord` states it. */
export function patientOf(row: EcgRow): PatientFacts {
  const { patientId, ageYears, ageIsLowerBound, sex, heightCm, weightKg } = row;
  return {
    id: patientId,
    ...(ageYears !== undefined && { ageYears }),
    ...(ageIsLowerBound !== undefined && { ageIsLowerBound }),
    ...(sex !== undefined && { sex }),
    ...(heightCm !== undefined && { heightCm }),
    ...(weightKg !== undefined && { weightKg }),
  };
}

/**
 * Asserts that no patient is in two folds, without which a validation or test figure is worth nothing.
 *
 * @throws EcgError `malformed-input` naming the first such patient, the two records and their folds
 */
export function assertPatientsApart(rows: readonly Pick<EcgRow, 'ecgId' | 'patientId' | 'fold'>[]): void {
  const firstOf = new Map<string, Pick<EcgRow, 'ecgId' | 'fold'>>();
  for (const { ecgId, patientId, fold } of rows) {
    const first = firstOf.get(patientId);
    if (first === undefined) firstOf.set(patientId, { ecgId, fold });
    else if (first.fold !== fold) {
      const found = `record ${first.ecgId} in fold ${first.fold} and record ${ecgId} in fold ${fold}`;
      throw new EcgError(
        'malformed-input',
        `assertPatientsApart: a patient must be in one fold, got ${found} of patient ${patientId}`,
        { patientId, records: [first.ecgId, ecgId], folds: [first.fold, fold] },
      );
    }
  }
}

/** Rows of one source, and what to call it in messages. */
export interface NamedRows<Row> {
  readonly name: string;
  readonly rows: readonly Row[];
}

/**
 * The rows of several sources, one after the other, as one data set.
 *
 * @throws EcgError `malformed-input` naming both sources when an `ecgId` stands twice
 */
export function joinRows<Row extends Pick<EcgRow, 'ecgId'>>(sources: readonly NamedRows<Row>[]): Row[] {
  const sourceOf = new Map<number, string>();
  for (const { name, rows } of sources) {
    for (const { ecgId } of rows) {
      const other = sourceOf.get(ecgId);
      if (other !== undefined) {
        const found = other === name ? `twice in ${name}` : `in ${other} and in ${name}`;
        throw new EcgError('malformed-input', `joinRows: a record must stand once, got ecg_id ${ecgId} ${found}`, {
          ecgId,
          sources: [other, name],
        });
      }
      sourceOf.set(ecgId, name);
    }
  }
  return sources.flatMap(({ rows }) => rows);
}
