import { type Complex, divide, multiply, squareRoot } from './complex.ts';
import type { PassBand } from './pass-band.ts';

/** The roots of a real polynomial: the real ones, and the upper one (im > 0) of each conjugate pair. */
export interface Roots {
  readonly real: readonly number[];
  readonly upper: readonly Complex[];
}

/** A digital transfer function: gain · ∏(z − zero) / ∏(z − pole). */
export interface ZeroPoleGain {
  readonly zeros: Roots;
  readonly poles: Roots;
  readonly gain: number;
}

/** An analog low-pass without zeros and with its edge at 1 rad/s, from which the filters of a family are made. */
export interface AnalogPrototype {
  readonly poles: Roots;
  readonly gain: number;
}

/**
 * Twice the sampling rate of the bilinear transform; any rate serves, since the edges are prewarped for the same one.
 */
const TWICE_RATE = 4;

/**
 * The digital filter of a pass band: edges prewarped, prototype transformed to the band, then the bilinear transform
 * (Oppenheim & Schafer, Discrete-Time Signal Processing, ch. 7), as SciPy's `iirfilter`.
 */
export function toDigital(prototype: AnalogPrototype, band: PassBand, fs: number): ZeroPoleGain {
  return bilinear(toBand(prototype, band, (hz) => TWICE_RATE * Math.tan((Math.PI * hz) / fs)));
}

/** The prototype with its edge or edges where the band has them, as analog frequencies `warp(hz)`. */
function toBand({ poles, gain }: AnalogPrototype, band: PassBand, warp: (hz: number) => number): ZeroPoleGain {
  const degree = count(poles);
  switch (band.kind) {
    case 'low-pass': {
      const edge = warp(band.highHz);
      return { zeros: NONE, poles: mapRoots(poles, edge, scaled), gain: gain * edge ** degree };
    }
    case 'high-pass': {
      const edge = warp(band.lowHz);
      return {
        zeros: atOrigin(degree),
        poles: mapRoots(poles, edge, inverted),
        gain: gain / differenceProduct(0, poles),
      };
    }
    case 'band-pass': {
      const [low, high] = [warp(band.lowHz), warp(band.highHz)];
      const shifted = split(mapRoots(poles, (high - low) / 2, scaled), low * high);
      return { zeros: atOrigin(degree), poles: shifted, gain: gain * (high - low) ** degree };
    }
    case 'band-stop': {
      const [low, high] = [warp(band.lowHz), warp(band.highHz)];
      const centre: Complex = { re: 0, im: Math.sqrt(low * high) };
      return {
        zeros: { real: [], upper: new Array<Complex>(degree).fill(centre) },
        poles: split(mapRoots(poles, (high - low) / 2, inverted), low * high),
        gain: gain / differenceProduct(0, poles),
      };
    }
  }
}

/** s → TWICE_RATE · (z − 1) / (z + 1). Zeros at infinity come to lie at the Nyquist frequency, z = −1. */
function bilinear({ zeros, poles, gain }: ZeroPoleGain): ZeroPoleGain {
  const move = (roots: Roots): Roots => ({
    real: roots.real.map((r) => (TWICE_RATE + r) / (TWICE_RATE - r)),
    upper: roots.upper.map((r) => divide({ re: TWICE_RATE + r.re, im: r.im }, { re: TWICE_RATE - r.re, im: -r.im })),
  });
  const finite = move(zeros);
  const atNyquist = new Array<number>(count(poles) - count(zeros)).fill(-1);
  return {
    zeros: { real: [...finite.real, ...atNyquist], upper: finite.upper },
    poles: move(poles),
    gain: (gain * differenceProduct(TWICE_RATE, zeros)) / differenceProduct(TWICE_RATE, poles),
  };
}

const NONE: Roots = { real: [], upper: [] };

function atOrigin(degree: number): Roots {
  return { real: new Array<number>(degree).fill(0), upper: [] };
}

function count(roots: Roots): number {
  return roots.real.length + 2 * roots.upper.length;
}

/** ∏(point − root) over all roots, conjugates included; real, because the roots come in pairs. */
function differenceProduct(point: number, roots: Roots): number {
  let product = 1;
  for (const r of roots.real) product *= point - r;
  for (const r of roots.upper) product *= (point - r.re) ** 2 + r.im ** 2;
  return product;
}

function mapRoots(roots: Roots, factor: number, map: (root: Complex, factor: number) => Complex): Roots {
  return {
    real: roots.real.map((r) => map({ re: r, im: 0 }, factor).re),
    upper: roots.upper.map((r) => upperOf(map(r, factor))),
  };
}

const scaled = (root: Complex, factor: number): Complex => ({ re: root.re * factor, im: root.im * factor });

const inverted = (root: Complex, factor: number): Complex => divide({ re: factor, im: 0 }, root);

/** Each root r becomes the two solutions of s² − 2 r s + centreSquared = 0, one near each edge of the band. */
function split(roots: Roots, centreSquared: number): Roots {
  const real: number[] = [];
  const upper: Complex[] = [];
  for (const r of roots.real) {
    const discriminant = r ** 2 - centreSquared;
    const root = Math.sqrt(Math.abs(discriminant));
    if (discriminant < 0) upper.push({ re: r, im: root });
    else real.push(r + root, r - root);
  }
  for (const r of roots.upper) {
    const square = multiply(r, r);
    const root = squareRoot({ re: square.re - centreSquared, im: square.im });
    upper.push(
      upperOf({ re: r.re + root.re, im: r.im + root.im }),
      upperOf({ re: r.re - root.re, im: r.im - root.im }),
    );
  }
  return { real, upper };
}

function upperOf(root: Complex): Complex {
  return { re: root.re, im: Math.abs(root.im) };
}
