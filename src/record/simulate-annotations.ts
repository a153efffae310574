import { fiducialAnnotations } from './fiducial-annotations.ts';
import type { SimulatedMorphology, Simulation } from './simulate.ts';
import type { BeatType, SimulatedBeat } from './simulate-beat.ts';
import type { WfdbAnnotation } from './wfdb-annotation.ts';

/**
 * The truth about a simulated record as annotations (`fiducialAnnotations`), in the order of time; boundaries outside the record are
 * left out. Beats are `N` (`L` and `R` with bundle branch block), `A` atrial premature, `V` ventricular premature, `E` ventricular
 * escape, `/` paced.
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
  return [...fiducialAnnotations(samples, beatSymbol(type, morphology))];
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
