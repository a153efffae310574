import { type EcgRow, parseCsv, parsePtbxlDatabase, parsePtbxlLabels } from 'einthoven/datasets';
import type { EvaluationReport } from 'einthoven/evaluate';

/** An epoch of a training, as its log has it. */
export interface Epoch {
  readonly epoch: number;
  readonly loss: number;
  readonly validationAuc?: number;
}

/** A report of `einthoven evaluate --json` or `einthoven metrics --json`. */
export interface Evaluated extends EvaluationReport {
  readonly model?: string;
  readonly task?: string;
  readonly folds?: readonly number[];
  readonly subgroups?: readonly Subgroup[];
}

/** A subgroup of such a report. */
export interface Subgroup {
  readonly subgroup: string;
  readonly n: number;
  readonly macroAuc?: number;
  readonly macroEce?: number;
}

/** Labels and scores of records, from which everything else is computed here. */
export interface PredictedClasses {
  readonly classes: readonly string[];
  /** `[records][classes]`. */
  readonly labels: readonly (readonly number[])[];
  readonly scores: readonly (readonly number[])[];
}

/** What a file about a data set turned out to be. */
export type DatasetFile =
  | {
      readonly kind: 'labels';
      readonly name: string;
      readonly rows: readonly EcgRow[];
      readonly quality: QualityCounts;
    }
  | { readonly kind: 'evaluation'; readonly name: string; readonly report: Evaluated }
  | { readonly kind: 'predictions'; readonly name: string; readonly predictions: PredictedClasses }
  | { readonly kind: 'training'; readonly name: string; readonly epochs: readonly Epoch[] };

/** Records that PTB-XL's columns on quality remark upon, by column. */
export type QualityCounts = Readonly<Record<string, number>>;

const QUALITY_COLUMNS = [
  'baseline_drift',
  'static_noise',
  'burst_noise',
  'electrodes_problems',
  'extra_beats',
  'pacemaker',
];

/**
 * Reads a file by what is in it: labels as CSV (PTB-XL's table, or a list of codes), a report or predictions as JSON, a training's log
 * as lines of JSON.
 *
 * @throws Error that says what was expected; EcgError for a table that breaks a rule
 */
export function readDatasetFile(name: string, text: string): DatasetFile {
  const head = text.trimStart();
  if (head === '') throw new Error(`${name} is empty.`);
  if (!head.startsWith('{')) return readLabels(name, text);
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  const first = parsed(lines[0] ?? '');
  if (isEpoch(first)) return { kind: 'training', name, epochs: lines.map((line) => parsed(line)).filter(isEpoch) };
  const whole = parsed(head);
  if (isEvaluated(whole)) return { kind: 'evaluation', name, report: whole };
  if (isPredictions(whole)) return { kind: 'predictions', name, predictions: checked(name, whole) };
  throw new Error(
    `${name} is JSON, but neither a report of einthoven evaluate --json, nor predictions (classes, labels, scores), nor a training's log.`,
  );
}

function readLabels(name: string, text: string): DatasetFile {
  const header = text.slice(0, text.indexOf('\n'));
  const columns = header.trim().split(',');
  const rows = columns.includes('codes')
    ? parsePtbxlLabels(text, { file: name })
    : parsePtbxlDatabase(text, { file: name });
  return { kind: 'labels', name, rows, quality: qualityCounts(text, columns) };
}

/** The columns hold remarks in words, or nothing. */
function qualityCounts(text: string, columns: readonly string[]): QualityCounts {
  const present = QUALITY_COLUMNS.filter((column) => columns.includes(column));
  if (present.length === 0) return {};
  const rows = parseCsv(text, { file: 'labels', required: present });
  return Object.fromEntries(
    present.map((column) => [column, rows.filter((row) => (row[column] ?? '').trim() !== '').length]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function isEpoch(value: unknown): value is Epoch {
  return isRecord(value) && typeof value.epoch === 'number' && typeof value.loss === 'number';
}

function isEvaluated(value: unknown): value is Evaluated {
  return isRecord(value) && typeof value.n === 'number' && isRecord(value.classes) && isRecord(value.frequent);
}

function isPredictions(value: unknown): value is PredictedClasses {
  return isRecord(value) && [value.classes, value.labels, value.scores].every(Array.isArray);
}

/** Every row must have a number for every class. */
function checked(name: string, predictions: PredictedClasses): PredictedClasses {
  const { classes, labels, scores } = predictions;
  if (labels.length !== scores.length) {
    throw new Error(
      `${name}: there must be as many rows of labels as of scores, got ${labels.length} and ${scores.length}.`,
    );
  }
  const isWhole = (row: unknown) =>
    Array.isArray(row) && row.length === classes.length && row.every((value) => Number.isFinite(value));
  const odd = [...labels, ...scores].findIndex((row) => !isWhole(row));
  if (odd >= 0)
    throw new Error(`${name}: row ${odd % labels.length} must have ${classes.length} numbers, one per class.`);
  return predictions;
}
