import type { DisplayText } from './display-list.ts';
import { fitText } from './page-text.ts';
import type { PageBox } from './paper.ts';
import { textWidthMm, WIDER_FONTS } from './text-width.ts';

/** Space above the grid for `drawHeader`. */
export const HEADER_MM = 14;
/** Space below the grid for each line of `drawFooter`, which has one more than there are notes. */
export const FOOTER_LINE_MM = 4;

/** Above the grid: the title and the scale at which it is drawn on one line, the facts below. */
export function drawHeader(
  { title, facts, scale }: { readonly title: string; readonly facts: string; readonly scale: string },
  { leftMm, topMm, widthMm }: PageBox,
): readonly DisplayText[] {
  const rightMm = leftMm + widthMm;
  const titleRoomMm = widthMm - WIDER_FONTS * textWidthMm(scale, 3.2) - 5;
  return [
    { ...line(fitText(title, 5, titleRoomMm), leftMm, topMm - 9, 5), bold: true },
    { ...line(scale, rightMm, topMm - 9, 3.2), anchor: 'end' },
    line(fitText(facts, 3.2, widthMm), leftMm, topMm - 3, 3.2),
  ];
}

/** Below the grid: the notes, and at last that this is no medical device. */
export function drawFooter(notes: readonly string[], disclaimer: string, grid: PageBox): readonly DisplayText[] {
  const belowMm = grid.topMm + grid.heightMm;
  return [...notes, disclaimer].map((text, n) => ({
    ...line(fitText(text, 2.8, grid.widthMm), grid.leftMm, belowMm + (n + 1) * FOOTER_LINE_MM, 2.8),
    bold: text === disclaimer,
    ink: 'muted',
  }));
}

function line(text: string, xMm: number, yMm: number, sizeMm: number): DisplayText {
  return { kind: 'text', text, xMm, yMm, sizeMm, anchor: 'start', bold: false, ink: 'text' };
}
