const NARROW_SPACE = '\u202f';

/** A number with so many decimals and a true minus sign; never a negative zero. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

/** A share as it is read: near 0 and 1 it is not rounded onto them. */
export function percent(share: number): string {
  if (share > 0 && share < 0.001) return `< 0.1${NARROW_SPACE}%`;
  if (share < 1 && share > 0.999) return `> 99.9${NARROW_SPACE}%`;
  return `${(100 * share).toFixed(share < 0.1 || share > 0.9 ? 1 : 0)}${NARROW_SPACE}%`;
}

/** A measured value as it is read: millivolts to hundredths, ratios and percentages to tenths, all else in whole units. */
export function figure(value: number | string, unit?: string): string {
  if (typeof value === 'string') return value.replaceAll('-', ' ');
  const digits = unit === 'mV' ? 2 : unit === '%' || (unit === undefined && !Number.isInteger(value)) ? 1 : 0;
  const text = fixed(value, digits);
  return unit === undefined ? text : `${text}${unit === '°' ? '' : NARROW_SPACE}${unit}`;
}
