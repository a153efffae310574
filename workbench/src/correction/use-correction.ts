import { useEffect, useMemo, useState } from 'react';
import type { Line } from '../line/line.ts';
import type { FiducialShifts, Judgement } from '../line/tasks.ts';
import { movedMs } from '../review/review-entry.ts';
import type { Review } from '../review/use-review.ts';
import { type EditableFiducial, measuredFiducialsMs } from './beat-fiducials.ts';

/** Boundaries of the usual beat as measured and as readers put them, and the judgement that follows. */
export interface Correction {
  /** Ms after the onset of QRS, as measured. */
  readonly measuredMs: Readonly<Partial<Record<EditableFiducial, number>>>;
  /** By how much each stands elsewhere than it was measured. */
  readonly movedMs: Readonly<Partial<Record<EditableFiducial, number>>>;
  /** Absent where nothing was moved. */
  readonly judgement?: Judgement;
  readonly failure?: string;
  /** Moves a boundary, in ms after the onset of QRS as measured; kept in the review. */
  readonly edit: (fiducial: EditableFiducial, toMs: number) => void;
}

/** Judges the current record again whenever a reader moves a boundary; what was measured is kept beside it. */
export function useCorrection(line: Line, measured: Judgement | undefined, { entries, add }: Review): Correction {
  const measuredMs = useMemo(
    () => (measured === undefined ? {} : measuredFiducialsMs(measured.measured.waves)),
    [measured],
  );
  const moved = useMemo(() => movedMs(entries), [entries]);
  const [outcome, setOutcome] = useState<Pick<Correction, 'judgement' | 'failure'>>({});
  useEffect(() => {
    if (measured === undefined) return;
    const shifts = shiftsOf(moved, measured.measured.waves.fs);
    if (Object.keys(shifts).length === 0) {
      setOutcome({});
      return;
    }
    let isLatest = true;
    line.ask('correct', { slot: 'current', shifts }).then(
      (judgement) => isLatest && setOutcome({ judgement }),
      (error: Error) => isLatest && setOutcome({ failure: error.message }),
    );
    return () => {
      isLatest = false;
    };
  }, [line, measured, moved]);

  const edit = (fiducial: EditableFiducial, toMs: number) => {
    const at = measuredMs[fiducial];
    if (at === undefined) return;
    const previousMs = at + (moved[fiducial] ?? 0);
    if (toMs === previousMs) return;
    add({ action: 'edit-fiducial', statement: null, edit: { fiducial, measuredMs: at, previousMs, editedMs: toMs } });
  };
  return { measuredMs, movedMs: moved, ...outcome, edit };
}

function shiftsOf(moved: Correction['movedMs'], fs: number): FiducialShifts {
  const shifts = Object.entries(moved).map(([name, ms]) => [name, Math.round((ms * fs) / 1000)] as const);
  return Object.fromEntries(shifts.filter(([, samples]) => samples !== 0));
}
