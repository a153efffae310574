/** A line on standard error that is rewritten in place on a terminal; elsewhere only `finish` prints. */
export interface ProgressLine {
  update(text: string): void;
  /** Takes the line away. */
  clear(): void;
  /** Replaces the line by a lasting one. */
  finish(text: string): void;
}

/** Updates closer together than this are left out, in milliseconds. */
const INTERVAL_MS = 100;

/** Starts a progress line. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): ProgressLine {
  let last = 0;
  return {
    update(text) {
      const now = performance.now();
      if (!stream.isTTY || now - last < INTERVAL_MS) return;
      last = now;
      stream.write(`\r\x1b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear() {
      if (stream.isTTY) stream.write('\r\x1b[2K');
    },
    finish(text) {
      stream.write(stream.isTTY ? `\r\x1b[2K${text}\n` : `${text}\n`);
    },
  };
}

/** A bar of the given width: `█████░░░░░`. */
export function bar(fraction: number, width = 24): string {
  const full = Math.round(Math.min(Math.max(fraction, 0), 1) * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}

/** Seconds for people: `42 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const pad = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}
