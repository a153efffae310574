import { bandPower, cubicSpline, welch } from '../signal/index.ts';
import type { RrInterval } from './rr-intervals.ts';

/** Power of the NN intervals by frequency. */
export interface HrvBands {
  readonly vlfMs2: number;
  readonly lfMs2: number;
  readonly hfMs2: number;
}

const TACHOGRAM_FS = 4;
const SEGMENT_SEC = 300;
/** The first bin after 0, whose power is gone with the mean of the segment. */
const VLF_FROM_HZ = 1 / SEGMENT_SEC;
const LF_FROM_HZ = 0.04;
const HF_FROM_HZ = 0.15;
const HF_TO_HZ = 0.4;
/** Frequencies of bins are multiples of 1/300 Hz in floating point: 0.04, 0.15 and 0.4 are among them and belong to the band above. */
const ROUNDING_HZ = 1e-9;

/**
 * Power in the bands of the Task Force. The intervals, each at the time of its second beat, are joined by a natural cubic spline, which
 * bridges beats that were left out; it is read at 4 Hz, and its spectrum is Welch's, of segments of 5 minutes under a Hann window that
 * overlap by half.
 *
 * @param nn at least one interval
 */
export function hrvBands(nn: readonly RrInterval[]): HrvBands {
  const curve = cubicSpline(nn.map(({ endSec, ms }) => ({ x: endSec, y: ms })));
  const startSec = nn[0]?.endSec ?? 0;
  const endSec = nn.at(-1)?.endSec ?? 0;
  const count = Math.floor((endSec - startSec) * TACHOGRAM_FS) + 1;
  const tachogram = Float64Array.from({ length: count }, (_, i) => curve(startSec + i / TACHOGRAM_FS));
  const spectrum = welch(tachogram, TACHOGRAM_FS, { segmentSec: SEGMENT_SEC });
  const power = (lowHz: number, highHz: number) => bandPower(spectrum, lowHz - ROUNDING_HZ, highHz - ROUNDING_HZ);
  return {
    vlfMs2: power(VLF_FROM_HZ, LF_FROM_HZ),
    lfMs2: power(LF_FROM_HZ, HF_FROM_HZ),
    hfMs2: power(HF_FROM_HZ, HF_TO_HZ),
  };
}
