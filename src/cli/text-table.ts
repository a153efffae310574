/** A figure to three digits; a dash where it was not measured. */
export function cell(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}

/** `[0.912, 0.954]`, or a dash. */
export function interval(bounds: readonly [number, number] | undefined): string {
  return bounds === undefined ? '–' : `[${cell(bounds[0])}, ${cell(bounds[1])}]`;
}

/** Columns aligned by spaces: the first to the left, the others to the right. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ');
  return `${all.map(line).join('\n')}\n`;
}
