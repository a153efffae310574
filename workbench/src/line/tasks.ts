import type { MedianBeat } from 'einthoven/beats';
import type { Novelty, SimilarCase } from 'einthoven/cases';
import type { Attribution, AttributionCell } from 'einthoven/explain';
import type { MeasuredRecord } from 'einthoven/features';
import type { EcgRecord, WaveFiducials } from 'einthoven/record';
import type { Diagnosis, EvidenceBundle, RecordHead } from 'einthoven/report';
import type { Task } from 'einthoven/statements';
import type { RecordFiles } from '../open/record-files.ts';

/** Longer recordings are read in parts, and judged by a minute of them: the first, as the server does, or one that a reader chooses. */
export const JUDGED_SEC = 60;

/** The record that the page is about, and the one that it is compared with. */
export type Slot = 'current' | 'previous';

/** A record that was read. */
export interface OpenedRecord {
  /** Of the whole recording. */
  readonly head: RecordHead;
  /** The whole, or the first minute of a longer recording. */
  readonly record: EcgRecord;
  /** Samples per lead of the whole. */
  readonly length: number;
}

/** Everything that the line from record to report says. */
export interface Judgement {
  readonly diagnosis: Diagnosis;
  readonly measured: MeasuredRecord;
  readonly median: MedianBeat;
  readonly bundle: EvidenceBundle;
  /** The sample of the whole recording at which what was judged begins. */
  readonly from: number;
  /** Milliseconds that it took, models being loaded. */
  readonly tookMs: number;
}

/** Samples by which fiducials of every beat are moved from where they were measured. */
export type FiducialShifts = Readonly<Partial<Record<keyof WaveFiducials, number>>>;

/** A class that is asked about. */
export interface ClassOfTask {
  readonly class: string;
  readonly task: Task;
}

/** What a class rests on. */
export interface Explanation {
  readonly attribution: Attribution;
  /** By lead and segment; absent where no wave was found. */
  readonly cells?: readonly AttributionCell[];
}

/** The training records that the model sees as most like a record. */
export interface SimilarRecords {
  readonly cases: readonly SimilarCase[];
  readonly novelty: Novelty;
  readonly index: { readonly cases: number; readonly data: string; readonly licence: string };
}

/** A stretch of one lead. */
export interface Stretch {
  readonly lead: string;
  readonly from: number;
  readonly to: number;
}

/** What the worker does: what each task takes and gives. */
export interface LineTasks {
  /** Reads a record into a slot; the other tasks are about the record of a slot. */
  readonly open: { takes: { slot: Slot; files: RecordFiles }; gives: OpenedRecord };
  /**
   * Quality, beats, waves, measurements, model, criteria, decisions.
   *
   * `from`: of a longer recording, the sample at which the minute begins that is judged, in place of the first
   */
  readonly judge: { takes: { slot: Slot; from?: number | undefined }; gives: Judgement };
  /** The same with fiducials as a reader puts them: measurements, criteria and decisions follow. */
  readonly correct: { takes: { slot: Slot; shifts: FiducialShifts }; gives: Judgement };
  readonly explain: { takes: { slot: Slot; target: ClassOfTask }; gives: Explanation };
  readonly similar: { takes: { slot: Slot }; gives: SimilarRecords };
  /** Samples of a recording that stays in its files. */
  readonly read: { takes: Stretch & { slot: Slot }; gives: Float32Array };
  /** Smallest and largest of each of some columns. The first call reads the whole recording. */
  readonly envelope: { takes: Stretch & { slot: Slot; columns: number }; gives: Float32Array };
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
