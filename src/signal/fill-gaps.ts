import { EcgError } from '../errors.ts';
import { requireFinite, type Samples } from './samples.ts';

/** A run of missing samples. */
export interface Gap {
  /** First missing sample. */
  readonly start: number;
  /** First sample after the run. */
  readonly end: number;
}

/**
 * Runs of NaN. Infinite samples are no gaps but broken input, which `fillGaps` refuses.
 *
 * @example
 * findGaps(Float32Array.of(NaN, 1, NaN, NaN, 2)) // => [{ start: 0, end: 1 }, { start: 2, end: 4 }]
 */
export function findGaps(samples: Samples): readonly Gap[] {
  const gaps: Gap[] = [];
  for (let i = 0; i < samples.length; i++) {
    if (!Number.isNaN(samples[i])) continue;
    const start = i;
    while (i < samples.length && Number.isNaN(samples[i])) i++;
    gaps.push({ start, end: i });
  }
  return gaps;
}

/**
 * Bridges runs of NaN by straight lines; a run at an end takes the value of its one neighbour. What is bridged is not
 * measured: keep the list of gaps, and let nothing be read there.
 *
 * @param maxGap longest run that may be bridged, in samples
 * @throws EcgError `invalid-argument` for a longer run, a `maxGap` below 0, a lead of nothing but NaN, or an infinite
 * sample
 * @example
 * fillGaps(Float64Array.of(0, NaN, NaN, 3), 2).samples // => Float64Array.of(0, 1, 2, 3)
 */
export function fillGaps<S extends Samples>(
  samples: S,
  maxGap: number,
): { readonly samples: S; readonly gaps: readonly Gap[] } {
  if (!(maxGap >= 0)) {
    throw new EcgError(
      'invalid-argument',
      `fillGaps: maxGap must be 0 or a positive number of samples, got ${maxGap}`,
      {
        maxGap,
      },
    );
  }
  const gaps = findGaps(samples);
  const filled = samples.slice() as S;
  for (const gap of gaps) {
    const { start, end } = gap;
    if (end - start > maxGap) {
      throw new EcgError(
        'invalid-argument',
        `fillGaps: a gap may have ${maxGap} samples, got ${end - start} from index ${start}`,
        { ...gap, maxGap },
      );
    }
    bridge(filled, gap);
  }
  requireFinite(filled, 'fillGaps');
  return { samples: filled, gaps };
}

function bridge(samples: Samples, { start, end }: Gap): void {
  const before = samples[start - 1] ?? samples[end] ?? Number.NaN;
  const after = samples[end] ?? before;
  for (let i = start; i < end; i++) {
    samples[i] = before + ((after - before) * (i - start + 1)) / (end - start + 1);
  }
}
