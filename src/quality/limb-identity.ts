import type { SlowLead } from './slow-lead.ts';

/** One of the identities that the limb leads obey by construction, broken. */
export interface BrokenIdentity {
  /** `I + III = II` */
  readonly text: string;
  /** Root mean square of the difference of both sides. */
  readonly residualMv: number;
}

/** Each sum is zero: Einthoven's law, and Goldberger's leads as combinations of the others. */
const IDENTITIES = [
  { text: 'I + III = II', terms: { I: 1, III: 1, II: -1 } },
  { text: 'aVR = −(I + II) / 2', terms: { aVR: 1, I: 0.5, II: 0.5 } },
  { text: 'aVL = (I − III) / 2', terms: { aVL: 1, I: -0.5, III: 0.5 } },
  { text: 'aVF = (II + III) / 2', terms: { aVF: 1, II: -0.5, III: -0.5 } },
] as const;

/** The identities whose leads are all there, and what they leave. */
export function limbResiduals(leads: Readonly<Record<string, SlowLead>>): readonly BrokenIdentity[] {
  return IDENTITIES.flatMap(({ text, terms }) => {
    const parts = Object.entries(terms).map(([name, factor]) => ({ samples: leads[name]?.samples, factor }));
    const [first] = parts;
    if (first?.samples === undefined || parts.some(({ samples }) => samples === undefined)) return [];
    const residual = new Float64Array(first.samples.length);
    for (const { samples, factor } of parts) {
      for (let i = 0; i < residual.length; i++)
        residual[i] = (residual[i] as number) + factor * (samples?.[i] as number);
    }
    return [
      { text, residualMv: Math.sqrt(residual.reduce((sum, x) => sum + x * x, 0) / Math.max(1, residual.length)) },
    ];
  });
}
