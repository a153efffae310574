/** Where a browser keeps how large the pixels of its screen are. */
const KEY = 'einthoven.pixelsPerMm';
/** What CSS takes an inch to be: true for no screen in particular, near for most. */
export const CSS_PIXELS_PER_MM = 96 / 25.4;
/** Beyond these no screen is. */
const [LEAST, MOST] = [1, 20];

/** CSS pixels per millimetre of this screen, as it was calibrated; by the convention of CSS where it was not. */
export function storedPixelsPerMm(storage: Pick<Storage, 'getItem'>): number {
  const stored = Number(storage.getItem(KEY) ?? Number.NaN);
  return stored >= LEAST && stored <= MOST ? stored : CSS_PIXELS_PER_MM;
}

/** Keeps a calibration for the next time. */
export function storePixelsPerMm(storage: Pick<Storage, 'setItem'>, pixelsPerMm: number): void {
  storage.setItem(KEY, String(pixelsPerMm));
}
