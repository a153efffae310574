import type { Opinion } from 'einthoven/findings';
import type { WaveFiducials } from 'einthoven/record';

/** A fiducial that a reader moved, ms from the onset of QRS as it was measured. */
export interface FiducialEdit {
  readonly fiducial: keyof WaveFiducials;
  /** As the network measured it. */
  readonly measuredMs: number;
  /** Before this edit: the measured value, or that of an earlier edit. */
  readonly previousMs: number;
  readonly editedMs: number;
}

/** What a reader says about a finding or the record, or did to a fiducial. Entries are added, never changed. */
export interface ReviewEntry extends Omit<Opinion, 'action'> {
  /** ISO 8601. */
  readonly at: string;
  /** SHA-256 of the record's samples, or its id on the server. */
  readonly record: string;
  readonly action: Opinion['action'] | 'edit-fiducial';
  readonly comment: string | null;
  readonly edit?: FiducialEdit;
}

/** A record that was judged here: what the queue shows without reading it again. */
export interface KnownRecord {
  readonly sha256: string;
  readonly name: string;
  readonly durationSec: number;
  /** ISO 8601. */
  readonly judgedAt: string;
  /** Classes that were found present. */
  readonly present: readonly string[];
}

/** The entries that are opinions, which add up to the state of a review. */
export function opinionsAmong(entries: readonly ReviewEntry[]): readonly Opinion[] {
  return entries.flatMap(({ action, author, statement }) =>
    action === 'edit-fiducial' ? [] : [{ action, author, statement }],
  );
}

/** What each reader last said of a statement: present or absent. */
export function verdictsOn(entries: readonly ReviewEntry[], statement: string): ReadonlyMap<string, boolean> {
  const verdicts = new Map<string, boolean>();
  for (const { action, author, statement: about } of entries) {
    if (about !== statement) continue;
    if (action === 'confirm' || action === 'add') verdicts.set(author, true);
    if (action === 'reject') verdicts.set(author, false);
  }
  return verdicts;
}

/** What was settled about a statement: by adjudication, else by readers who agree; `undefined` where nobody spoke or they differ. */
export function settled(entries: readonly ReviewEntry[], statement: string): boolean | undefined {
  const last = entries.findLast(
    ({ action, statement: about }) => about === statement && action.startsWith('adjudicate'),
  );
  if (last !== undefined) return last.action === 'adjudicate-present';
  const verdicts = new Set(verdictsOn(entries, statement).values());
  return verdicts.size === 1 ? [...verdicts][0] : undefined;
}

/** Where fiducials stand after all edits, ms moved from where they were measured. */
export function movedMs(entries: readonly ReviewEntry[]): Readonly<Partial<Record<keyof WaveFiducials, number>>> {
  const moved: Partial<Record<keyof WaveFiducials, number>> = {};
  for (const { edit } of entries) if (edit !== undefined) moved[edit.fiducial] = edit.editedMs - edit.measuredMs;
  return moved;
}
