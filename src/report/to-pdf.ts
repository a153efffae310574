import type { DisplayItem, DisplayList } from './display-list.ts';
import { inks } from './inks.table.ts';
import { textWidthMm, winAnsiBytes } from './text-width.ts';

const POINTS_PER_MM = 72 / 25.4;

/**
 * A drawing as a PDF document (1.4, ISO 32000) of one page at true scale, with the same lines and texts as the SVG. The fonts are Helvetica and
 * Helvetica bold, which every reader has; letters that their encoding lacks are replaced by the nearest ones, and what has none by `?`.
 *
 * @returns the bytes of the file
 */
export function toPdf({ widthMm, heightMm, title, items }: DisplayList): Uint8Array {
  const [width, height] = [decimal(widthMm * POINTS_PER_MM), decimal(heightMm * POINTS_PER_MM)];
  // Millimetres from the top left corner, y down, as the display list has them.
  const frame = `${decimal(POINTS_PER_MM)} 0 0 ${decimal(-POINTS_PER_MM)} 0 ${height} cm`;
  const content = ['1 J 1 j', frame, ...items.map(itemPdf)].join('\n');
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  return document([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R` +
      ' /Resources << /Font << /F0 5 0 R /F1 6 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Title (${encoded(title)}) /Producer (einthoven) >>`,
  ]);
}

/** The objects, numbered from 1, with the table of where each begins. The last one is the document's information. */
function document(objects: readonly string[]): Uint8Array {
  let text = '%PDF-1.4\n';
  const starts = objects.map((object, i) => {
    const start = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return start;
  });
  const table = text.length;
  const entries = starts.map((start) => `${String(start).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${entries}`;
  text += `trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function itemPdf(item: DisplayItem): string {
  switch (item.kind) {
    case 'lines':
      return `${stroke(item)}\n${linesPath(item.segments)} S`;
    case 'polyline':
      return `${stroke(item)}\n${polylinePath(item.points)} S`;
    case 'boxes':
      return `${colour(item.ink)} rg\n${boxesPath(item.boxes)} f`;
    case 'text': {
      const { text, sizeMm, anchor, bold, ink } = item;
      const letters = encoded(text);
      const widthMm = textWidthMm(text, sizeMm);
      const left = anchor === 'start' ? item.xMm : item.xMm - (anchor === 'middle' ? widthMm / 2 : widthMm);
      const place = `1 0 0 -1 ${decimal(left)} ${decimal(item.yMm)} Tm`;
      return `BT ${colour(ink)} rg /F${bold ? 1 : 0} ${decimal(sizeMm)} Tf ${place} (${letters}) Tj ET`;
    }
    default: {
      const unknown: never = item;
      return unknown;
    }
  }
}

function stroke({ ink, widthMm }: { readonly ink: keyof typeof inks; readonly widthMm: number }): string {
  return `${colour(ink)} RG ${decimal(widthMm)} w`;
}

/** Parts of red, green and blue, 0 to 1. */
function colour(ink: keyof typeof inks): string {
  const value = Number.parseInt(inks[ink].slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255].map((part) => decimal(part / 255)).join(' ');
}

function linesPath(segments: readonly number[]): string {
  let path = '';
  for (let n = 0; n < segments.length; n += 4) {
    path += `${place(segments, n)} m ${place(segments, n + 2)} l\n`;
  }
  return path;
}

function polylinePath(points: readonly number[]): string {
  let path = `${place(points, 0)} m\n`;
  // A single point is a dot: a line to itself, with round ends.
  for (let n = Math.min(2, points.length - 2); n < points.length; n += 2) path += `${place(points, n)} l\n`;
  return path;
}

function boxesPath(boxes: readonly number[]): string {
  let path = '';
  for (let n = 0; n < boxes.length; n += 4) path += `${place(boxes, n)} ${place(boxes, n + 2)} re\n`;
  return path;
}

function place(points: readonly number[], n: number): string {
  return `${decimal(points[n] as number)} ${decimal(points[n + 1] as number)}`;
}

/** With four decimals at most, and never with an exponent, which PDF does not know. */
function decimal(value: number): string {
  return String(Math.round(value * 1e4) / 1e4 + 0)
    .replace(/^(-?)0\./, '$1.')
    .replace(/^.*e.*$/, '0');
}

/** Text as a PDF string: one byte per letter, those with a meaning of their own escaped. */
function encoded(text: string): string {
  return winAnsiBytes(text)
    .map((byte) => String.fromCharCode(byte))
    .join('')
    .replace(/[\\()]/g, '\\$&');
}
