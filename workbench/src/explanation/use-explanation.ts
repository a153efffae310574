import { useEffect, useRef, useState } from 'react';
import type { Line, LineError } from '../line/line.ts';
import type { ClassOfTask, Explanation, Judgement, Progress } from '../line/tasks.ts';

/** How far the explanation of a class is. */
export interface ExplanationState {
  readonly target: ClassOfTask;
  readonly progress?: Progress;
  readonly explanation?: Explanation;
  readonly failure?: string;
}

/** Explanations of classes, one at a time. */
export interface Explaining {
  /** Absent when nothing was asked, or it was put away. */
  readonly state?: ExplanationState;
  readonly explain: (target: ClassOfTask) => void;
  /** Cancels what is under way, and takes the colours away. */
  readonly clear: () => void;
}

/**
 * Asks the worker what classes of the current record rest on.
 *
 * @param judgement that is explained; with another one, explanations of the one before are put away
 */
export function useExplanation(line: Line, judgement: Judgement | undefined): Explaining {
  const [state, setState] = useState<ExplanationState>();
  const underWay = useRef<AbortController>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that ends what is under way
  useEffect(
    () => () => {
      underWay.current?.abort();
      setState(undefined);
    },
    [judgement],
  );

  const clear = () => {
    underWay.current?.abort();
    setState(undefined);
  };
  const explain = (target: ClassOfTask) => {
    clear();
    const controller = new AbortController();
    underWay.current = controller;
    const { signal } = controller;
    const update = (next: ExplanationState) => {
      if (!signal.aborted) setState(next);
    };
    update({ target, progress: { stage: 'Waiting' } });
    const onProgress = (progress: Progress) => update({ target, progress });
    line.ask('explain', { slot: 'current', target }, { onProgress, signal }).then(
      (explanation) => update({ target, explanation }),
      (error: LineError) => update({ target, failure: error.message }),
    );
  };
  return { ...(state !== undefined && { state }), explain, clear };
}
