import type { SlowLead } from './slow-lead.ts';

/** One of the identities that the limb leads obey by construction, broken. */
export interface BrokenIdentity {
  /** `I + III = II` */
  readonly text: string;
  /** Root mean square of the difference of both sides. */
  readonly residualMv: number;
  /** The same of the waves alone over that of the augmented lead: 2 for an inverted lead. `undefined` for I, II and III. */
  readonly ownShare: number | undefined;
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
    const parts = Object.entries(terms).flatMap(([name, factor]) => {
      const lead = leads[name];
      return lead === undefined ? [] : [{ name, lead, factor }];
    });
    const [first] = parts;
    if (first === undefined || parts.length < Object.keys(terms).length) return [];
    const residual = (of: 'samples' | 'waves') => {
      const sum = new Float64Array(first.lead[of].length);
      for (const { lead, factor } of parts) {
        const values = lead[of];
        for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + factor * (values[i] as number);
      }
      return rms(sum);
    };
    const own = first.name.startsWith('aV') ? rms(first.lead.waves) : 0;
    return [{ text, residualMv: residual('samples'), ownShare: own > 0 ? residual('waves') / own : undefined }];
  });
}

function rms(samples: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i++) sum += (samples[i] as number) ** 2;
  return Math.sqrt(sum / Math.max(1, samples.length));
}
