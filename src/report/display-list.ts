/**
 * A drawing before it is in any format: what is where on the page, in millimetres from its top left corner, x to the right and y
 * down. Formats (SVG, PDF, canvas) are written from it.
 */
export interface DisplayList {
  readonly widthMm: number;
  readonly heightMm: number;
  /** Name of the page, for readers that cannot see it. */
  readonly title: string;
  /** Painted in this order. */
  readonly items: readonly DisplayItem[];
}

/** One thing on the page. */
export type DisplayItem = DisplayLines | DisplayPolyline | DisplayBoxes | DisplayText;

/** What a colour is for; a format maps it to a colour. */
export type Ink =
  | 'grid-fine'
  | 'grid-bold'
  | 'trace'
  | 'mark'
  | 'text'
  | 'muted'
  | `${'for' | 'against'}${'-light' | '' | '-dark'}`;

/** Straight lines of one kind. */
export interface DisplayLines {
  readonly kind: 'lines';
  /** `[x1, y1, x2, y2]` of each line, one after the other. */
  readonly segments: readonly number[];
  readonly ink: Ink;
  readonly widthMm: number;
}

/** Connected points. */
export interface DisplayPolyline {
  readonly kind: 'polyline';
  /** `[x, y]` of each point, one after the other. */
  readonly points: readonly number[];
  readonly ink: Ink;
  readonly widthMm: number;
  /** What it shows: a lead name, `calibration`. */
  readonly label?: string;
}

/** Filled boxes of one colour. */
export interface DisplayBoxes {
  readonly kind: 'boxes';
  /** `[x, y, width, height]` of each box, one after the other. */
  readonly boxes: readonly number[];
  readonly ink: Ink;
}

/** One line of text. */
export interface DisplayText {
  readonly kind: 'text';
  readonly text: string;
  readonly xMm: number;
  /** Of the baseline of the letters. */
  readonly yMm: number;
  /** Height of the font (em). */
  readonly sizeMm: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly bold: boolean;
  readonly ink: Ink;
}
