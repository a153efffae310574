import type { Complex } from './complex.ts';
import { type PassBand, requireDesignable } from './pass-band.ts';
import { type SecondOrderSections, toSections } from './second-order-sections.ts';
import { type AnalogPrototype, toDigital } from './zero-pole-gain.ts';

/**
 * Butterworth filter: the flattest pass band. Equal to SciPy's `butter(order, …, output='sos')`, and like there a band
 * filter of order n has 2 n poles. Applied forwards and backwards, the loss at an edge doubles to 6 dB.
 *
 * @param band what passes; edges at −3 dB, in Hz
 * @param order of the prototype, 1 or more
 * @param fs sampling rate in Hz
 * @throws EcgError `invalid-argument` when an edge is not between 0 and fs / 2
 * @example
 * butterworth({ kind: 'band-pass', lowHz: 0.5, highHz: 40 }, 4, 500).length // => 4
 * butterworth({ kind: 'low-pass', highHz: 125 }, 2, 500)[0].b0 // => 0.292893
 */
export function butterworth(band: PassBand, order: number, fs: number): SecondOrderSections {
  requireDesignable(band, order, fs, 'butterworth');
  return toSections(toDigital(butterworthPrototype(order), band, fs));
}

/** Poles evenly spread over the left half of the unit circle (Butterworth 1930). */
function butterworthPrototype(order: number): AnalogPrototype {
  const upper: Complex[] = [];
  for (let m = order - 1; m > 0; m -= 2) {
    const angle = (Math.PI * m) / (2 * order);
    upper.push({ re: -Math.cos(angle), im: Math.sin(angle) });
  }
  return { poles: { real: order % 2 === 1 ? [-1] : [], upper }, gain: 1 };
}
