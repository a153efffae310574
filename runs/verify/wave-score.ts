import { bootstrapIntervals, type Interval } from '../../src/evaluate/index.ts';
import type { Delineation } from '../../src/features/index.ts';
import { createRandom } from '../../src/random.ts';
import type { WaveFiducials } from '../../src/record/index.ts';
import type { ReferenceLeads, ReferenceWave } from './ludb.ts';

/** Every mark that is scored, in the order of time. */
export const MARKS = ['pOn', 'pPeak', 'pOff', 'qrsOn', 'rPeak', 'qrsOff', 'tOn', 'tPeak', 'tOff'] as const;

/** A boundary or a peak of a wave. */
export type Mark = (typeof MARKS)[number];

const PLACES: Readonly<Record<Mark, readonly [ReferenceWave['wave'], 'on' | 'peak' | 'off']>> = {
  pOn: ['p', 'on'],
  pPeak: ['p', 'peak'],
  pOff: ['p', 'off'],
  qrsOn: ['qrs', 'on'],
  rPeak: ['qrs', 'peak'],
  qrsOff: ['qrs', 'off'],
  tOn: ['t', 'on'],
  tPeak: ['t', 'peak'],
  tOff: ['t', 'off'],
};

/** How far a detection may be from the mark that it stands for, in ms. */
export const TOLERANCE_MS = 150;

/** What became of the marks of one kind: sums that records and leads add up to. */
export interface MarkCounts {
  readonly found: number;
  readonly missed: number;
  readonly invented: number;
  /** Sum of detection − mark over those found, in ms, and of its squares. */
  readonly sumMs: number;
  readonly sumSquaresMs: number;
}

/** The counts of one record or lead, for every mark. */
export type WaveCounts = Readonly<Record<Mark, MarkCounts>>;

/**
 * Scores a delineation lead by lead against marked waves; a lead that was left out missed all of them.
 *
 * Each kind of mark by itself: pairs of mark and detection at most 150 ms apart are joined, nearest first, each at most once. A mark
 * that is left over was missed, a detection that is left over was invented, with three exceptions, since there the reference does not
 * say that there is nothing: (1) earlier than 150 ms before the lead's first mark or later than 150 ms after its last; (2) within these
 * margins, when it is of another wave than the first or last one marked: annotation mostly starts with a QRS whose P, and ends with a
 * QRS whose T was not marked; (3) within 150 ms of a wave of its kind that lacks this very mark. No mark is dropped: the first and the
 * last wave of a lead count as any other.
 */
export function scoreLeads(reference: ReferenceLeads, delineation: Delineation, fs: number): WaveCounts {
  const perLead = Object.entries(reference).map(([lead, waves]) =>
    scoreWaves(waves, delineation.leads[lead] ?? [], fs, delineation.fs),
  );
  return addCounts(perLead);
}

/**
 * Scores one sequence of waves: a lead, or `fused` against `fuseReference`. The rules are those of `scoreLeads`; a doubtful wave may be
 * found or not, and counts neither way.
 *
 * @param fs Hz of the reference
 * @param detectedFs Hz of what was detected
 */
export function scoreWaves(
  reference: readonly ReferenceWave[],
  detected: readonly WaveFiducials[],
  fs: number,
  detectedFs: number,
): WaveCounts {
  const toMs = 1000 / fs;
  const isCounted = countedDetections(reference, toMs);
  return byMark((mark) => {
    const [wave, place] = PLACES[mark];
    const marks = reference.flatMap((one) => {
      const sample = one.wave === wave ? one[place] : undefined;
      return sample === undefined ? [] : [{ ms: sample * toMs, isDoubtful: one.isDoubtful === true }];
    });
    const detections = detected.flatMap((beat) => {
      const sample = beat[mark];
      return sample === undefined ? [] : [(sample * 1000) / detectedFs];
    });
    const { pairs, leftOver } = joinNearest(marks, detections);
    const errors = pairs.flatMap(({ mark, error }) => (mark.isDoubtful ? [] : [error]));
    const invented = leftOver.filter((ms) => isCounted(ms, wave, place)).length;
    return {
      found: errors.length,
      missed: marks.filter(({ isDoubtful }) => !isDoubtful).length - errors.length,
      invented,
      sumMs: errors.reduce((sum, error) => sum + error, 0),
      sumSquaresMs: errors.reduce((sum, error) => sum + error * error, 0),
    };
  });
}

/** Joins marks and detections at most 150 ms apart, nearest first; answers the pairs, and the detections left over. */
function joinNearest<T extends { readonly ms: number }>(marks: readonly T[], detections: readonly number[]) {
  const candidates = marks.flatMap((mark) =>
    detections.flatMap((ms, d) => (Math.abs(ms - mark.ms) <= TOLERANCE_MS ? [{ mark, d, error: ms - mark.ms }] : [])),
  );
  candidates.sort((a, b) => Math.abs(a.error) - Math.abs(b.error));
  const [joinedMarks, joinedDetections] = [new Set<T>(), new Set<number>()];
  const pairs = candidates.filter(({ mark, d }) => {
    if (joinedMarks.has(mark) || joinedDetections.has(d)) return false;
    joinedMarks.add(mark);
    joinedDetections.add(d);
    return true;
  });
  return { pairs, leftOver: detections.filter((_, d) => !joinedDetections.has(d)) };
}

/** Whether a detection without a mark is an error there, or the reference leaves it open. */
function countedDetections(reference: readonly ReferenceWave[], toMs: number) {
  const timesOf = ({ on, peak, off }: ReferenceWave) =>
    [on, peak, off].flatMap((sample) => (sample === undefined ? [] : [sample * toMs]));
  const [first, last] = [reference[0], reference.at(-1)];
  const start = Math.min(...(first ? timesOf(first) : []));
  const end = Math.max(...(last ? timesOf(last) : []));
  return (ms: number, wave: ReferenceWave['wave'], place: 'on' | 'peak' | 'off'): boolean => {
    if (ms < start - TOLERANCE_MS || ms > end + TOLERANCE_MS) return false;
    if ((ms < start && wave !== first?.wave) || (ms > end && wave !== last?.wave)) return false;
    return !reference.some(
      (one) =>
        one.wave === wave &&
        one[place] === undefined &&
        timesOf(one).some((time) => Math.abs(time - ms) <= TOLERANCE_MS),
    );
  };
}

/** The sum of counts. */
export function addCounts(counts: readonly WaveCounts[]): WaveCounts {
  return byMark((mark) => weigh(counts, mark, () => 1));
}

function weigh(counts: readonly WaveCounts[], mark: Mark, weightOf: (index: number) => number): MarkCounts {
  let [found, missed, invented, sumMs, sumSquaresMs] = [0, 0, 0, 0, 0];
  counts.forEach(({ [mark]: one }, index) => {
    const weight = weightOf(index);
    found += weight * one.found;
    missed += weight * one.missed;
    invented += weight * one.invented;
    sumMs += weight * one.sumMs;
    sumSquaresMs += weight * one.sumSquaresMs;
  });
  return { found, missed, invented, sumMs, sumSquaresMs };
}

/** A figure and its 95 % interval; `undefined` where it cannot be measured. */
export interface Figure {
  readonly value: number | undefined;
  readonly interval: Interval | undefined;
}

/** How well a kind of mark is found, and how exactly where it is. */
export interface MarkScore {
  /** Marks of the reference. */
  readonly marks: number;
  readonly sensitivity: Figure;
  readonly precision: Figure;
  readonly f1: Figure;
  /** Mean of detection − mark: positive is late. */
  readonly meanErrorMs: Figure;
  /** Standard deviation of detection − mark, over all that were found. */
  readonly sdErrorMs: Figure;
}

/** The figures of many records, with percentile intervals from 1000 resamples of the records (seed 1). */
export function summariseWaves(records: readonly WaveCounts[]): Readonly<Record<Mark, MarkScore>> {
  const total = addCounts(records);
  const intervals = bootstrapIntervals(
    records.length,
    MARKS.map((mark) => (multiplicities) => {
      const values = figuresOf(weigh(records, mark, (index) => multiplicities[index] ?? 0));
      return values.every((value) => value !== undefined) ? (values as number[]) : undefined;
    }),
    { random: createRandom(1) },
  );
  return byMark((mark) => {
    const values = figuresOf(total[mark]);
    const of = (figure: number) => ({ value: values[figure], interval: intervals[MARKS.indexOf(mark)]?.[figure] });
    return {
      marks: total[mark].found + total[mark].missed,
      sensitivity: of(0),
      precision: of(1),
      f1: of(2),
      meanErrorMs: of(3),
      sdErrorMs: of(4),
    };
  });
}

/** Sensitivity, precision, F1, mean error and its standard deviation. */
function figuresOf({ found, missed, invented, sumMs, sumSquaresMs }: MarkCounts): (number | undefined)[] {
  const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : undefined);
  const mean = ratio(sumMs, found);
  const variance = mean === undefined || found < 2 ? undefined : (sumSquaresMs - found * mean * mean) / (found - 1);
  return [
    ratio(found, found + missed),
    ratio(found, found + invented),
    ratio(2 * found, 2 * found + missed + invented),
    mean,
    variance === undefined ? undefined : Math.sqrt(Math.max(0, variance)),
  ];
}

function byMark<T>(make: (mark: Mark) => T): Record<Mark, T> {
  return Object.fromEntries(MARKS.map((mark) => [mark, make(mark)])) as Record<Mark, T>;
}
