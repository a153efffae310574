import type { Random } from '../random.ts';

/**
 * The two rhythms of heart rate variability and their share of its variance: Mayer waves and respiration, with the ratio 0.5 and
 * the Gaussian bands of 0.01 Hz width of McSharry et al. 2003.
 */
const BANDS = [
  { centreHz: 0.1, widthHz: 0.01, varianceShare: 1 / 3 },
  { centreHz: 0.25, widthHz: 0.01, varianceShare: 2 / 3 },
] as const;

const TONES_PER_BAND = 6;

/**
 * A smooth random function of time (seconds) with mean 0 and variance 1, whose spectrum has the low-frequency and the
 * respiratory peak of heart rate variability. Each band is a sum of tones with random frequencies and phases, so that the
 * function can be asked at any time.
 */
export function createVariability(random: Random): (sec: number) => number {
  const tones = BANDS.flatMap(({ centreHz, widthHz, varianceShare }) =>
    Array.from({ length: TONES_PER_BAND }, () => ({
      // A sine of amplitude a has the variance a²/2.
      amplitude: Math.sqrt((2 * varianceShare) / TONES_PER_BAND),
      hz: centreHz + widthHz * random.normal(),
      phase: 2 * Math.PI * random.uniform(),
    })),
  );
  return (sec) =>
    tones.reduce((sum, { amplitude, hz, phase }) => sum + amplitude * Math.sin(2 * Math.PI * hz * sec + phase), 0);
}
