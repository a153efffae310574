/**
 * Waves, intervals, axes, amplitudes and rhythm: what is measured on a record.
 *
 * `delineate` finds P, QRS and T of every beat with a small network (`openWaveNetwork` of `einthoven/node`), in each lead and over all.
 * `measure` puts all of it together from a record, its beats, its quality and its waves; `measureRecord` finds those too. `measureRhythm` and `measureHrv` need the beats
 * alone, so they are to be had for recordings of a day. Every group of values carries a reason in `notMeasured` for each that is
 * `undefined`. It describes and does not diagnose.
 */
export type { Atria, AtriaValues, PPresence, PQrsRelation } from './atria.ts';
export type { Axes, AxisClass, AxisValues } from './axes.ts';
export type { Conduction, ConductionValues } from './conduction.ts';
export { delineate } from './delineate.ts';
export type { EctopicPattern } from './ectopic-pattern.ts';
export { type HeartRateVariability, type HeartRateVariabilityValues, measureHrv } from './hrv.ts';
export type { Intervals, IntervalValues } from './intervals.ts';
export type { LeadAmplitudes, TShape } from './lead-amplitudes.ts';
export type { LeadMeasurements, LeadValues } from './leads.ts';
export { type MeasuredFrom, type Measurements, measure } from './measure.ts';
export { measureOpenRecord } from './measure-open-record.ts';
export { type MeasuredRecord, measureRecord } from './measure-record.ts';
export type { Measured } from './outcome.ts';
export type { PWaveParts } from './p-wave-parts.ts';
export { qtcBazettMs, qtcFraminghamMs, qtcFridericiaMs, qtcHodgesMs, qtcRautaharjuMs } from './qtc.ts';
export type { Regularity } from './regularity.ts';
export { measureRhythm, type RateClass, type Rhythm, type RhythmValues, type RrMethod } from './rhythm.ts';
export { waveInputs } from './wave-input.ts';
export { WAVE_FS, WAVE_NAMES, WAVE_WINDOW, waveNetwork } from './wave-network.ts';
export {
  loadWaveNetwork,
  WAVE_CARD_KEY,
  WAVE_CARD_SCHEMA,
  type WaveCard,
  type WaveNetwork,
} from './wave-network-file.ts';
export { type Delineation, type LeadWaves, NO_LEAD_WAVES } from './waves.ts';
