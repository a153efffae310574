/**
 * Leads that look at the same wall of the left ventricle, and statements of infarcts there (PTB-XL's codes). Thygesen K et al., Fourth
 * universal definition of myocardial infarction, Circulation 2018;138:e618: ECG manifestations by contiguous leads; Wagner GS et al.,
 * AHA/ACCF/HRS recommendations part VI, Circulation 2009;119:e262: names of the walls.
 */
export const TERRITORIES = {
  inferior: { leads: ['II', 'III', 'aVF'], statements: ['IMI', 'IPMI', 'INJIN'] },
  anterior: { leads: ['V1', 'V2', 'V3', 'V4'], statements: ['AMI', 'ASMI', 'INJAS'] },
  lateral: { leads: ['I', 'aVL', 'V5', 'V6'], statements: ['LMI', 'INJLA'] },
  anterolateral: { leads: ['V3', 'V4', 'V5', 'V6', 'I', 'aVL'], statements: ['ALMI', 'INJAL'] },
  inferolateral: { leads: ['II', 'III', 'aVF', 'V5', 'V6', 'I', 'aVL'], statements: ['ILMI', 'IPLMI', 'INJIL'] },
} as const;

/** A wall of the left ventricle. */
export type Territory = keyof typeof TERRITORIES;
