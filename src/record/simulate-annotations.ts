import type { SimulatedMorphology, Simulation } from './simulate.ts';
import type { BeatType, SimulatedBeat } from './simulate-beat.ts';
import type { WfdbAnnotation } from './wfdb-annotation.ts';

/**
 * The truth about a simulated record as annotations, in the order of time: each wave as LUDB marks it, `(` at its onset, `p`, the
 * symbol of the beat or `t` at its peak, `)` at its end; boundaries outside the record are left out. Beats are `N` (`L` and `R`
 * with bundle branch block), `A` atrial premature, `V` ventricular premature, `E` ventricular escape, `/` paced. Where waves
 * overlap, as at high rates, `num` tells which wave a bracket belongs to: 0 P, 1 QRS, 2 T (as in `ecgpuwave`).
 *
 * @param morphology that was simulated; `normal` unless said
 * @example
 * const random = createRandom(1);
 * const simulation = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 60, rrVariability: 0, random });
 * const symbols = simulationAnnotations(simulation).map(({ symbol }) => symbol).join('');
 * symbols.includes('(p)(N)(t)(p)(N)(t)') // => true
 */
export function simulationAnnotations(
  { beats }: Simulation,
  morphology: SimulatedMorphology = 'normal',
): readonly WfdbAnnotation[] {
  return beats.flatMap((beat) => beatAnnotations(beat, morphology)).sort((a, b) => a.sample - b.sample);
}

function beatAnnotations({ type, samples }: SimulatedBeat, morphology: SimulatedMorphology): WfdbAnnotation[] {
  const { pOn, pPeak, pOff, qrsOn, rPeak, qrsOff, tOn, tPeak, tOff } = samples;
  const waves = [
    [pOn, pPeak, pOff, 'p'],
    [qrsOn, rPeak, qrsOff, beatSymbol(type, morphology)],
    [tOn, tPeak, tOff, 't'],
  ] as const;
  return waves.flatMap(([on, peak, off, symbol], wave) => {
    const mark = (sample: number | undefined, sign: string, num: number): WfdbAnnotation[] =>
      sample === undefined ? [] : [{ sample, symbol: sign, subtype: 0, chan: 0, num }];
    return [...mark(on, '(', wave), ...mark(peak, symbol, 0), ...mark(off, ')', wave)];
  });
}

function beatSymbol(type: BeatType, morphology: SimulatedMorphology): string {
  switch (type) {
    case 'normal':
    case 'blocked':
      return conductedSymbol(morphology);
    case 'supraventricular':
      return 'A';
    case 'ventricular':
      return 'V';
    case 'escape':
      return 'E';
    case 'paced':
      return '/';
  }
}

function conductedSymbol(morphology: SimulatedMorphology): string {
  if (morphology === 'left-bundle-branch-block') return 'L';
  return morphology === 'right-bundle-branch-block' ? 'R' : 'N';
}
