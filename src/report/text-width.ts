import { HELVETICA_WIDTHS, WIN_ANSI } from './helvetica.table.ts';

/** Letters as bytes of WinAnsiEncoding (ISO 32000-1, annex D), with the nearest ones for those that it lacks, or `?`. */
export function winAnsiBytes(text: string): readonly number[] {
  return [...text].flatMap((letter) => {
    const code = letter.codePointAt(0) as number;
    if ((code >= 32 && code < 127) || (code >= 160 && code < 256)) return code;
    const known = WIN_ANSI[letter] ?? '?';
    return typeof known === 'number' ? known : [...known].map((one) => one.charCodeAt(0));
  });
}

/** How wide a text is in Helvetica, mm; letters beyond ASCII are taken to be as wide as a digit. */
export function textWidthMm(text: string, sizeMm: number): number {
  const thousandths = winAnsiBytes(text).reduce((width, byte) => width + (HELVETICA_WIDTHS[byte - 32] ?? 556), 0);
  return (sizeMm * thousandths) / 1000;
}

/** Where neither Helvetica nor Arial is installed, a page in a browser has letters wider by so much (DejaVu Sans, Verdana). */
export const WIDER_FONTS = 1.18;
