import { EcgError } from '../errors.ts';

/**
 * Which frequencies a filter passes, named by the edges of what stays. At an edge a Butterworth filter has lost 3 dB.
 */
export type PassBand =
  | { readonly kind: 'low-pass'; readonly highHz: number }
  | { readonly kind: 'high-pass'; readonly lowHz: number }
  | { readonly kind: 'band-pass'; readonly lowHz: number; readonly highHz: number }
  /** Passes below `lowHz` and above `highHz`. */
  | { readonly kind: 'band-stop'; readonly lowHz: number; readonly highHz: number };

/** @throws EcgError `invalid-argument` unless 0 < edges < fs / 2 in rising order and `order` is a positive integer */
export function requireDesignable(band: PassBand, order: number, fs: number, caller: string): void {
  const refuse = (rule: string, details: Record<string, unknown>) => {
    throw new EcgError('invalid-argument', `${caller}: ${rule}`, details);
  };
  if (!(Number.isInteger(order) && order > 0)) refuse(`order must be a positive integer, got ${order}`, { order });
  if (!(Number.isFinite(fs) && fs > 0)) refuse(`fs must be a positive number of Hz, got ${fs}`, { fs });
  const edges = Object.entries(band).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  for (const [name, hz] of edges) {
    if (!(hz > 0 && hz < fs / 2)) {
      refuse(`${name} must lie between 0 and fs / 2 = ${fs / 2} Hz, got ${hz}`, { [name]: hz, fs });
    }
  }
  if ('lowHz' in band && 'highHz' in band && !(band.lowHz < band.highHz)) {
    refuse(`lowHz must be below highHz, got ${band.lowHz} and ${band.highHz}`, { ...band });
  }
}
