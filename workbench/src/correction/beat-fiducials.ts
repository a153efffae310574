import type { Delineation } from 'einthoven/features';
import type { WaveFiducials } from 'einthoven/record';

/** The boundaries that a reader may move; peaks and the onset of T carry no interval. */
export const EDITABLE = ['pOn', 'pOff', 'qrsOn', 'qrsOff', 'tOff'] as const satisfies readonly (keyof WaveFiducials)[];

/** A boundary that a reader may move. */
export type EditableFiducial = (typeof EDITABLE)[number];

/** Where the boundaries of the usual beat were measured, ms after the onset of QRS; medians over the beats that have both. */
export function measuredFiducialsMs(waves: Delineation): Readonly<Partial<Record<EditableFiducial, number>>> {
  const entries = EDITABLE.flatMap((name) => {
    const ms = usualMs(waves, name);
    return ms === undefined ? [] : [[name, ms] as const];
  });
  return Object.fromEntries(entries);
}

/** Where a fiducial of the usual beat is, ms after the onset of QRS; the median over the beats that have both. */
export function usualMs({ fused, fs }: Delineation, name: keyof WaveFiducials): number | undefined {
  const offsets = fused.flatMap((beat) => {
    const [sample, onset] = [beat[name], beat.qrsOn];
    return sample === undefined || onset === undefined ? [] : [sample - onset];
  });
  const middle = offsets.sort((a, b) => a - b)[offsets.length >> 1];
  return middle === undefined ? undefined : (1000 * middle) / fs;
}
