import type { BeatClass, Beats } from '../beats/index.ts';
import type { WaveFiducials } from '../record/index.ts';
import { gather, type Measured, mapOutcome, NoValue, type Outcome } from './outcome.ts';
import { qtcBazettMs, qtcFraminghamMs, qtcFridericiaMs, qtcHodgesMs, qtcRautaharjuMs } from './qtc.ts';
import { type RrMethod, representativeRrMs } from './rhythm.ts';
import { rrIntervals } from './rr-intervals.ts';
import { greatest, least, median } from './statistics.ts';
import type { UsualBeats } from './usual-beats.ts';

/** Global durations: from the earliest onset to the latest offset over the leads, the median over the usual beats. */
export interface IntervalValues {
  /** What kind of beat was measured; premature ones are left out. */
  readonly beatClass: BeatClass;
  /** How many beats were delineated. */
  readonly beatCount: number;
  /** Between two samples: no interval is known better than that. */
  readonly resolutionMs: number;
  readonly pMs: number;
  /** Onset of P to onset of QRS. */
  readonly prMs: number;
  readonly prMinMs: number;
  readonly prMaxMs: number;
  readonly qrsMs: number;
  /** Onset of QRS to end of T. */
  readonly qtMs: number;
  /** End of QRS to end of T, where QRS has 120 ms or more. */
  readonly jtMs: number;
  /** RR interval that QT was corrected with. */
  readonly qtcRrMs: number;
  /** The median RR interval in a regular rhythm, otherwise the mean: as QT, over all beats and never of a single one. */
  readonly qtcRrMethod: RrMethod;
  /** The one to use unless there is a reason for another. */
  readonly qtcFridericiaMs: number;
  /** From 60 to 100/min only. */
  readonly qtcBazettMs: number;
  readonly qtcFraminghamMs: number;
  readonly qtcHodgesMs: number;
  readonly qtcRautaharjuMs: number;
}

/** Global intervals; what could not be measured is `undefined` with its reason in `notMeasured`. */
export type Intervals = Measured<IntervalValues>;

/** Complete bundle-branch block and other wide QRS: Surawicz B et al., AHA/ACCF/HRS part III, Circulation 2009;119:e235. */
const WIDE_QRS_MS = 120;
const BAZETT_BPM = [60, 100] as const;

/** Measures the global intervals, from fused fiducials. */
export function measureIntervals(beats: Beats, usual: Outcome<UsualBeats>): Intervals {
  const { fs } = beats;
  const between = (from: keyof WaveFiducials, to: keyof WaveFiducials, name: string) =>
    mapOutcome(usual, (found) =>
      durationsMs(
        found.beats.map(({ waves }) => waves),
        from,
        to,
        fs,
        name,
      ),
    );
  const prMs = between('pOn', 'qrsOn', 'P');
  const qrsMs = mapOutcome(between('qrsOn', 'qrsOff', 'QRS'), median);
  const qtMs = mapOutcome(between('qrsOn', 'tOff', 'the end of T'), median);
  return gather<IntervalValues>({
    beatClass: mapOutcome(usual, ({ beatClass }) => beatClass),
    beatCount: mapOutcome(usual, (found) => found.beats.length),
    resolutionMs: 1000 / fs,
    pMs: mapOutcome(between('pOn', 'pOff', 'P'), median),
    prMs: mapOutcome(prMs, median),
    prMinMs: mapOutcome(prMs, least),
    prMaxMs: mapOutcome(prMs, greatest),
    qrsMs,
    qtMs,
    jtMs: mapOutcome(qrsMs, (ms) =>
      ms < WIDE_QRS_MS
        ? new NoValue(`JT is given where QRS has ${WIDE_QRS_MS} ms or more`)
        : mapOutcome(between('qrsOff', 'tOff', 'the end of T'), median),
    ),
    ...correctedQt(beats, qtMs),
  });
}

/** Corrected QT by five formulas, with the RR interval that was used. */
function correctedQt(beats: Beats, qtMs: Outcome<number>) {
  const intervals = rrIntervals(beats);
  const rr: Outcome<ReturnType<typeof representativeRrMs>> =
    intervals.length > 0 ? representativeRrMs(intervals) : new NoValue('an RR interval needs two beats');
  const corrected = (formula: (qtMs: number, rrMs: number) => number) =>
    mapOutcome(qtMs, (qt) => mapOutcome(rr, ({ ms }) => formula(qt, ms)));
  return {
    qtcRrMs: mapOutcome(rr, ({ ms }) => ms),
    qtcRrMethod: mapOutcome(rr, ({ method }) => method),
    qtcFridericiaMs: corrected(qtcFridericiaMs),
    qtcBazettMs: mapOutcome(rr, ({ ms }) => bazettOutside(60_000 / ms) ?? corrected(qtcBazettMs)),
    qtcFraminghamMs: corrected(qtcFraminghamMs),
    qtcHodgesMs: corrected(qtcHodgesMs),
    qtcRautaharjuMs: corrected(qtcRautaharjuMs),
  };
}

function bazettOutside(bpm: number): NoValue | undefined {
  const [slowest, fastest] = BAZETT_BPM;
  if (bpm >= slowest && bpm <= fastest) return undefined;
  return new NoValue(`Bazett's formula misleads outside ${slowest}–${fastest}/min, the rate is ${Math.round(bpm)}/min`);
}

/**
 * From one fiducial to another in each beat that has both, in ms; no value where fewer than half of the beats have them: what is seen
 * in a few beats only is not typical of the record.
 *
 * @param name of what is missing where it is, for the reason
 */
export function durationsMs(
  entries: readonly WaveFiducials[],
  from: keyof WaveFiducials,
  to: keyof WaveFiducials,
  fs: number,
  name: string,
): Outcome<readonly number[]> {
  const found = entries.flatMap((waves) => {
    const [start, end] = [waves[from], waves[to]];
    return start === undefined || end === undefined ? [] : [(1000 * (end - start)) / fs];
  });
  if (found.length > 0 && 2 * found.length >= entries.length) return found;
  return new NoValue(`${name} could be delineated in ${found.length} of ${entries.length} beats`);
}
