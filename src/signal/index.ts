/**
 * Mathematics on the samples of one lead, and `prepare`, which applies it to a record.
 *
 * A filter is designed first, by `butterworth`, `bessel` or `notch`, as a cascade of biquads, and applied by
 * `filterZeroPhase` where the whole recording is there, or by `filterCausal` and `filterBlock` where it is still being
 * recorded. `resample` changes the sampling rate, `fillGaps` bridges missing samples, `standardise` gives up millivolts
 * for unit variance. `prepare` takes such steps from a list that is plain JSON, so that a model's card can store what
 * its training saw, and writes down every one.
 *
 * To look at a signal: `fft` and `welch` for its frequencies, `detectMains` for hum, `discreteWavelet`,
 * `stationaryWavelet` and `rickerTransform` for when they occur, `runningMedian`, `medianBaseline` and `splineBaseline`
 * for what lies under the beats; `minMaxPyramid` for what a screen can show of hours.
 *
 * Everything computes in float64, answers in the kind of array that it was given, and changes no argument. Samples must
 * be finite: what to do about missing ones is the caller's decision, never made silently here.
 */

export { bandPower } from './band-power.ts';
export { MEDIAN_WINDOWS_SEC, medianBaseline, medianKnots, splineBaseline } from './baseline.ts';
export { type BesselNorm, bessel } from './bessel.ts';
export { butterworth } from './butterworth.ts';
export type { Complex } from './complex.ts';
export { cubicSpline, type Knot } from './cubic-spline.ts';
export {
  discreteWavelet,
  inverseDiscreteWavelet,
  type WaveletDecomposition,
} from './discrete-wavelet.ts';
export type { Extension } from './extend.ts';
export { type ComplexArray, fft, inverseFft, inverseRealFft, realFft } from './fft.ts';
export { fillGaps, findGaps, type Gap } from './fill-gaps.ts';
export {
  edgeLength,
  type FilterState,
  filterBlock,
  filterCausal,
  filterZeroPhase,
  steadyState,
} from './filter.ts';
export { frequencyResponse } from './frequency-response.ts';
export { LIMB_LEADS, limbGains } from './limb-gains.ts';
export { detectMains, type MainsHz } from './mains.ts';
export {
  bucketExtremes,
  bucketSizes,
  type MinMaxLevel,
  type MinMaxPyramid,
  minMaxPyramid,
  pyramidEnvelope,
} from './min-max-pyramid.ts';
export { notch } from './notch.ts';
export type { PassBand } from './pass-band.ts';
export type { AppliedStep, FilterPhase, PreparationStep, PreparedSignal } from './preparation-step.ts';
export { prepare } from './prepare.ts';
export { type RateRatio, rateRatio } from './rate-ratio.ts';
export { createResampler, type ResampleOptions, type Resampler, resample } from './resample.ts';
export { ricker, rickerTransform } from './ricker.ts';
export { runningMedian } from './running-median.ts';
export type { Samples } from './samples.ts';
export type { SecondOrderSections, Section } from './second-order-sections.ts';
export { selectInPlace } from './select.ts';
export { FLAT_SD, type Standardised, standardise } from './standardise.ts';
export { inverseStationaryWavelet, type StationaryDecomposition, stationaryWavelet } from './stationary-wavelet.ts';
export { maxWaveletLevels, type WaveletFilters, type WaveletName, waveletFilters } from './wavelet.ts';
export { type PowerSpectrum, type WelchOptions, welch } from './welch.ts';
export { hannWindow, kaiserWindow } from './window.ts';
