import { EcgError } from '../errors.ts';
import type { SecondOrderSections } from './second-order-sections.ts';

/**
 * Notch that takes out one frequency, such as mains hum: SciPy's `iirnotch`. One biquad with zero gain at `hz` and −3
 * dB at `hz` ± `hz` / (2 · `qualityFactor`). It rings after every QRS for some `qualityFactor` / (π · `hz`) seconds:
 * 0.19 s at 50 Hz and 30.
 *
 * @param hz between 0 and fs / 2
 * @param qualityFactor centre frequency over width at −3 dB; 30 is customary
 * @throws EcgError `invalid-argument` for parameters out of range
 * @example
 * frequencyResponse(notch(50, 30, 500), [50], 500) // => [{ re: 0, im: 0 }]
 */
export function notch(hz: number, qualityFactor: number, fs: number): SecondOrderSections {
  if (!(hz > 0 && hz < fs / 2)) {
    throw new EcgError('invalid-argument', `notch: hz must lie between 0 and fs / 2 = ${fs / 2} Hz, got ${hz}`, {
      hz,
      fs,
    });
  }
  if (!(Number.isFinite(qualityFactor) && qualityFactor > 0)) {
    throw new EcgError('invalid-argument', `notch: qualityFactor must be a positive number, got ${qualityFactor}`, {
      qualityFactor,
    });
  }
  const angle = (2 * Math.PI * hz) / fs;
  // Orfanidis, Introduction to Signal Processing (1996), eqs. 11.3.4 to 11.3.7 for −3 dB.
  const gain = 1 / (1 + Math.tan(angle / qualityFactor / 2));
  const middle = -2 * gain * Math.cos(angle);
  return [{ b0: gain, b1: middle, b2: gain, a1: middle, a2: 2 * gain - 1 }];
}
