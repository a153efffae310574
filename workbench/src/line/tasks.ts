import type { MedianBeat } from 'einthoven/beats';
import type { MeasuredRecord } from 'einthoven/features';
import type { EcgRecord } from 'einthoven/record';
import type { Diagnosis, EvidenceBundle, RecordHead } from 'einthoven/report';
import type { RecordFiles } from '../open/record-files.ts';

/** A record that was read. */
export interface OpenedRecord {
  /** Of the whole recording. */
  readonly head: RecordHead;
  /** What is judged and measured: the whole, or the first minute of a longer recording. */
  readonly record: EcgRecord;
  readonly isWhole: boolean;
}

/** Everything that the line from record to report says. */
export interface Judgement {
  readonly diagnosis: Diagnosis;
  readonly measured: MeasuredRecord;
  readonly median: MedianBeat;
  readonly bundle: EvidenceBundle;
  /** Milliseconds that it took, models being loaded. */
  readonly tookMs: number;
}

/** What the worker does: what each task takes and gives. */
export interface LineTasks {
  /** Reads a record, which all other tasks are then about. */
  readonly open: { takes: RecordFiles; gives: OpenedRecord };
  /** Quality, beats, waves, measurements, model, criteria, decisions. */
  readonly judge: { takes: undefined; gives: Judgement };
}

/** The name of a task. */
export type TaskName = keyof LineTasks;

/** How far a task is: in words, and as a share where it is known. */
export interface Progress {
  readonly stage: string;
  readonly share?: number;
}

/** To the worker. */
export type LineRequest =
  | { readonly kind: 'ask'; readonly id: number; readonly task: TaskName; readonly takes: unknown }
  | { readonly kind: 'cancel'; readonly id: number };

/** From the worker. */
export type LineReply =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failure'; readonly id: number; readonly failure: LineFailure };

/** Why there is no result. */
export interface LineFailure {
  /** Of an `EcgError`, or `fault` where the program is at fault, or `cancelled`. */
  readonly code: string;
  readonly message: string;
}
