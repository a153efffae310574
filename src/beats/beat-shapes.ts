import type { FusedEnvelope } from './fuse-envelopes.ts';
import type { QrsEnvelope } from './qrs-envelope.ts';

/** Beats of one shape. */
export interface ShapeCluster {
  /** Mean of the shapes, one lead after the other. */
  readonly template: Float64Array;
  /** Places of its beats in the list of beats. */
  readonly beats: readonly number[];
  /** From the first to the last moment at which the template moves as QRS does, in ms. */
  readonly widthMs: number;
}

/** The beats of a part of a record, sorted by shape. */
export interface BeatShapes {
  /** Largest first. */
  readonly clusters: readonly ShapeCluster[];
  /** By beat. */
  readonly clusterOf: readonly ShapeCluster[];
}

/** What is compared: QRS and the beginning of ST, around R. */
const BEFORE_SEC = 0.12;
const AFTER_SEC = 0.16;
/** R may lie this far from where it lies in other beats of the same shape. */
const SHIFT_SEC = 0.032;
/** Beats that correlate by this are of one shape; by less where noise leaves hardly two alike. */
const SAME_SHAPE = [0.85, 0.7, 0.5] as const;
/** The usual shape is that of this share of beats at least. */
const LEAST_USUAL = 0.3;
const MOST_CLUSTERS = 24;
/** The template moves as QRS does where its slope exceeds this share of its steepest slope. */
const SLOPE_SHARE = 0.2;

interface Growing {
  readonly sum: Float64Array;
  readonly beats: number[];
}

/**
 * Sorts beats by the correlation of their shapes in all leads together, each lead in units of its usual QRS.
 *
 * @param rPeaks samples at the working rate
 */
export function sortShapes(
  leads: readonly QrsEnvelope[],
  { fs, leads: levels }: FusedEnvelope,
  rPeaks: readonly number[],
): BeatShapes {
  const shapeAt = shapeReader(leads, fs, levels);
  const shift = Math.round(SHIFT_SEC * fs);
  const shapes = rPeaks.map((r) => Array.from({ length: 2 * shift + 1 }, (_, k) => shapeAt(r, r + k - shift)));
  let sorted: BeatShapes | undefined;
  for (const alike of SAME_SHAPE) {
    sorted = regroup(grow(shapes, alike), shapes, alike, { leads: leads.length, fs });
    if ((sorted.clusters[0]?.beats.length ?? 0) >= LEAST_USUAL * rPeaks.length) break;
  }
  return sorted as BeatShapes;
}

/** Puts each beat to those before that it is alike. */
function grow(shapes: readonly (readonly Float64Array[])[], alike: number): Growing[] {
  const growing: Growing[] = [];
  shapes.forEach((shifted, beat) => {
    const { cluster, correlation, shape } = bestMatch(growing, shifted);
    if (cluster && (correlation >= alike || growing.length >= MOST_CLUSTERS)) {
      add(cluster.sum, shape);
      cluster.beats.push(beat);
    } else growing.push({ sum: Float64Array.from(shifted[shifted.length >> 1] as Float64Array), beats: [beat] });
  });
  return growing;
}

/** Once more, against the finished templates of clusters, so that the order of beats matters less. */
function regroup(
  growing: readonly Growing[],
  shapes: readonly (readonly Float64Array[])[],
  alike: number,
  { leads, fs }: { readonly leads: number; readonly fs: number },
): BeatShapes {
  const ordered = [...growing].sort((a, b) => b.beats.length - a.beats.length);
  const members = ordered.map((): number[] => []);
  const placeOf = shapes.map((shifted, beat) => {
    // A shape that only this beat has is no evidence for it.
    const others = ordered.filter(({ beats }) => beats.length > 1 || beats[0] !== beat);
    const { cluster, correlation } = bestMatch(others, shifted);
    const own = ordered.findIndex(({ beats }) => beats.length === 1 && beats[0] === beat);
    const place = cluster && (correlation >= alike || own < 0) ? ordered.indexOf(cluster) : own;
    members[place]?.push(beat);
    return place;
  });
  const clusters = ordered.map(({ sum, beats }, place) => {
    const template = sum.map((value) => value / beats.length);
    return { template, beats: members[place] as number[], widthMs: (1000 * width(template, leads)) / fs };
  });
  const clusterOf = placeOf.map((place) => clusters[place] as ShapeCluster);
  return { clusters: clusters.sort((a, b) => b.beats.length - a.beats.length), clusterOf };
}

/** Reads shapes of unit energy, each lead without its mean; a lead that does not count is 0. */
function shapeReader(leads: readonly QrsEnvelope[], fs: number, levels: FusedEnvelope['leads']) {
  const before = Math.round(BEFORE_SEC * fs);
  const length = before + Math.round(AFTER_SEC * fs) + 1;
  const smooth = leads.map(({ slow }) => smoothed(slow));
  return (r: number, centre: number): Float64Array => {
    const shape = new Float64Array(leads.length * length);
    const block = Math.max(0, Math.floor(r / Math.max(1, Math.round(fs))));
    for (let l = 0; l < smooth.length; l++) {
      const lead = smooth[l] as Float32Array;
      const level = levels[l];
      const weight = level?.weight[block] ?? 0;
      if (!(weight > 0) || level === undefined) continue;
      const from = l * length;
      let mean = 0;
      for (let i = 0; i < length; i++) {
        const value = at(lead, centre - before + i);
        shape[from + i] = value;
        mean += value;
      }
      mean /= length;
      const scale = Math.sqrt(weight) / (level.peak[block] as number);
      for (let i = from; i < from + length; i++) shape[i] = scale * ((shape[i] as number) - mean);
    }
    const energy = energyOf(shape);
    const unit = energy > 0 ? 1 / Math.sqrt(energy) : 0;
    for (let i = 0; i < shape.length; i++) shape[i] = (shape[i] as number) * unit;
    return shape;
  };
}

/** Weighted mean of three, against muscle noise; both ends continued. */
function smoothed(values: Float32Array): Float32Array {
  const smooth = new Float32Array(values.length);
  let before = values[0] as number;
  let here = before;
  for (let i = 0; i < values.length; i++) {
    const after = i + 1 < values.length ? (values[i + 1] as number) : here;
    smooth[i] = (before + 2 * here + after) / 4;
    before = here;
    here = after;
  }
  return smooth;
}

/** Both ends continued. */
function at(values: Float32Array, i: number): number {
  return values[Math.min(values.length - 1, Math.max(0, i))] as number;
}

function bestMatch(clusters: readonly Growing[], shifted: readonly Float64Array[]) {
  let cluster: Growing | undefined;
  let correlation = -1;
  let shape = shifted[0] as Float64Array;
  for (const candidate of clusters) {
    const energy = energyOf(candidate.sum);
    for (const one of shifted) {
      const found = energy > 0 ? dotProduct(one, candidate.sum) / Math.sqrt(energy) : 0;
      if (!(found > correlation)) continue;
      cluster = candidate;
      correlation = found;
      shape = one;
    }
  }
  return { cluster, correlation, shape };
}

function energyOf(values: Float64Array): number {
  return dotProduct(values, values);
}

function dotProduct(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function add(sum: Float64Array, shape: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + (shape[i] as number);
}

/** In samples: how long some lead's slope, root mean square over leads, exceeds a share of the steepest. */
function width(template: Float64Array, leads: number): number {
  const length = template.length / leads;
  const slope = new Float64Array(length);
  for (let i = 1; i < length - 1; i++) {
    let sum = 0;
    for (let l = 0; l < leads; l++) {
      sum += ((template[l * length + i + 1] as number) - (template[l * length + i - 1] as number)) ** 2;
    }
    slope[i] = Math.sqrt(sum);
  }
  const least = SLOPE_SHARE * Math.max(...slope);
  const first = slope.findIndex((value) => value > least);
  const last = slope.findLastIndex((value) => value > least);
  return last - first + 1;
}
