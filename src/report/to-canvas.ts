import type {
  DisplayBoxes,
  DisplayItem,
  DisplayLines,
  DisplayList,
  DisplayPolyline,
  DisplayText,
} from './display-list.ts';
import { INK_THEMES, type Inks } from './inks.table.ts';

/** What a canvas must be able to do: those of pages and of workers can. */
export type CanvasContext = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'strokeText'
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'lineCap'
  | 'font'
  | 'textAlign'
>;

/** How a drawing is put on a screen. */
export interface CanvasOptions {
  /** Pixels of the canvas, which are those of the device and not of CSS. */
  readonly pixelsPerMm: number;
  readonly theme: keyof typeof INK_THEMES;
}

/** Width of the rim in the colour of the paper that keeps letters readable on a trace. */
const RIM_MM = 0.7;

/**
 * Paints a drawing on a canvas, over what is there. Lines along the grid are as many whole pixels wide as they are on paper, one at
 * least, and lie on whole pixels, so that they are crisp. The paper itself is the caller's to fill (`INK_THEMES[theme].paper`).
 */
export function toCanvas({ items }: Pick<DisplayList, 'items'>, context: CanvasContext, options: CanvasOptions): void {
  const inks = INK_THEMES[options.theme];
  for (const item of items) paintItem(item, context, options.pixelsPerMm, inks);
}

function paintItem(item: DisplayItem, context: CanvasContext, scale: number, inks: Inks): void {
  switch (item.kind) {
    case 'lines':
      paintLines(item, context, scale, inks);
      break;
    case 'polyline':
      paintPolyline(item, context, scale, inks);
      break;
    case 'boxes':
      paintBoxes(item, context, scale, inks);
      break;
    case 'text':
      paintText(item, context, scale, inks);
      break;
    default:
      item satisfies never;
  }
}

function paintLines({ segments, ink, widthMm }: DisplayLines, context: CanvasContext, scale: number, inks: Inks): void {
  const width = Math.max(1, Math.round(widthMm * scale));
  // The middle of a line of odd width lies in the middle of a pixel.
  const middle = (width % 2) / 2;
  context.strokeStyle = inks[ink];
  context.lineWidth = width;
  context.lineCap = 'butt';
  context.beginPath();
  for (let n = 0; n < segments.length; n += 4) {
    context.moveTo(
      Math.round((segments[n] as number) * scale) + middle,
      Math.round((segments[n + 1] as number) * scale) + middle,
    );
    context.lineTo(
      Math.round((segments[n + 2] as number) * scale) + middle,
      Math.round((segments[n + 3] as number) * scale) + middle,
    );
  }
  context.stroke();
}

function paintPolyline({ points, ink, widthMm }: DisplayPolyline, context: CanvasContext, scale: number, inks: Inks) {
  context.strokeStyle = inks[ink];
  context.lineWidth = Math.max(1, widthMm * scale);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo((points[0] as number) * scale, (points[1] as number) * scale);
  // A single point is a dot: a line to itself, with round ends.
  for (let n = Math.min(2, points.length - 2); n < points.length; n += 2) {
    context.lineTo((points[n] as number) * scale, (points[n + 1] as number) * scale);
  }
  context.stroke();
}

function paintBoxes({ boxes, ink }: DisplayBoxes, context: CanvasContext, scale: number, inks: Inks): void {
  context.fillStyle = inks[ink];
  for (let n = 0; n < boxes.length; n += 4) {
    context.fillRect(
      (boxes[n] as number) * scale,
      (boxes[n + 1] as number) * scale,
      (boxes[n + 2] as number) * scale,
      (boxes[n + 3] as number) * scale,
    );
  }
}

function paintText(item: DisplayText, context: CanvasContext, scale: number, inks: Inks): void {
  const [x, y] = [item.xMm * scale, item.yMm * scale];
  context.font = `${item.bold ? 'bold ' : ''}${item.sizeMm * scale}px Helvetica, Arial, sans-serif`;
  context.textAlign = item.anchor === 'middle' ? 'center' : item.anchor;
  context.strokeStyle = inks.paper;
  context.lineWidth = RIM_MM * scale;
  context.lineJoin = 'round';
  context.strokeText(item.text, x, y);
  context.fillStyle = inks[item.ink];
  context.fillText(item.text, x, y);
}
