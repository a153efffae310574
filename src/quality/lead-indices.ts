import { type ComplexIndices, measureComplexes } from './complexes.ts';
import { bridgeMissing, measureRaw, medianInPlace, type RawIndices } from './raw-indices.ts';
import { type BaselineIndices, measureBaseline, type SlowLead, slowLead } from './slow-lead.ts';
import { measureSpectra, type SpectralIndices } from './spectral-indices.ts';

/** Everything that is measured in one lead before anything is said about it. */
export type LeadIndices = RawIndices & BaselineIndices & SpectralIndices & ComplexIndices;

/** Longer records are measured in pieces of this length: the verdicts that the decision was learnt from were given on 10 s. */
const PIECE_SEC = 10;

/**
 * Indices of every lead of a record, in its order. Of a record of 20 s or more, each is the median over pieces of about 10 s: what
 * the signal is like as a rule.
 *
 * @param leads all of one length, at least one sample
 */
export function measureLeads(leads: readonly Float32Array[], fs: number): readonly LeadIndices[] {
  const length = leads[0]?.length ?? 0;
  const pieces = Math.max(1, Math.floor(length / (PIECE_SEC * fs)));
  if (pieces === 1) return measurePiece(leads, fs);
  const piece = Math.floor(length / pieces);
  const measured = Array.from({ length: pieces }, (_, p) =>
    measurePiece(
      leads.map((samples) => samples.subarray(p * piece, (p + 1) * piece)),
      fs,
    ),
  );
  return leads.map((_, l) => medianIndices(measured.map((each) => each[l] as LeadIndices)));
}

function measurePiece(leads: readonly Float32Array[], fs: number): readonly LeadIndices[] {
  const bridged = leads.map(bridgeMissing);
  const raw = bridged.map(({ samples, missing }) => measureRaw(samples, fs, missing));
  const slow = bridged.map(({ samples }) => slowLead(samples, fs));
  const spectra = slow.flatMap((lead, i) => (i % 2 === 0 ? measureSpectra(lead, slow[i + 1]) : []));
  const complexes = measureComplexes(slow);
  return raw.map((indices, i) => ({
    ...indices,
    ...measureBaseline(slow[i] as SlowLead),
    ...(spectra[i] as SpectralIndices),
    ...(complexes[i] as ComplexIndices),
  }));
}

function medianIndices(pieces: readonly LeadIndices[]): LeadIndices {
  const names = Object.keys(pieces[0] as LeadIndices) as (keyof LeadIndices)[];
  return Object.fromEntries(
    names.map((name) => [name, medianInPlace(Float64Array.from(pieces, (piece) => piece[name]))]),
  ) as unknown as LeadIndices;
}
