import type { DisplayItem, DisplayList } from './display-list.ts';
import { inks } from './inks.table.ts';

/**
 * A drawing as an SVG file at true scale: its size is in millimetres, and one unit of its coordinates is one millimetre.
 *
 * @returns the whole file, as text
 * @example
 * toSvg({ widthMm: 10, heightMm: 5, title: 'a < b', items: [] }).includes('a &lt; b') // => true
 */
export function toSvg({ widthMm, heightMm, title, items }: DisplayList): string {
  const [width, height] = [number(widthMm), number(heightMm)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" role="img" font-family="Helvetica, Arial, sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...items.map(svgItem),
    '</svg>',
    '',
  ].join('\n');
}

function svgItem(item: DisplayItem): string {
  switch (item.kind) {
    case 'lines':
      return `<path d="${linesPath(item.segments)}" stroke="${inks[item.ink]}" stroke-width="${number(item.widthMm)}" fill="none"/>`;
    case 'polyline': {
      const label = item.label === undefined ? '' : ` data-label="${escaped(item.label)}"`;
      const stroke = `stroke="${inks[item.ink]}" stroke-width="${number(item.widthMm)}" stroke-linejoin="round" fill="none"`;
      return `<polyline${label} points="${item.points.map(number).join(' ')}" ${stroke}/>`;
    }
    case 'text': {
      const weight = item.bold ? ' font-weight="bold"' : '';
      const place = `x="${number(item.xMm)}" y="${number(item.yMm)}" font-size="${number(item.sizeMm)}" text-anchor="${item.anchor}"`;
      return `<text ${place}${weight} fill="${inks[item.ink]}">${escaped(item.text)}</text>`;
    }
  }
}

function linesPath(segments: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < segments.length; i += 4) {
    const [x1, y1, x2, y2] = segments.slice(i, i + 4).map(number);
    parts.push(`M${x1} ${y1}L${x2} ${y2}`);
  }
  return parts.join('');
}

/** Hundredths of a millimetre: a tenth of a dot at 300 dpi. */
function number(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Text for XML: the characters that mean something there as entities, those that it forbids as replacement characters. */
function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  const isAllowed = (character: string) => character >= ' ' || character === '\t' || character === '\n';
  return Array.from(text, (character) => entities[character] ?? (isAllowed(character) ? character : '\ufffd')).join('');
}
