import type { Beats } from '../beats/index.ts';
import { EcgError } from '../errors.ts';
import type { Quality } from '../quality/index.ts';
import type { EcgRecord } from '../record/index.ts';
import type { PreparedSignal } from '../signal/index.ts';
import { type Atria, measureAtria } from './atria.ts';
import { type Axes, measureAxes } from './axes.ts';
import { type Conduction, measureConduction } from './conduction.ts';
import { type HeartRateVariability, measureHrv } from './hrv.ts';
import { type Intervals, measureIntervals } from './intervals.ts';
import { type LeadMeasurements, measureLead } from './leads.ts';
import { mapOutcome, type NoValue, type Outcome } from './outcome.ts';
import { measureRhythm, type Rhythm } from './rhythm.ts';
import { typicalBeat } from './typical-beat.ts';
import { recordRefusal } from './use-of-leads.ts';
import { type UsualBeats, usualBeats } from './usual-beats.ts';
import type { Delineation } from './waves.ts';

/** Everything that is measured on a record: groups of values, each with the reasons for those that are `undefined`. */
export interface Measurements {
  readonly rhythm: Rhythm;
  readonly atria: Atria;
  readonly intervals: Intervals;
  readonly axes: Axes;
  readonly conduction: Conduction;
  /** By lead name, every lead of the record. */
  readonly leads: Readonly<Record<string, LeadMeasurements>>;
  readonly hrv: HeartRateVariability;
}

/** What is known about the record before it is measured. */
export interface MeasuredFrom {
  readonly beats: Beats;
  readonly quality: Quality;
  readonly waves: Delineation;
}

/**
 * Measures a record: rhythm, P waves, intervals, axes, amplitudes and ST in each lead, heart rate variability. Intervals and
 * amplitudes are those of the usual beats (`usualBeats`), amplitudes of their median (`typicalBeat`). Nothing is measured on leads or
 * records that their quality refuses for it, and no amplitude after a filter that bends ST.
 *
 * @param record the samples that beats and waves were found in, best as they were recorded, at 500 Hz; a record of minutes at most
 * (for longer ones `measureRhythm` and `measureHrv` on the whole)
 * @throws EcgError `invalid-argument` when beats or waves are of another sampling rate
 */
export function measure(record: EcgRecord | PreparedSignal, { beats, quality, waves }: MeasuredFrom): Measurements {
  requireSameRate(record, beats, waves);
  const judged: Beats = refuseBeats(beats, recordRefusal(quality, 'rhythm'));
  const usual: Outcome<UsualBeats> = recordRefusal(quality, 'intervals') ?? usualBeats(beats, waves);
  const typical = mapOutcome(usual, (found) => typicalBeat(record, found));
  const sources = { record, quality, waves, usual, typical };
  return {
    rhythm: measureRhythm(judged),
    atria: measureAtria(record, quality, judged, waves),
    intervals: measureIntervals(beats, usual),
    axes: measureAxes(record, quality, typical),
    conduction: measureConduction(waves, recordRefusal(quality, 'rhythm'), typical),
    leads: Object.fromEntries(Object.keys(record.leads).map((name) => [name, measureLead(name, sources)])),
    hrv: measureHrv(judged),
  };
}

/** No beats, for that reason, where there is one. */
function refuseBeats(beats: Beats, refused: NoValue | undefined): Beats {
  return refused === undefined ? beats : { ...beats, beats: [], reason: refused.reason };
}

function requireSameRate(record: EcgRecord, beats: Beats, waves: Delineation): void {
  for (const [name, { fs }] of Object.entries({ beats, waves })) {
    if (fs === record.fs) continue;
    throw new EcgError('invalid-argument', `measure: ${name} must have the record's ${record.fs} Hz, got ${fs}`, {
      fs,
      recordFs: record.fs,
    });
  }
}
