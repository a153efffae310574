import { qtcFridericiaMs } from 'einthoven/features';
import type { WaveFiducials } from 'einthoven/record';

/** The boundaries of the usual beat that intervals rest on, in the order of time. */
export type BeatBoundary = Extract<keyof WaveFiducials, 'pOn' | 'pOff' | 'qrsOn' | 'qrsOff' | 'tOff'>;

/** A boundary on the usual beat. */
export interface BeatMark {
  readonly name: BeatBoundary;
  /** ms after R, below 0 before it; as it was measured. */
  readonly measuredMs: number;
  /** The same as a reader put it; as measured where nobody did. */
  readonly editedMs: number;
}

/** Intervals between the marks of a beat, ms; those that lack a mark are absent. */
export interface BeatIntervals {
  readonly pMs?: number;
  readonly prMs?: number;
  readonly qrsMs?: number;
  readonly qtMs?: number;
  readonly qtcMs?: number;
}

/** Marks nearer than this would leave nothing between them. */
const LEAST_GAP_MS = 4;

/** A mark put elsewhere, as far as its neighbours and the beat allow it: the order of waves stays. */
export function placeMark(
  marks: readonly BeatMark[],
  name: BeatBoundary,
  toMs: number,
  [firstMs, lastMs]: readonly [number, number],
): readonly BeatMark[] {
  const place = marks.findIndex((mark) => mark.name === name);
  const least = place > 0 ? (marks[place - 1] as BeatMark).editedMs + LEAST_GAP_MS : firstMs;
  const most = place + 1 < marks.length ? (marks[place + 1] as BeatMark).editedMs - LEAST_GAP_MS : lastMs;
  return marks.map((mark, n) => (n === place ? { ...mark, editedMs: Math.max(least, Math.min(most, toMs)) } : mark));
}

/**
 * The intervals of a beat as its marks have them.
 *
 * @param rrMs for the correction of QT (Fridericia); none without it
 */
export function beatIntervals(
  marks: readonly BeatMark[],
  which: 'measuredMs' | 'editedMs',
  rrMs: number | undefined,
): BeatIntervals {
  const at = new Map(marks.map((mark) => [mark.name, mark[which]]));
  const between = (from: BeatBoundary, to: BeatBoundary) => {
    const [start, end] = [at.get(from), at.get(to)];
    return start === undefined || end === undefined ? undefined : end - start;
  };
  const qtMs = between('qrsOn', 'tOff');
  const intervals = {
    pMs: between('pOn', 'pOff'),
    prMs: between('pOn', 'qrsOn'),
    qrsMs: between('qrsOn', 'qrsOff'),
    qtMs,
    qtcMs: qtMs === undefined || rrMs === undefined ? undefined : qtcFridericiaMs(qtMs, rrMs),
  };
  return Object.fromEntries(Object.entries(intervals).filter(([, ms]) => ms !== undefined));
}
