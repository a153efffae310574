import { EcgError } from '../errors.ts';
import { type CsvRow, type FileName, parseCsv } from './csv.ts';
import { type EcgRow, joinRows, type UnfoldedEcgRow } from './ecg-row.ts';
import { parseScpCodes } from './scp-codes.ts';

/**
 * Rows of PTB-XL's `ptbxl_database.csv`, or of a file of the same layout. Needed are the columns `ecg_id`, `patient_id`,
 * `scp_codes`, `strat_fold` and at least one of `filename_lr` (100 Hz) and `filename_hr` (500 Hz); the others may be missing.
 * Conventions: sex 0 is male, 1 female; age 300 stands for "over 89"; ids written as floats (`15709.0`) are integers.
 *
 * @throws EcgError `malformed-input` naming file, row and value when a column is missing or a cell cannot be read
 */
export function parsePtbxlDatabase(text: string, { file = 'ptbxl_database.csv' }: FileName = {}): EcgRow[] {
  const cells = readRows('parsePtbxlDatabase', text, file, ['scp_codes', 'strat_fold']);
  const rows = cells.map((row) => ({ ...databaseRow(row), fold: readFold(row) }));
  return joinRows([{ name: file, rows }]);
}

/** The same for a file without folds; a column `strat_fold` is left unread. `assignFolds` makes folds for it. */
export function parseUnfoldedDatabase(text: string, { file = 'ptbxl_database.csv' }: FileName = {}): UnfoldedEcgRow[] {
  const rows = readRows('parseUnfoldedDatabase', text, file, ['scp_codes']).map(databaseRow);
  return joinRows([{ name: file, rows }]);
}

/**
 * Rows of a list of labels without recordings: `ecg_id,patient_id,age,sex,strat_fold,codes`, codes separated by spaces. Their
 * likelihood is not stated, which PTB-XL writes as 0.
 *
 * @throws EcgError `malformed-input` as `parsePtbxlDatabase`
 */
export function parsePtbxlLabels(text: string, { file = 'ptbxl-labels.csv' }: FileName = {}): EcgRow[] {
  const rows = readRows('parsePtbxlLabels', text, file, ['codes', 'strat_fold']).map((cells) => {
    const codes = (cells.row.codes ?? '').split(' ').filter((code) => code !== '');
    const literal = `{${codes.map((code) => `'${code}': 0.0`).join(', ')}}`;
    return { ...patientRow(cells), fold: readFold(cells), statements: parseScpCodes(literal, cells.where) };
  });
  return joinRows([{ name: file, rows }]);
}

/** A row, and what messages call it. */
interface Cells {
  readonly row: CsvRow;
  readonly caller: string;
  readonly where: string;
}

function readRows(caller: string, text: string, file: string, columns: readonly string[]): Cells[] {
  const rows = parseCsv(text, { file, required: ['ecg_id', 'patient_id', ...columns] });
  return rows.map((row, i) => ({ row, caller, where: `${file} row ${i + 1} (ecg_id ${row.ecg_id})` }));
}

function databaseRow(cells: Cells): UnfoldedEcgRow {
  const { row, where } = cells;
  const heightCm = readNumber(cells, 'height');
  const weightKg = readNumber(cells, 'weight');
  const { filename_lr: fileLowRate, filename_hr: fileHighRate } = row;
  if (!fileLowRate && !fileHighRate) throw refuse(cells, 'filename_lr or filename_hr must be stated, got neither');
  return {
    ...patientRow(cells),
    ...(heightCm !== undefined && { heightCm }),
    ...(weightKg !== undefined && { weightKg }),
    ...(row.recording_date && { recordedAt: row.recording_date }),
    ...(row.device && { device: row.device }),
    ...(row.report && { report: row.report }),
    ...readValidation(cells),
    statements: parseScpCodes(row.scp_codes ?? '', where),
    ...(fileLowRate && { fileLowRate }),
    ...(fileHighRate && { fileHighRate }),
  };
}

function patientRow(cells: Cells): Pick<EcgRow, 'ecgId' | 'patientId' | 'ageYears' | 'ageIsLowerBound' | 'sex'> {
  const ecgId = readNumber(cells, 'ecg_id');
  if (ecgId === undefined || !Number.isInteger(ecgId)) {
    throw refuse(cells, `ecg_id must be an integer, got ${ecgId ?? 'an empty cell'}`);
  }
  const patientId = (cells.row.patient_id ?? '').replace(/\.0$/, '');
  if (patientId === '') throw refuse(cells, 'patient_id must be stated, got an empty cell');
  return { ecgId, patientId, ...readAge(cells), ...readSex(cells) };
}

function readAge(cells: Cells): Pick<EcgRow, 'ageYears' | 'ageIsLowerBound'> {
  const ageYears = readNumber(cells, 'age');
  if (ageYears === undefined) return {};
  if (ageYears === 300) return { ageYears: 90, ageIsLowerBound: true };
  if (ageYears < 0 || ageYears > 120) throw refuse(cells, `age must be 0 to 120 years, or 300, got ${ageYears}`);
  return { ageYears };
}

function readSex(cells: Cells): Pick<EcgRow, 'sex'> {
  const sex = readNumber(cells, 'sex');
  if (sex === undefined) return {};
  if (sex === 0) return { sex: 'male' };
  if (sex === 1) return { sex: 'female' };
  throw refuse(cells, `sex must be 0 (male) or 1 (female), got ${sex}`);
}

function readValidation(cells: Cells): Pick<EcgRow, 'validatedByHuman'> {
  const cell = cells.row.validated_by_human;
  if (!cell) return {};
  if (cell === 'True' || cell === 'False') return { validatedByHuman: cell === 'True' };
  throw refuse(cells, `validated_by_human must be True or False, got ${cell}`);
}

function readFold(cells: Cells): number {
  const fold = readNumber(cells, 'strat_fold');
  if (fold !== undefined && Number.isInteger(fold) && fold >= 1) return fold;
  throw refuse(cells, `strat_fold must be an integer from 1, got ${fold ?? 'an empty cell'}`);
}

/** The number in a cell; `undefined` when the cell is empty or the column missing. */
function readNumber(cells: Cells, column: string): number | undefined {
  const cell = cells.row[column]?.trim();
  if (!cell) return undefined;
  const value = Number(cell);
  if (!Number.isFinite(value)) throw refuse(cells, `${column} must be a number, got ${cell}`);
  return value;
}

function refuse({ caller, where }: Cells, rule: string): EcgError {
  return new EcgError('malformed-input', `${caller}: ${where}: ${rule}`, { where });
}
