import type { Beats } from '../beats/index.ts';
import type { EcgRecord } from '../record/index.ts';
import { agreeOnOffsets } from './agree-on-offsets.ts';
import { presentAtrialWaves } from './atrial-presence.ts';
import { type LeadMarks, waveEntries } from './wavelet-entries.ts';
import { prepareLeads, WAVELET_FS } from './wavelet-leads.ts';
import { type BeatExtents, measureWaves } from './wavelet-measure.ts';
import { type WaveletRules, waveletRules } from './wavelet-rules.table.ts';
import type { Delineation } from './waves.ts';

/**
 * Finds the boundaries of P, QRS and T around beats that are known, by a wavelet transform and rules: extrema of the transform are steep
 * slopes, zeros between them peaks, and a wave ends where the slope has fallen to a share of its maximum (Martínez JP et al., IEEE Trans
 * Biomed Eng 2004;51:570–581, on levels of 2^3 and 2^5 samples at 500 Hz). Beyond the paper, leads and beats agree: a boundary is the
 * median over leads, drawn to the usual beat, and each lead differs from it by what it usually does; a wave that most leads show is taken
 * to be in every lead. P waves are reported only where they stand at much the same distance from QRS in most beats, so in atrial
 * fibrillation, flutter and AV dissociation there are none.
 *
 * The parts of QRS (Q, S, R′) are not told apart here: they are `undefined`.
 *
 * @param beats of the same record
 */
export function delineateByWavelets(record: EcgRecord, beats: Beats, rules: WaveletRules = waveletRules): Delineation {
  const prepared = prepareLeads(record);
  const nothing = { fs: record.fs, leads: {}, fused: [], leftOut: prepared.leftOut };
  if (prepared.reason !== undefined) return { ...nothing, reason: prepared.reason };
  if (beats.beats.length === 0) return { ...nothing, reason: beats.reason ?? 'no beat was found' };
  const names = Object.keys(prepared.leads);
  const toWork = prepared.fs / record.fs;
  const rPeaks = beats.beats.map(({ sample }) => Math.round(sample * toWork));
  const marks = agreedMarks(Object.values(prepared.details), rPeaks, prepared.fs / WAVELET_FS, rules);
  const leads: Record<string, ReturnType<typeof waveEntries>['leads'][number]> = {};
  const entries = waveEntries(record, names, marks, beats, toWork);
  names.forEach((name, l) => {
    leads[name] = entries.leads[l] ?? [];
  });
  return { fs: record.fs, leads, fused: entries.fused, leftOut: prepared.leftOut };
}

/** Boundaries in every lead, after QRS, T and P have been measured and agreed on in this order, for each needs the one before. */
function agreedMarks(
  details: readonly (readonly Float32Array[])[],
  rPeaks: readonly number[],
  scale: number,
  rules: WaveletRules,
): LeadMarks {
  const measured = measureWaves(details, rPeaks, scale, rules);
  const [qrsOn, qrsOff] = [
    agree(measured.qrs, 'on', rules.trust.qrs, scale),
    agree(measured.qrs, 'off', rules.trust.qrs, scale),
  ];
  const t = measured.tAfter(qrsOn.fused, qrsOff.fused);
  const [tOn, tPeak, tOff] = (['on', 'peak', 'off'] as const).map((place) => agree(t, place, rules.trust.t, scale));
  const p = measured.pBefore(qrsOn.fused, tOff?.fused ?? new Float64Array(0));
  const isThere = presentAtrialWaves(p, measured.qrs, rules, scale);
  const known = p.map((lead) => keepBeats(lead, isThere));
  const [pOn, pPeak, pOff] = (['on', 'peak', 'off'] as const).map((place) => agree(known, place, rules.trust.p, scale));
  return { pOn, pPeak, pOff, qrsOn, qrsOff, tOn, tPeak, tOff } as LeadMarks;
}

function agree(
  extents: readonly BeatExtents[],
  place: 'on' | 'peak' | 'off',
  trust: WaveletRules['trust']['qrs'],
  scale: number,
) {
  return agreeOnOffsets(
    extents.map((lead) => lead[place]),
    extents.map((lead) => lead.size),
    { ...trust, usual: trust.usual * scale },
  );
}

function keepBeats(lead: BeatExtents, isThere: readonly boolean[]): BeatExtents {
  const only = (values: Float64Array) => values.map((value, b) => (isThere[b] ? value : Number.NaN));
  return { on: only(lead.on), peak: only(lead.peak), off: only(lead.off), size: lead.size };
}
