import { useCallback, useEffect, useRef, useState } from 'react';
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

/** A record on its way, and how to have another minute of a longer recording judged. */
export interface Judging extends RecordState {
  /** @param from sample at which the minute begins */
  readonly judgeFrom: (from: number) => void;
}

/** Reads a record, then judges it. What is known is there as soon as it is known. */
export function useJudgement(line: Line, files: RecordFiles, slot: Slot): Judging {
  const [state, setState] = useState<RecordState>({ progress: { stage: 'Reading' } });
  const underWay = useRef<AbortController>(undefined);

  /** Ends what is under way, and gives what the next needs to tell how far it is. */
  const begin = useCallback(() => {
    underWay.current?.abort();
    const leaving = new AbortController();
    underWay.current = leaving;
    const { signal } = leaving;
    const update = (next: (state: RecordState) => RecordState) => {
      if (!signal.aborted) setState(next);
    };
    const fail = (what: string) => (error: Error) => {
      update(({ progress: _, ...known }) => ({ ...known, failure: { what, why: error.message } }));
    };
    const judge = (from?: number) => {
      const onProgress = (progress: Progress) => update(({ failure: _, ...known }) => ({ ...known, progress }));
      line
        .ask('judge', { slot, from }, { onProgress, signal })
        .then(
          (judgement) => update(({ progress: _, ...known }) => ({ ...known, judgement })),
          fail('The record was read, but could not be judged'),
        );
    };
    return { signal, update, fail, judge };
  }, [line, slot]);

  useEffect(() => {
    const { signal, update, fail, judge } = begin();
    line.ask('open', { slot, files }, { signal }).then((opened) => {
      update((known) => ({ ...known, opened }));
      if (!signal.aborted) judge();
    }, fail('The record could not be read'));
    return () => underWay.current?.abort();
  }, [line, files, slot, begin]);
  const judgeFrom = useCallback((from: number) => begin().judge(from), [begin]);
  return { ...state, judgeFrom };
}
