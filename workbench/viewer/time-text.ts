/**
 * A time in a recording as its length asks for it: `2.5 s`, `12:31.0` in minutes and seconds, `01:12:31.0` in hours of a recording of an hour
 * and more.
 *
 * @param durationSec of the recording
 */
export function clockText(sec: number, durationSec: number): string {
  if (durationSec < 60) return `${sec.toFixed(1)} s`;
  const tenths = Math.round(10 * sec);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const [hours, minutes] = [tenths / 36_000, (tenths / 600) % 60];
  const seconds = `${two((tenths / 10) % 60)}.${tenths % 10}`;
  return durationSec < 3600 ? `${two(minutes)}:${seconds}` : `${two(hours)}:${two(minutes)}:${seconds}`;
}
