import type { Beats, MedianBeat } from '../beats/index.ts';
import { type Attribution, beatAttribution } from '../explain/index.ts';
import type { EcgRecord } from '../record/index.ts';
import type { DisplayList } from './display-list.ts';
import { drawBeat } from './draw-beat.ts';
import { drawRecord } from './draw-record.ts';
import type { Shading } from './draw-shading.ts';
import { stackPages } from './stack-pages.ts';
import { PAGE_WORDS, type PageWords } from './text/page-words.table.ts';

/** The darkest colour begins at this quantile of the magnitudes above 0, so that a single sample does not pale all others. */
const DARKEST_QUANTILE = 0.99;

/** A record, its attribution, and its median beat. */
export interface DrawnExplanation {
  readonly record: EcgRecord;
  readonly attribution: Attribution;
  /** Without beats, or with a median beat that could not be made, the record is drawn alone. */
  readonly beats?: Beats;
  readonly median?: MedianBeat;
}

/**
 * A page with an attribution on the whole record and, below, its mean over the beats on the median beat. Orange speaks for the class and
 * purple against it, or orange alone tells magnitudes; the two differ for every kind of colour vision.
 */
export function drawExplanation({ record, attribution, beats, median }: DrawnExplanation): DisplayList {
  const { fs, seenSec } = attribution;
  const title = `${record.source.name}: ${attribution.class} by ${attribution.method}`;
  const shading = shadingOf(attribution, colourNotes(attribution, PAGE_WORDS.en));
  const page = drawRecord(record, { title, shading, durationSec: Math.min(10, seenSec.toSec) });
  if (beats === undefined || median === undefined || median.reason !== undefined) return page;
  const [lead] = Object.values(median.leads);
  const mean = beatAttribution(attribution, {
    rPeaksSec: median.beatsUsed.map((beat) => (beats.beats[beat]?.sample ?? 0) / beats.fs),
    beforeSec: median.rPeak / median.fs,
    afterSec: ((lead?.length ?? 1) - 1 - median.rPeak) / median.fs,
  });
  const note = `Colours: mean over ${mean.beats} beats; darkest from their own 99th percentile.`;
  const ofBeat: Shading = { fs, leads: mean.leads, limit: limitOf(mean.leads), notes: [note] };
  return stackPages(`ECG ${title}`, [page, drawBeat(median, record, ofBeat)]);
}

/** An attribution as colours behind the record that it is of. */
export function shadingOf({ leads, fs }: Attribution, notes: readonly string[]): Shading {
  return { fs, leads, limit: limitOf(leads), notes };
}

function limitOf(leads: Readonly<Record<string, Float32Array>>): number {
  const all = Object.values(leads).flatMap((values) => [...values.map(Math.abs)]);
  const magnitudes = Float32Array.from(all.filter((value) => value > 0)).sort();
  return magnitudes[Math.floor(DARKEST_QUANTILE * (magnitudes.length - 1))] ?? 0;
}

/** What the colours of an attribution mean, of every sample or of whole waves, and what they do not; one line each. */
export function colourNotes(
  { class: name, method, isSigned, fs, seenSec }: Attribution,
  { colours }: PageWords,
  byWave = false,
): readonly string[] {
  const meaning = isSigned ? colours.signed(name) : colours.magnitudes(name);
  const beside = method === 'integrated-gradients-normal' ? `, ${colours.besideNormal}` : '';
  const values = colours.input(fs, seenSec.fromSec, seenSec.toSec);
  return [`${meaning}${beside}; ${byWave ? `${colours.byWave}, ` : ''}${values}.`, colours.caution];
}
