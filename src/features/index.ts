/** Waves, intervals, axes, amplitudes and rhythm: what is measured on a record. */
export type { Delineation, LeadWaves, WaveFiducials } from './waves.ts';
