import { EcgError } from '../errors.ts';
import { withMirroredEnds } from './mirrored-ends.ts';
import { emptyLike, inKindOf, requireFinite, type Samples } from './samples.ts';
import type { SecondOrderSections, Section } from './second-order-sections.ts';

/** What a filter remembers between samples: two numbers per section (transposed direct form II), `[sections × 2]`. */
export type FilterState = Float64Array;

/**
 * The state of a filter that has seen the value 1 for ever: SciPy's `sosfilt_zi`. Times the first sample, it starts a
 * filter without the step that a signal with an offset would otherwise begin with.
 *
 * @returns `[sections × 2]`
 */
export function steadyState(sections: SecondOrderSections): FilterState {
  const state = new Float64Array(2 * sections.length);
  let input = 1;
  sections.forEach(({ b0, b1, b2, a1, a2 }, i) => {
    const gain = (b0 + b1 + b2) / (1 + a1 + a2);
    state[2 * i] = input * (gain - b0);
    state[2 * i + 1] = input * (b2 - a2 * gain);
    input *= gain;
  });
  return state;
}

/**
 * Filters one block of a longer signal; feeding `state` into the next call gives the same result as one call over the
 * whole.
 *
 * @param state where the block before ended; by default rest, in which the signal was 0 for ever
 * @returns the filtered block, `[samples]`, and the state after it
 * @throws EcgError `invalid-argument` for a sample that is not finite
 */
export function filterBlock<S extends Samples>(
  sections: SecondOrderSections,
  samples: S,
  state: FilterState = new Float64Array(2 * sections.length),
): { readonly samples: S; readonly state: FilterState } {
  requireFinite(samples, 'filterBlock');
  if (state.length !== 2 * sections.length) {
    throw new EcgError(
      'invalid-argument',
      `filterBlock: the state of ${sections.length} sections has ${2 * sections.length} numbers, got ${state.length}`,
      { sections: sections.length, state: state.length },
    );
  }
  const work = new Float64Array(samples);
  const after = state.slice();
  runForwards(sections, work, after);
  return { samples: inKindOf(samples, work), state: after };
}

/**
 * Filters in one direction, as a device in use must: SciPy's `sosfilt`. Delays and distorts waves; for a recording that
 * is there as a whole, `filterZeroPhase` does not.
 *
 * @param state by default rest, so an offset starts with a step; `steadyState(sections)` times the first sample avoids
 * it
 * @throws EcgError `invalid-argument` for a sample that is not finite
 */
export function filterCausal<S extends Samples>(sections: SecondOrderSections, samples: S, state?: FilterState): S {
  return filterBlock(sections, samples, state).samples;
}

/**
 * Filters forwards and backwards: no delay, twice the loss in dB. SciPy's `sosfiltfilt` with its defaults: the signal
 * is continued at both ends by `edgeLength` samples, mirrored through the end points, and both runs start in the steady
 * state.
 *
 * @throws EcgError `invalid-argument` when there are no more than `edgeLength(sections)` samples, or one is not finite
 * @example
 * const sections = butterworth({ kind: 'high-pass', lowHz: 0.5 }, 2, 100);
 * filterZeroPhase(sections, new Float32Array(1000).fill(3))[500] // => 0
 */
export function filterZeroPhase<S extends Samples>(sections: SecondOrderSections, samples: S): S {
  requireFinite(samples, 'filterZeroPhase');
  const edge = edgeLength(sections);
  if (samples.length <= edge) {
    throw new EcgError(
      'invalid-argument',
      `filterZeroPhase: this filter needs more than ${edge} samples, got ${samples.length}`,
      { samples: samples.length, edge },
    );
  }
  const work = withMirroredEnds(samples, edge);
  const steady = steadyState(sections);
  const scaledBy = (value: number) => steady.map((s) => s * value);
  runForwards(sections, work, scaledBy(work[0] as number));
  runBackwards(sections, work, scaledBy(work[work.length - 1] as number));
  const filtered = emptyLike(samples, samples.length);
  filtered.set(work.subarray(edge, edge + samples.length));
  return filtered;
}

/** By how many samples `filterZeroPhase` continues the signal at each end: SciPy's default `padlen`. */
export function edgeLength(sections: SecondOrderSections): number {
  const without = (key: 'b2' | 'a2') => sections.filter((section) => section[key] === 0).length;
  return 3 * (2 * sections.length + 1 - Math.min(without('b2'), without('a2')));
}

/** In place, section by section; `state` is left as it is after the last sample. */
function runForwards(sections: SecondOrderSections, work: Float64Array, state: FilterState): void {
  for (const [s, section] of sections.entries()) runSection(section, work, state.subarray(2 * s, 2 * s + 2), 1);
}

/** @param step 1, or −1 from the last sample to the first */
function runSection({ b0, b1, b2, a1, a2 }: Section, work: Float64Array, state: FilterState, step: 1 | -1): void {
  let z0 = state[0] as number;
  let z1 = state[1] as number;
  const end = step === 1 ? work.length : -1;
  for (let i = step === 1 ? 0 : work.length - 1; i !== end; i += step) {
    const x = work[i] as number;
    const y = b0 * x + z0;
    // The term with y comes last: it is the one that the next sample waits for.
    z0 = b1 * x + z1 - a1 * y;
    z1 = b2 * x - a2 * y;
    work[i] = y;
  }
  state[0] = z0;
  state[1] = z1;
}

/** In place, from the last sample to the first. */
function runBackwards(sections: SecondOrderSections, work: Float64Array, state: FilterState): void {
  for (const [s, section] of sections.entries()) runSection(section, work, state.subarray(2 * s, 2 * s + 2), -1);
}
