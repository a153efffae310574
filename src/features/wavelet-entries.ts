import type { Beats } from '../beats/index.ts';
import type { EcgRecord } from '../record/index.ts';
import type { AgreedOffsets } from './agree-on-offsets.ts';
import type { LeadWaves, WaveFiducials } from './waves.ts';

/** What leads and beats have agreed on, boundary by boundary, in samples from R at the working rate. */
export type LeadMarks = Readonly<Record<Exclude<keyof WaveFiducials, 'rPeak'>, AgreedOffsets>>;

/** Of so many leads one may begin earlier or end later than the global boundary. */
const LEADS_PER_OUTLIER = 5;

/**
 * One entry per beat, per lead and fused, in samples of the record and in order. Boundaries outside the record are `undefined`, and so is
 * a wave whose boundaries would not be in order.
 *
 * @param toWork working rate over the record's
 */
export function waveEntries(
  record: EcgRecord,
  names: readonly string[],
  marks: LeadMarks,
  beats: Beats,
  toWork: number,
) {
  const length = Object.values(record.leads)[0]?.length ?? 0;
  const entry = (
    r: number,
    b: number,
    offsetOf: (mark: keyof LeadMarks) => number,
    peakOf: (on: number, off: number) => number,
  ) => {
    const place = (mark: keyof LeadMarks) => {
      const sample = Math.round(r + offsetOf(mark) / toWork);
      return Number.isNaN(sample) || sample < 0 || sample >= length ? undefined : sample;
    };
    return ordered(r, place, peakOf, beats.beats[b - 1]?.sample);
  };
  const leads = names.map((name, l) =>
    beats.beats.map(({ sample: r }, b): LeadWaves => {
      const samples = record.leads[name] as Float32Array;
      const fiducials = entry(
        r,
        b,
        (mark) => marks[mark].leads[l]?.[b] as number,
        (on, off) => largestDeflection(samples, on, off),
      );
      return { ...fiducials, qPeak: undefined, sPeak: undefined, rPrimePeak: undefined };
    }),
  );
  const fused = beats.beats.map(({ sample: r }, b) =>
    entry(
      r,
      b,
      (mark) => globalOffset(marks[mark], mark, b),
      () => r,
    ),
  );
  return { leads, fused };
}

/** The earliest onset or the latest offset over the leads, outliers left out; of peaks the median lead. */
function globalOffset({ leads, fused }: AgreedOffsets, mark: keyof LeadMarks, beat: number): number {
  if (mark.endsWith('Peak')) return fused[beat] as number;
  const sorted = Float64Array.from(leads, (lead) => lead[beat] as number).sort();
  const outliers = Math.floor(sorted.length / LEADS_PER_OUTLIER);
  return sorted[mark.endsWith('On') ? outliers : sorted.length - 1 - outliers] as number;
}

function ordered(
  r: number,
  place: (mark: keyof LeadMarks) => number | undefined,
  peakOf: (on: number, off: number) => number,
  previous: number | undefined,
): WaveFiducials {
  const onset = place('qrsOn');
  const qrsOn = onset === undefined ? undefined : Math.min(onset, r - 1);
  const offset = place('qrsOff');
  const qrsOff = offset === undefined ? undefined : Math.max(offset, r + 1);
  const isWhole = qrsOn !== undefined && qrsOff !== undefined && qrsOff - qrsOn >= 2;
  const peak = isWhole ? peakOf(qrsOn, qrsOff) : r;
  const rPeak = isWhole ? Math.min(Math.max(peak, qrsOn + 1), qrsOff - 1) : r;
  const p = inOrder(place('pOn'), place('pPeak'), before(place('pOff'), qrsOn));
  const t = inOrder(behind(place('tOn'), qrsOff), place('tPeak'), place('tOff'));
  const isAfterPrevious = p[0] === undefined || previous === undefined || p[0] > previous;
  const [pOn, pPeak, pOff] = isAfterPrevious ? p : NO_WAVE;
  const [tOn, tPeak, tOff] = t;
  return { pOn, pPeak, pOff, qrsOn, rPeak, qrsOff, tOn, tPeak, tOff };
}

const NO_WAVE = [undefined, undefined, undefined] as const;

/** The three of a wave, without its peak where a boundary is beyond the record; none of them where they are not in order. */
function inOrder(on: number | undefined, peak: number | undefined, off: number | undefined) {
  if (peak === undefined) return NO_WAVE;
  if ((on !== undefined && on >= peak) || (off !== undefined && off <= peak)) return NO_WAVE;
  return [on, peak, off] as const;
}

const before = (sample: number | undefined, limit: number | undefined) =>
  sample === undefined || limit === undefined ? sample : Math.min(sample, limit);
const behind = (sample: number | undefined, limit: number | undefined) =>
  sample === undefined || limit === undefined ? sample : Math.max(sample, limit);

/** Where a lead is farthest from the line between the ends of its QRS. */
function largestDeflection(samples: Float32Array, on: number, off: number): number {
  const [first, last] = [samples[on] as number, samples[off] as number];
  let [peak, largest] = [on, -1];
  for (let n = on; n <= off; n++) {
    const height = Math.abs((samples[n] as number) - first - ((last - first) * (n - on)) / (off - on));
    if (height > largest) [peak, largest] = [n, height];
  }
  return peak;
}
