import type { Trust } from './agree-on-offsets.ts';
import type { QrsRules, WaveRules } from './wavelet-waves.ts';

/** Everything that was chosen: on the odd records of LUDB, by `runs/verify/waves.ts`. Times in samples at 500 Hz. */
export interface WaveletRules {
  readonly qrs: QrsRules;
  readonly t: WaveRules;
  readonly p: WaveRules;
  readonly trust: { readonly qrs: Trust; readonly t: Trust; readonly p: Trust };
  readonly presence: {
    /** Share of the leads, by size, whose P peak lies within `near` of the median lead. */
    readonly leads: number;
    /** Share of the beats whose P stands within `near` of the usual place. */
    readonly beats: number;
    readonly near: number;
    /** Size of P over that of QRS, summed over leads. */
    readonly size: number;
  };
}

/** The rules in use. */
export const waveletRules: WaveletRules = {
  qrs: { significant: 0.09, onShare: 0.01, offShare: 0.02, pause: 8, reach: 20 },
  t: { maxGap: 120, onShare: 0.33, offShare: 0.5, partShare: 0.8, reach: 60 },
  p: { maxGap: 60, onShare: 0.6, offShare: 0.95, partShare: 0.8, reach: 30 },
  trust: {
    qrs: { beat: 0.4, lead: 0.3, usual: 12 },
    t: { beat: 0.3, lead: 0.4, usual: 30 },
    p: { beat: 0.4, lead: 0.25, usual: 15 },
  },
  presence: { leads: 0.4, beats: 0.68, near: 10, size: 0.01 },
};
