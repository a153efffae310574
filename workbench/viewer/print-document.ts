import { type DisplayList, toSvg } from 'einthoven/report';

/** Sheets of paper, from the smallest. */
const SHEETS = [
  { name: 'A4 landscape', widthMm: 297, heightMm: 210 },
  { name: 'A3 landscape', widthMm: 420, heightMm: 297 },
] as const;

/** A document of one page with a drawing at true scale, on the smallest sheet that holds it. */
export function printedDocument(drawing: DisplayList): string {
  const { widthMm, heightMm } = drawing;
  const sheet = SHEETS.find((one) => widthMm <= one.widthMm && heightMm <= one.heightMm);
  const size = sheet?.name ?? `${Math.ceil(widthMm)}mm ${Math.ceil(heightMm)}mm`;
  const style = `@page { size: ${size}; margin: 0 } html, body { margin: 0 } svg { display: block }`;
  return `<!doctype html><meta charset="utf-8"><title>${drawing.title.replace(/[<&]/g, ' ')}</title><style>${style}</style>${toSvg(drawing)}`;
}
