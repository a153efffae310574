import type { Complex } from './complex.ts';
import type { Roots, ZeroPoleGain } from './zero-pole-gain.ts';

/** One biquad, (b0 + b1 z⁻¹ + b2 z⁻²) / (1 + a1 z⁻¹ + a2 z⁻²): a row of SciPy's `sos` without its `a0`, which is 1. */
export interface Section {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/**
 * A recursive filter as a cascade of biquads, the one form in which high orders and low edges stay exact: the
 * coefficients of a single polynomial ratio lose all digits at 0.5 Hz and order 8.
 */
export type SecondOrderSections = readonly Section[];

/**
 * Pairs poles with zeros into biquads like SciPy's `zpk2sos(pairing='nearest')`: the pole nearest to the unit circle
 * with the zero nearest to it, and so on; such peaked sections come last, and the gain goes into the first.
 */
export function toSections({ zeros, poles, gain }: ZeroPoleGain): SecondOrderSections {
  const freePoles = sorted(withEvenCount(poles));
  const freeZeros = sorted(withEvenCount(zeros));
  const sections: Section[] = [];
  while (freePoles.length > 0) {
    const pole = take(freePoles, distanceToUnitCircle);
    const partner = isReal(pole)
      ? take(freePoles, (p) => (isReal(p) ? distanceToUnitCircle(p) : Infinity))
      : conjugate(pole);
    const zero = take(freeZeros, (z) => distance(z, pole));
    const other = isReal(zero) ? take(freeZeros, (z) => (isReal(z) ? distance(z, pole) : Infinity)) : conjugate(zero);
    const [b1, b2] = monic(zero, other);
    const [a1, a2] = monic(pole, partner);
    sections.unshift({ b0: 1, b1, b2, a1, a2 });
  }
  return sections.map((s, i) => (i === 0 ? { ...s, b0: gain, b1: gain * s.b1, b2: gain * s.b2 } : s));
}

/** An odd filter gets a pole and a zero at the origin, which cancel. */
function withEvenCount(roots: Roots): Roots {
  return roots.real.length % 2 === 0 ? roots : { ...roots, real: [...roots.real, 0] };
}

/** Pairs by real part, then reals: the order in which SciPy breaks ties. */
function sorted({ real, upper }: Roots): Complex[] {
  const pairs = [...upper].sort((a, b) => a.re - b.re || a.im - b.im);
  return [...pairs, ...[...real].sort((a, b) => a - b).map((re) => ({ re, im: 0 }))];
}

/** Removes and returns the first root of least cost; there always is one, because both lists count the same roots. */
function take(roots: Complex[], cost: (root: Complex) => number): Complex {
  let best = 0;
  roots.forEach((root, i) => {
    if (cost(root) < cost(roots[best] as Complex)) best = i;
  });
  return roots.splice(best, 1)[0] as Complex;
}

/** The coefficients of (z − a)(z − b) after the leading 1, for two reals or a conjugate pair. */
function monic(a: Complex, b: Complex): [number, number] {
  return [-(a.re + b.re), a.re * b.re - a.im * b.im];
}

const isReal = (root: Complex) => root.im === 0;
const conjugate = (root: Complex): Complex => ({ re: root.re, im: -root.im });
const distance = (a: Complex, b: Complex) => Math.hypot(a.re - b.re, a.im - b.im);
const distanceToUnitCircle = (root: Complex) => Math.abs(1 - Math.hypot(root.re, root.im));
