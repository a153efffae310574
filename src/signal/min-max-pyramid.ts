/** Samples per bucket of the finest level, and how many buckets of a level become one of the next. */
const [FIRST_BUCKET, STEP] = [16, 4];
/** Buckets are no larger, so that a record can be read in blocks of as many samples without tearing one. */
const LARGEST_BUCKET = 65_536;
/** Fewer buckets than a screen has columns are worth no level. */
const LEAST_BUCKETS = 2000;

/** A lead with the extremes of its buckets, level by level, from which those of any stretch follow quickly. */
export interface MinMaxPyramid {
  readonly samples: Float32Array;
  /** From the finest to the coarsest; none for short leads. */
  readonly levels: readonly MinMaxLevel[];
}

/** The extremes of all buckets of one size. */
export interface MinMaxLevel {
  readonly samplesPerBucket: number;
  /** Smallest and largest of each bucket in turn, `[2 × buckets]`; NaN where it has no sample. */
  readonly extremes: Float32Array;
}

/**
 * Sizes of the buckets of a pyramid over so many samples, from the finest to the coarsest, each four times the one before.
 *
 * @example
 * bucketSizes(100_000) // => [16]
 * bucketSizes(21_600_000) // => [16, 64, 256, 1024, 4096]
 */
export function bucketSizes(samples: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = FIRST_BUCKET; samples / size >= LEAST_BUCKETS && size <= LARGEST_BUCKET; size *= STEP)
    sizes.push(size);
  return sizes;
}

/**
 * Smallest and largest sample of each bucket in turn, `[2 × buckets]`. A missing sample (NaN) counts for nothing, and a bucket without
 * samples is NaN. The last bucket may be shorter.
 *
 * @example
 * bucketExtremes(Float32Array.of(1, 3, 2, NaN, NaN, NaN, 5), 2) // => Float32Array.of(1, 3, 2, 2, NaN, NaN, 5, 5)
 */
export function bucketExtremes(samples: Float32Array, samplesPerBucket: number): Float32Array {
  const extremes = new Float32Array(2 * Math.ceil(samples.length / samplesPerBucket)).fill(Number.NaN);
  for (let start = 0, place = 0; start < samples.length; start += samplesPerBucket, place += 2) {
    takeSamples(samples, start, Math.min(samples.length, start + samplesPerBucket), extremes, place);
  }
  return extremes;
}

/** Makes the pyramid of a lead; it keeps the samples themselves, and a sixth as much again. */
export function minMaxPyramid(samples: Float32Array): MinMaxPyramid {
  const levels: MinMaxLevel[] = [];
  for (const samplesPerBucket of bucketSizes(samples.length)) {
    const finer = levels.at(-1);
    const extremes = finer === undefined ? bucketExtremes(samples, samplesPerBucket) : coarser(finer.extremes);
    levels.push({ samplesPerBucket, extremes });
  }
  return { samples, levels };
}

/**
 * Smallest and largest sample in each of so many columns of equal width between two samples, exactly: as if all had been looked at.
 *
 * Column c holds the samples from ⌈from + c·w⌉ to before ⌈from + (c + 1)·w⌉, w = (to − from) / columns. One that holds none, lies outside
 * of the lead or in a gap is NaN.
 *
 * @returns smallest and largest of each column in turn, `[2 × columns]`
 */
export function pyramidEnvelope(pyramid: MinMaxPyramid, from: number, to: number, columns: number): Float32Array {
  const envelope = new Float32Array(2 * columns).fill(Number.NaN);
  const width = (to - from) / columns;
  for (let column = 0; column < columns; column++) {
    const start = Math.max(0, Math.ceil(from + column * width));
    const end = Math.min(pyramid.samples.length, Math.ceil(from + (column + 1) * width));
    takeStretch(pyramid, pyramid.levels.length - 1, start, end, envelope, 2 * column);
  }
  return envelope;
}

/** Takes a stretch into a pair of extremes: whole buckets of this level, and what is left at both ends from the finer ones. */
function takeStretch(
  pyramid: MinMaxPyramid,
  depth: number,
  start: number,
  end: number,
  into: Float32Array,
  place: number,
): void {
  const level = pyramid.levels[depth];
  if (level === undefined) {
    takeSamples(pyramid.samples, start, end, into, place);
    return;
  }
  const { samplesPerBucket, extremes } = level;
  const first = Math.ceil(start / samplesPerBucket);
  const last = Math.floor(end / samplesPerBucket);
  if (first >= last) {
    takeStretch(pyramid, depth - 1, start, end, into, place);
    return;
  }
  takeStretch(pyramid, depth - 1, start, first * samplesPerBucket, into, place);
  takeSamples(extremes, 2 * first, 2 * last, into, place);
  takeStretch(pyramid, depth - 1, last * samplesPerBucket, end, into, place);
}

/** Widens a pair of extremes by values. A comparison with NaN is false: the first value is taken, a missing one is not. */
function takeSamples(values: Float32Array, start: number, end: number, into: Float32Array, place: number): void {
  let smallest = into[place] as number;
  let largest = into[place + 1] as number;
  for (let i = start; i < end; i++) {
    const value = values[i] as number;
    if (Number.isNaN(value)) continue;
    if (!(smallest <= value)) smallest = value;
    if (!(largest >= value)) largest = value;
  }
  into[place] = smallest;
  into[place + 1] = largest;
}

/** The next level: `STEP` buckets become one. */
function coarser(extremes: Float32Array): Float32Array {
  return bucketExtremes(extremes, 2 * STEP);
}
