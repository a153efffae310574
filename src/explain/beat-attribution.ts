import type { Attribution } from './attribution.ts';

/** Where the beats of a median beat lie, and how much of them it shows. */
export interface BeatWindows {
  /** R peaks of the beats it is the median of, seconds. */
  readonly rPeaksSec: readonly number[];
  /** From the beginning of the median beat to its R peak, and from there to its end. */
  readonly beforeSec: number;
  readonly afterSec: number;
}

/**
 * Attribution of the usual beat: the mean over beats that are aligned at R, sample by sample, of those that windows saw whole.
 *
 * @returns by lead, `[samples]` at the attribution's `fs`, beginning `beforeSec` before R, and the number of beats; no beats, no leads
 */
export function beatAttribution(
  { leads, fs, seenSec }: Attribution,
  { rPeaksSec, beforeSec, afterSec }: BeatWindows,
): { readonly leads: Readonly<Record<string, Float32Array>>; readonly beats: number } {
  const whole = rPeaksSec.filter((r) => r - beforeSec >= seenSec.fromSec && r + afterSec <= seenSec.toSec);
  if (whole.length === 0) return { leads: {}, beats: 0 };
  const length = Math.floor((beforeSec + afterSec) * fs);
  const entries = Object.entries(leads).map(([name, values]) => {
    const mean = new Float32Array(length);
    for (const r of whole) {
      const start = Math.round((r - beforeSec) * fs);
      for (let i = 0; i < length; i++) mean[i] = (mean[i] as number) + (values[start + i] ?? 0) / whole.length;
    }
    return [name, mean] as const;
  });
  return { leads: Object.fromEntries(entries), beats: whole.length };
}
