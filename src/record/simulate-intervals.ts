/**
 * PR interval in milliseconds, onset of P to onset of QRS: 182.9 − 0.287 · rate (Atterhög JH, Loogna E. P-R interval in relation
 * to heart rate during exercise. J Electrocardiol 1977;10:331–336), which found it from 90 to 140/min and no further shortening
 * above. Below 90/min the line is continued down to 60/min and held there.
 *
 * @example
 * prIntervalMs(60) // => 165.68
 * prIntervalMs(220) // => 142.72
 */
export function prIntervalMs(heartRateBpm: number): number {
  return 182.9 - 0.287 * Math.min(140, Math.max(60, heartRateBpm));
}

/**
 * How much longer ventricular repolarisation takes than at 60/min: the cube root of the RR interval in seconds (Fridericia LS.
 * Acta Med Scand 1920;53:469–486). With it, QT corrected by Fridericia's formula is the same at all rates.
 *
 * @example
 * repolarisationFactor(60) // => 1
 * repolarisationFactor(120) // => 0.7937005
 */
export function repolarisationFactor(heartRateBpm: number): number {
  return Math.cbrt(60 / heartRateBpm);
}
