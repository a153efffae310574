import type { PowerSpectrum } from './welch.ts';

/**
 * Power between two frequencies, in unit²: the sum over the bins in [lowHz, highHz) times their distance, so that
 * adjacent bands add up.
 *
 * @example
 * const spectrum = { frequenciesHz: Float64Array.of(0, 1, 2, 3), density: Float64Array.of(5, 1, 2, 4) };
 * bandPower(spectrum, 1, 3) // => 3
 */
export function bandPower({ frequenciesHz, density }: PowerSpectrum, lowHz: number, highHz: number): number {
  const resolution = (frequenciesHz[1] ?? 0) - (frequenciesHz[0] ?? 0);
  let sum = 0;
  density.forEach((d, k) => {
    const hz = frequenciesHz[k] as number;
    if (hz >= lowHz && hz < highHz) sum += d;
  });
  return sum * resolution;
}
