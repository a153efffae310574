import { EcgError } from '../errors.ts';
import { type Statement, statement } from '../statements/index.ts';
import { type FileName, parseCsv } from './csv.ts';

/**
 * Checks the `scp_statements.csv` that comes with a data set against the statement table: each code in it must be in the table,
 * with the same kinds, superclass and subclass, since labels would otherwise silently mean something else. Wording may differ,
 * and the file may leave codes out.
 *
 * @throws EcgError `malformed-input` naming the code and the column that differ
 */
export function checkStatements(text: string, { file = 'scp_statements.csv' }: FileName = {}): void {
  const required = ['', 'diagnostic', 'form', 'rhythm', 'diagnostic_class', 'diagnostic_subclass'];
  for (const row of parseCsv(text, { file, required })) {
    const code = row[''] ?? '';
    const known = statement(code);
    for (const [column, expected] of Object.entries(known === undefined ? { '': 'a known code' } : kinds(known))) {
      if (row[column] === expected) continue;
      const rule = `${file} must mean by ${code} what PTB-XL does (${column || 'code'}: ${expected || 'empty'})`;
      const details = { file, code, column, expected, got: row[column] };
      throw new EcgError('malformed-input', `checkStatements: ${rule}, got ${row[column] || 'empty'}`, details);
    }
  }
}

/** The cells of `scp_statements.csv` that say what a label means. */
function kinds(known: Statement): Record<string, string> {
  const flag = (value: boolean) => (value ? '1.0' : '');
  return {
    diagnostic: flag(known.diagnostic),
    form: flag(known.form),
    rhythm: flag(known.rhythm),
    diagnostic_class: known.superclass ?? '',
    diagnostic_subclass: known.subclass ?? '',
  };
}
