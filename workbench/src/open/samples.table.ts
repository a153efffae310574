import type { SimulationOptions } from 'einthoven/record';

/** A record that is simulated in place, so that there is something to see without a file. */
export interface Sample {
  readonly name: string;
  readonly title: string;
  readonly options: Pick<SimulationOptions, 'heartRateBpm' | 'rhythm' | 'morphology' | 'patient'>;
}

/** The samples, the one that is offered first at the top. */
// biome-ignore format: one sample per line
export const SAMPLES: readonly Sample[] = [
  { name: 'sample-lbbb', title: 'Left bundle branch block', options: { heartRateBpm: 68, morphology: 'left-bundle-branch-block', patient: { ageYears: 67, sex: 'female' } } },
  { name: 'sample-normal', title: 'Normal sinus rhythm', options: { heartRateBpm: 72, patient: { ageYears: 41, sex: 'male' } } },
  { name: 'sample-af', title: 'Atrial fibrillation', options: { heartRateBpm: 96, rhythm: 'atrial-fibrillation', patient: { ageYears: 74, sex: 'male' } } },
  { name: 'sample-av1', title: 'First-degree AV block', options: { heartRateBpm: 60, rhythm: 'av-block-1', patient: { ageYears: 58, sex: 'male' } } },
  { name: 'sample-ami', title: 'Anterior infarction', options: { heartRateBpm: 84, morphology: 'anterior-infarction', patient: { ageYears: 62, sex: 'female' } } },
  { name: 'sample-lvh', title: 'Left ventricular hypertrophy', options: { heartRateBpm: 76, morphology: 'left-ventricular-hypertrophy', patient: { ageYears: 55, sex: 'male' } } },
];
