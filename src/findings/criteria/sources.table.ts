import type { CriterionSource } from '../criterion-result.ts';

/** Publications that more than one criterion follows. */
export const SOURCES = {
  conduction: {
    citation:
      'Surawicz B, Childers R, Deal BJ, Gettes LS. AHA/ACCF/HRS recommendations for the standardization and interpretation of the electrocardiogram, part III: intraventricular conduction disturbances. Circulation 2009;119:e235–e240',
    year: 2009,
    doi: '10.1161/CIRCULATIONAHA.108.191095',
  },
  bradycardia: {
    citation:
      'Kusumoto FM, Schoenfeld MH, Barrett C, et al. 2018 ACC/AHA/HRS guideline on the evaluation and management of patients with bradycardia and cardiac conduction delay. Circulation 2019;140:e382–e482',
    year: 2018,
    doi: '10.1161/CIR.0000000000000628',
  },
} as const satisfies Readonly<Record<string, CriterionSource>>;
