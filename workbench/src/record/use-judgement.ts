import { useEffect, useState } from 'react';
import type { Line } from '../line/line.ts';
import type { Judgement, OpenedRecord, Progress, Slot } from '../line/tasks.ts';
import type { RecordFiles } from '../open/record-files.ts';

/** How far a record is on its way to a judgement. */
export interface RecordState {
  readonly opened?: OpenedRecord;
  readonly judgement?: Judgement;
  /** What is being done; absent when nothing is. */
  readonly progress?: Progress;
  /** What could not be done, and why, in words. */
  readonly failure?: { readonly what: string; readonly why: string };
}

/** Reads a record, then judges it. What is known is there as soon as it is known. */
export function useJudgement(line: Line, files: RecordFiles, slot: Slot): RecordState {
  const [state, setState] = useState<RecordState>({ progress: { stage: 'Reading' } });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const update = (next: (state: RecordState) => RecordState) => {
      if (!signal.aborted) setState(next);
    };
    const fail = (what: string) => (error: Error) => {
      update(({ progress: _, ...known }) => ({ ...known, failure: { what, why: error.message } }));
    };
    const judge = () => {
      const onProgress = (progress: Progress) => update((known) => ({ ...known, progress }));
      line
        .ask('judge', { slot }, { onProgress, signal })
        .then(
          (judgement) => update(({ progress: _, ...known }) => ({ ...known, judgement })),
          fail('The record was read, but could not be judged'),
        );
    };
    line.ask('open', { slot, files }, { signal }).then((opened) => {
      update((known) => ({ ...known, opened }));
      if (!signal.aborted) judge();
    }, fail('The record could not be read'));
    return () => leaving.abort();
  }, [line, files, slot]);
  return state;
}
