import { type Delineation, type LeadWaves, NO_LEAD_WAVES } from '../../src/features/index.ts';
import { NO_WAVES, type WaveFiducials } from '../../src/record/index.ts';
import { type FusedReference, fuseReference } from './fuse-reference.ts';
import type { ReferenceLeads, ReferenceWave } from './ludb.ts';

/** What cardiologists marked, in the form that `measure` takes: one entry per QRS, and one per P that no QRS follows. */
export function referenceDelineation(leads: ReferenceLeads, fs: number, boundaries: FusedReference): Delineation {
  const fused = beatsOf(fuseReference(leads, boundaries).filter(({ isDoubtful }) => !isDoubtful));
  const perLead = Object.entries(leads).map(([name, waves]) => {
    const own = beatsOf(waves);
    return [name, fused.map((beat) => sameBeat(own, beat, fs))] as const;
  });
  return { fs, leads: Object.fromEntries(perLead), fused, leftOut: {} };
}

/** P, QRS and T in the order of time, put together. */
function beatsOf(waves: readonly ReferenceWave[]): readonly WaveFiducials[] {
  const beats: WaveFiducials[] = [];
  let p: ReferenceWave | undefined;
  for (const wave of waves) {
    const { on, peak, off } = wave;
    const last = beats.at(-1);
    if (wave.wave === 'p') {
      if (p !== undefined) beats.push({ ...NO_WAVES, pOn: p.on, pPeak: p.peak, pOff: p.off });
      p = wave;
    } else if (wave.wave === 'qrs') {
      beats.push({ ...NO_WAVES, pOn: p?.on, pPeak: p?.peak, pOff: p?.off, qrsOn: on, rPeak: peak, qrsOff: off });
      p = undefined;
    } else if (last?.rPeak !== undefined && last.tPeak === undefined) {
      beats[beats.length - 1] = { ...last, tOn: on, tPeak: peak, tOff: off };
    }
  }
  return beats;
}

/** The beat of one lead that a fused one stands for: its R peak within 150 ms; without one, a P alone. */
function sameBeat(own: readonly WaveFiducials[], beat: WaveFiducials, fs: number): LeadWaves {
  const near = (a: number | undefined, b: number | undefined) =>
    a !== undefined && b !== undefined && Math.abs(a - b) <= 0.15 * fs;
  const found =
    beat.rPeak === undefined
      ? own.find(({ rPeak, pPeak }) => rPeak === undefined && near(pPeak, beat.pPeak))
      : own.find(({ rPeak }) => near(rPeak, beat.rPeak));
  return { ...NO_LEAD_WAVES, ...found };
}
