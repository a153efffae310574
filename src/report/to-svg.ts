import type { DisplayItem, DisplayList } from './display-list.ts';
import { inks } from './inks.table.ts';

/**
 * A drawing as an SVG document at true scale: its size is stated in millimetres, and one unit of its coordinates is one
 * millimetre, rounded to hundredths.
 *
 * @example
 * toSvg({ widthMm: 10, heightMm: 5, title: 'Empty', items: [] }).includes('width="10mm" height="5mm" viewBox="0 0 10 5"') // => true
 */
export function toSvg({ widthMm, heightMm, title, items }: DisplayList): string {
  const [width, height] = [decimal(hundredths(widthMm)), decimal(hundredths(heightMm))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}"` +
      ` role="img" font-family="Helvetica, Arial, sans-serif">`,
    `<title>${escapeText(title)}</title>`,
    `<rect width="100%" height="100%" fill="${inks.paper}"/>`,
    ...items.map(itemSvg),
    '</svg>',
    '',
  ].join('\n');
}

function itemSvg(item: DisplayItem): string {
  switch (item.kind) {
    case 'lines':
      return `<path d="${linesPath(item.segments)}" ${stroke(item)}/>`;
    case 'polyline': {
      const label = item.label === undefined ? '' : `<title>${escapeText(item.label)}</title>`;
      return `<path d="${polylinePath(item.points)}" ${stroke(item)} stroke-linejoin="round" stroke-linecap="round">${label}</path>`;
    }
    case 'boxes':
      return `<path d="${boxesPath(item.boxes)}" fill="${inks[item.ink]}"/>`;
    case 'text': {
      const anchor = item.anchor === 'start' ? '' : ` text-anchor="${item.anchor}"`;
      const weight = item.bold ? ' font-weight="bold"' : '';
      const place = `x="${decimal(hundredths(item.xMm))}" y="${decimal(hundredths(item.yMm))}"`;
      const size = `font-size="${decimal(hundredths(item.sizeMm))}"`;
      return `<text ${place} ${size}${anchor}${weight} fill="${inks[item.ink]}" xml:space="preserve">${escapeText(item.text)}</text>`;
    }
    default: {
      const unknown: never = item;
      return unknown;
    }
  }
}

function stroke({ ink, widthMm }: { ink: keyof typeof inks; widthMm: number }): string {
  return `fill="none" stroke="${inks[ink]}" stroke-width="${decimal(hundredths(widthMm))}"`;
}

function linesPath(segments: readonly number[]): string {
  let path = '';
  for (let n = 0; n < segments.length; n += 4) {
    const [x1, y1, x2, y2] = segments.slice(n, n + 4).map(hundredths) as [number, number, number, number];
    path += `M${pair(x1, y1)}`;
    path += x1 === x2 ? `V${decimal(y2)}` : y1 === y2 ? `H${decimal(x2)}` : `L${pair(x2, y2)}`;
  }
  return path;
}

function boxesPath(boxes: readonly number[]): string {
  let path = '';
  for (let n = 0; n < boxes.length; n += 4) {
    const [x, y, width, height] = boxes.slice(n, n + 4).map(hundredths) as [number, number, number, number];
    path += `M${pair(x, y)}h${decimal(width)}v${decimal(height)}h${decimal(-width)}z`;
  }
  return path;
}

/** Moves from point to point, which is shorter than places; taken between rounded places, so that rounding does not add up. */
function polylinePath(points: readonly number[]): string {
  let [lastX, lastY] = [hundredths(points[0] as number), hundredths(points[1] as number)];
  let path = `M${pair(lastX, lastY)}l`;
  // A single point moves nowhere: with round caps, that is a dot.
  if (points.length === 2) return `${path}0 0`;
  for (let n = 2; n < points.length; n += 2) {
    const [x, y] = [hundredths(points[n] as number), hundredths(points[n + 1] as number)];
    const move = pair(x - lastX, y - lastY);
    path += n === 2 || move.startsWith('-') ? move : ` ${move}`;
    [lastX, lastY] = [x, y];
  }
  return path;
}

function pair(x: number, y: number): string {
  const second = decimal(y);
  return second.startsWith('-') ? decimal(x) + second : `${decimal(x)} ${second}`;
}

function hundredths(mm: number): number {
  return Math.round(mm * 100);
}

/** Hundredths as a decimal number without needless zeros: 150 → `1.5`, −7 → `-.07`. */
function decimal(count: number): string {
  return String(count / 100).replace(/^(-?)0\./, '$1.');
}

/** Text between or inside tags; characters that XML 1.0 cannot hold are replaced by U+FFFD. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
