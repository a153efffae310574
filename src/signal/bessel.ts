import { EcgError } from '../errors.ts';
import { type Complex, divide, multiply } from './complex.ts';
import { type PassBand, requireDesignable } from './pass-band.ts';
import { type SecondOrderSections, toSections } from './second-order-sections.ts';
import { type AnalogPrototype, type Roots, toDigital } from './zero-pole-gain.ts';

/**
 * What the edge of a Bessel filter is: `magnitude`, where the gain has fallen by 3 dB as with Butterworth, or `phase`,
 * where the phase has come half way and the stop band lies as low as that of a Butterworth filter of the same edge.
 */
export type BesselNorm = 'magnitude' | 'phase';

/** From here on float64 leaves the roots of the Bessel polynomial fewer than ten digits. */
const HIGHEST_ORDER = 12;

/**
 * Bessel(–Thomson) filter: the steadiest delay in the pass band, so waves keep their shape even when it runs forwards
 * only; its gain falls more gently than Butterworth's. Equal to SciPy's `bessel(order, …, norm='mag' | 'phase',
 * output='sos')`. The steadiness holds for low-passes far below fs / 2; the bilinear transform bends it above.
 *
 * @param order of the prototype, 1 to 12
 * @param norm what the edges mean; SciPy's default is `phase`
 * @throws EcgError `invalid-argument` as `butterworth` does, `unsupported` for orders above 12
 * @example
 * const sections = bessel({ kind: 'low-pass', highHz: 40 }, 4, 500);
 * frequencyResponse(sections, [0, 40], 500).map(({ re, im }) => Math.hypot(re, im)) // => [1, 0.707107]
 */
export function bessel(band: PassBand, order: number, fs: number, norm: BesselNorm = 'magnitude'): SecondOrderSections {
  requireDesignable(band, order, fs, 'bessel');
  if (order > HIGHEST_ORDER) {
    throw new EcgError('unsupported', `bessel: order must be at most ${HIGHEST_ORDER}, got ${order}`, { order });
  }
  return toSections(toDigital(besselPrototype(order, norm), band, fs));
}

function besselPrototype(order: number, norm: BesselNorm): AnalogPrototype {
  const poles = asRoots(reverseBesselRoots(order));
  // The constant term of the polynomial, (2 n)! / (n! 2ⁿ): with it as gain, the delay at 0 Hz is 1.
  let constant = 1;
  for (let odd = 1; odd < 2 * order; odd += 2) constant *= odd;
  const edge = edgeOf(norm, poles, constant, order);
  return {
    poles: {
      real: poles.real.map((p) => p / edge),
      upper: poles.upper.map(({ re, im }) => ({ re: re / edge, im: im / edge })),
    },
    gain: norm === 'phase' ? 1 : constant / edge ** order,
  };
}

/** The edge in rad/s of the prototype with unit delay. */
function edgeOf(norm: BesselNorm, poles: Roots, constant: number, order: number): number {
  switch (norm) {
    case 'phase':
      return constant ** (1 / order);
    case 'magnitude':
      return halfPowerFrequency(poles, constant);
    default:
      norm satisfies never;
      throw new EcgError('invalid-argument', `bessel: norm must be magnitude or phase, got ${norm}`, { norm });
  }
}

/** Where the squared gain, which falls all the way, is one half: by bisection to the last bit. */
function halfPowerFrequency(poles: Roots, constant: number): number {
  const power = (w: number) => {
    let product = 1;
    for (const p of poles.real) product *= p ** 2 + w ** 2;
    for (const p of poles.upper) product *= (p.re ** 2 + (w - p.im) ** 2) * (p.re ** 2 + (w + p.im) ** 2);
    return constant ** 2 / product;
  };
  let [low, high] = [0, 8];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (power(middle) > 0.5) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * All roots at once (Aberth 1973): Newton's step for each, kept off the others. Ten steps suffice from this half
 * circle.
 */
function reverseBesselRoots(order: number): Complex[] {
  let roots = Array.from({ length: order }, (_, k): Complex => {
    const angle = (Math.PI / 2) * (1 + (2 * k + 1) / order);
    const radius = 0.9 * order + 0.5;
    return { re: radius * Math.cos(angle), im: radius * Math.sin(angle) };
  });
  for (let step = 0; step < 10; step++) {
    roots = roots.map((root, i) => {
      const { value, slope } = reverseBessel(order, root);
      const newton = divide(value, slope);
      const push = sumOf(roots.filter((_, j) => j !== i).map((other) => divide(ONE, minus(root, other))));
      return minus(root, divide(newton, minus(ONE, multiply(newton, push))));
    });
  }
  return roots;
}

/** θₙ(s) and its derivative by the recurrence θₙ = (2n − 1) θₙ₋₁ + s² θₙ₋₂, θ₀ = 1, θ₁ = s + 1. */
function reverseBessel(order: number, s: Complex): { readonly value: Complex; readonly slope: Complex } {
  const square = multiply(s, s);
  const twice: Complex = { re: 2 * s.re, im: 2 * s.im };
  let before = { value: ONE, slope: ZERO };
  let now = { value: sumOf([s, ONE]), slope: ONE };
  for (let n = 2; n <= order; n++) {
    const factor: Complex = { re: 2 * n - 1, im: 0 };
    const value = sumOf([multiply(factor, now.value), multiply(square, before.value)]);
    const slope = sumOf([multiply(factor, now.slope), multiply(square, before.slope), multiply(twice, before.value)]);
    [before, now] = [now, { value, slope }];
  }
  return now;
}

/** Upper halves of the pairs; of an odd number the root nearest the real axis is the real one. */
function asRoots(roots: readonly Complex[]): Roots {
  const byHeight = [...roots].sort((a, b) => Math.abs(a.im) - Math.abs(b.im));
  const real = roots.length % 2 === 1 ? byHeight.slice(0, 1) : [];
  return { real: real.map(({ re }) => re), upper: byHeight.slice(real.length).filter(({ im }) => im > 0) };
}

const ZERO: Complex = { re: 0, im: 0 };
const ONE: Complex = { re: 1, im: 0 };
const minus = (a: Complex, b: Complex): Complex => ({ re: a.re - b.re, im: a.im - b.im });
const sumOf = (terms: readonly Complex[]) => terms.reduce((a, b) => ({ re: a.re + b.re, im: a.im + b.im }), ZERO);
