import { csvParseRows } from 'd3-dsv';
import { EcgError } from '../errors.ts';

/** One data row: cell by column name. A column that the file does not have is `undefined`, an empty cell is `''`. */
export type CsvRow = Readonly<Record<string, string>>;

/** What a file is called in messages; by default its name in PTB-XL. */
export interface FileName {
  readonly file?: string;
}

/** What the reader of a CSV file expects of it. */
export interface CsvExpectation {
  /** Name of the file, for messages. */
  readonly file: string;
  /** Columns without which the file is refused. */
  readonly required: readonly string[];
}

/**
 * Rows of a CSV text (RFC 4180, first line names the columns; a byte order mark and blank lines are skipped).
 *
 * @throws EcgError `malformed-input` when a required column is missing, a column is named twice, a quote is left open or a row
 *   has more or fewer cells than there are columns
 * @example
 * parseCsv('id,age\n1,56\n', { file: 'a.csv', required: ['id'] }) // => [{ id: '1', age: '56' }]
 */
export function parseCsv(text: string, { file, required }: CsvExpectation): CsvRow[] {
  if (text.split('"').length % 2 === 0) {
    throw new EcgError('malformed-input', `parseCsv: ${file} must close every quote, got an odd number of them`, {
      file,
    });
  }
  const [columns = [], ...lines] = csvParseRows(text.replace(/^\uFEFF/, ''));
  checkColumns(columns, file, required);
  const rows: CsvRow[] = [];
  lines.forEach((cells, i) => {
    if (cells.length === 1 && cells[0] === '') return;
    if (cells.length !== columns.length) {
      const rule = `${file} row ${i + 1} must have ${columns.length} cells as the header`;
      throw new EcgError('malformed-input', `parseCsv: ${rule}, got ${cells.length}`, { file, row: i + 1 });
    }
    rows.push(Object.fromEntries(columns.map((column, c) => [column, cells[c] as string])));
  });
  return rows;
}

function checkColumns(columns: readonly string[], file: string, required: readonly string[]): void {
  const missing = required.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    const rule = `${file} must have the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`;
    throw new EcgError('malformed-input', `parseCsv: ${rule}, got ${columns.join(', ') || 'an empty file'}`, {
      file,
      missing,
      columns,
    });
  }
  const twice = columns.find((column, c) => columns.indexOf(column) !== c);
  if (twice !== undefined) {
    throw new EcgError('malformed-input', `parseCsv: ${file} must name every column once, got ${twice} twice`, {
      file,
    });
  }
}
