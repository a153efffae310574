import type { EcgRecord } from '../record/index.ts';
import type { Gap } from './fill-gaps.ts';
import type { MainsHz } from './mains.ts';

/**
 * Whether a filter runs both ways over the recording (`zero`: no delay) or forwards only, as a monitor must (`causal`).
 */
export type FilterPhase = 'zero' | 'causal';

/**
 * One step of `prepare`, as plain JSON: a model's card stores the list that its training used. Filters are Butterworth
 * of the stated order; with `phase: 'zero'` they run both ways, so an edge has lost 6 dB, not 3.
 */
export type PreparationStep =
  /** Bridges runs of NaN up to this long (`fillGaps`); a longer one is refused. Comes before every other step. */
  | { readonly step: 'fill-gaps'; readonly maxGapSec: number }
  /** To `fs` Hz (`resample`, ends mirrored). */
  | { readonly step: 'resample'; readonly fs: number }
  | { readonly step: 'low-pass'; readonly highHz: number; readonly order: number; readonly phase: FilterPhase }
  | { readonly step: 'high-pass'; readonly lowHz: number; readonly order: number; readonly phase: FilterPhase }
  | {
      readonly step: 'band-pass';
      readonly lowHz: number;
      readonly highHz: number;
      readonly order: number;
      readonly phase: FilterPhase;
    }
  /** Takes out mains hum (`notch`); with `mainsHz: 'detect'` what `detectMains` finds in the record, or nothing. */
  | {
      readonly step: 'notch';
      readonly mainsHz: MainsHz | 'detect';
      readonly qualityFactor: number;
      readonly phase: FilterPhase;
    }
  /** Subtracts `medianBaseline`, or the spline through `medianKnots`. */
  | { readonly step: 'remove-baseline'; readonly method: 'median'; readonly windowsSec: readonly number[] }
  | { readonly step: 'remove-baseline'; readonly method: 'spline'; readonly knotSec: number }
  /**
   * (amplitude − meanMv) / sdMv, one pair for all leads and records: the published PTB-XL benchmark's standardisation.
   */
  | { readonly step: 'scale'; readonly meanMv: number; readonly sdMv: number }
  /**
   * Mean 0, standard deviation 1 of each lead, or of all samples of the record, which keeps the leads' heights
   * comparable. `limb-and-chest-leads` lies between: the six limb leads keep their proportions, and with them the electrical axis,
   * and share one standard deviation; every other lead has its own. It is for records in mV and for those that were scaled lead by lead,
   * whose limb leads are brought back into proportion (`limbGains`).
   */
  | { readonly step: 'standardise'; readonly over: 'lead' | 'record' | 'limb-and-chest-leads' };

/** A step that was taken, and what it met. */
export interface AppliedStep {
  readonly step: PreparationStep;
  /** Of the step's arithmetic; raised when the same parameters begin to give other numbers. */
  readonly version: number;
  /**
   * `fill-gaps`: what was bridged, by lead, in samples of the record that it was given. Leads without gaps are not
   * listed.
   */
  readonly gaps?: Readonly<Record<string, readonly Gap[]>>;
  /**
   * `notch` told to detect: what was found and taken out. Absent when there was no hum, and the leads are as before.
   */
  readonly mainsHz?: MainsHz;
  /** `standardise`: leads without variation. Over each lead, they are now all 0. */
  readonly flatLeads?: readonly string[];
  /** `standardise` over limb and chest leads: why the limb leads were taken one by one after all. */
  readonly limbLeadsApart?: string;
}

/** A record after its preparation: still a record, with the steps that were taken, in their order. */
export interface PreparedSignal extends EcgRecord {
  readonly steps: readonly AppliedStep[];
}
