import { type Complex, divide, multiply } from './complex.ts';
import type { SecondOrderSections, Section } from './second-order-sections.ts';

/**
 * What a filter does to a sine of each frequency: SciPy's `freqz_sos`.
 *
 * @param frequenciesHz `[k]`, up to fs / 2
 * @returns `[k]` complex factors: gain is their magnitude, phase their angle
 * @example
 * const sections = butterworth({ kind: 'low-pass', highHz: 40 }, 4, 500);
 * frequencyResponse(sections, [0, 40], 500).map(({ re, im }) => Math.hypot(re, im)) // => [1, 0.707107]
 */
export function frequencyResponse(
  sections: SecondOrderSections,
  frequenciesHz: readonly number[],
  fs: number,
): readonly Complex[] {
  return frequenciesHz.map((hz) => {
    const angle = (-2 * Math.PI * hz) / fs;
    const delay: Complex = { re: Math.cos(angle), im: Math.sin(angle) };
    return sections.reduce((product, section) => multiply(product, sectionResponse(section, delay)), { re: 1, im: 0 });
  });
}

/** One biquad at z⁻¹ = `delay`. */
function sectionResponse({ b0, b1, b2, a1, a2 }: Section, delay: Complex): Complex {
  const delay2 = multiply(delay, delay);
  return divide(
    { re: b0 + b1 * delay.re + b2 * delay2.re, im: b1 * delay.im + b2 * delay2.im },
    { re: 1 + a1 * delay.re + a2 * delay2.re, im: a1 * delay.im + a2 * delay2.im },
  );
}
