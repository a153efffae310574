/**
 * Data sets to learn from and to be judged by. PTB-XL's CSV becomes rows (`parsePtbxlDatabase`): who, which statements, which
 * fold. Rows become the labels of a task (`labelRows`), by the rule that every statement counts whatever its likelihood, and
 * are parted by fold (`selectFolds`), a patient never in two. A data set without folds gets them from `assignFolds`.
 *
 * Samples live in an `EcgStore`: all records in one shared array of counts. In Node, `loadStore` fills it from folders in
 * PTB-XL's layout or from a packed store, which `packRecords` writes and which loads in seconds; see `einthoven/node`.
 */
export { assignFolds, type FoldOptions } from './assign-folds.ts';
export { checkStatements } from './check-statements.ts';
export { type CsvExpectation, type CsvRow, type FileName, parseCsv } from './csv.ts';
export type { DataSource } from './data-source.ts';
export {
  assertPatientsApart,
  type EcgRow,
  joinRows,
  type NamedRows,
  patientOf,
  type UnfoldedEcgRow,
} from './ecg-row.ts';
export { parseFolds, selectFolds } from './folds.ts';
export { type LabelledRows, type LabelMatrix, labelMatrix, labelRows } from './labels.ts';
export { parsePtbxlDatabase, parsePtbxlLabels, parseUnfoldedDatabase } from './ptbxl.ts';
export { parseScpCodes, type Statements } from './scp-codes.ts';
export {
  COUNTS_PER_UNIT,
  countsPerRecord,
  type EcgStore,
  encodeRecord,
  MISSING_COUNT,
  type StoreLayout,
  storeRecord,
} from './store.ts';
