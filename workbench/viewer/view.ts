/** What of a recording is looked at. */
export interface View {
  /** Time at the left end of the traces. */
  readonly fromSec: number;
  /** How far the paper is moved up, mm. */
  readonly topMm: number;
  /** 1 is true scale. Above, the paper is magnified; below, time is pressed together, and heights stay true. */
  readonly zoom: number;
}

/** The view with which a recording opens. */
export const START_VIEW: View = { fromSec: 0, topMm: 0, zoom: 1 };

/** The part of the screen that there is. */
export interface Screen {
  readonly widthPx: number;
  readonly heightPx: number;
  /** CSS pixels per millimetre. */
  readonly pixelsPerMm: number;
}

/** The paper that is looked at. */
export interface Paper {
  readonly durationSec: number;
  readonly speedMmPerSec: number;
  /** Left of the traces, for calibration pulses. */
  readonly gutterMm: number;
  readonly heightMm: number;
}

/** Where everything is: the view as far as paper and screen allow it. */
export interface Frame extends View {
  readonly toSec: number;
  /** `fromSec` of the last window. */
  readonly lastFromSec: number;
  /** CSS pixels per millimetre of paper. */
  readonly pixelsPerMm: number;
  readonly speedMmPerSec: number;
  readonly traceLeftMm: number;
  readonly traceWidthMm: number;
  readonly widthMm: number;
  readonly heightMm: number;
  readonly leastZoom: number;
}

const MOST_ZOOM = 8;
/** Right of the traces. */
const EDGE_MM = 2;
/** Of a screen too narrow for anything. */
const LEAST_ROOM_MM = 5;

/** The frame of a view: zoom from the whole recording to eightfold, no further left, right, up or down than there is paper. */
export function frameOf(view: View, screen: Screen, paper: Paper): Frame {
  const roomAt = (pixelsPerMm: number) =>
    Math.max(LEAST_ROOM_MM, screen.widthPx / pixelsPerMm - paper.gutterMm - EDGE_MM);
  const leastZoom = Math.min(1, roomAt(screen.pixelsPerMm) / (paper.durationSec * paper.speedMmPerSec));
  const zoom = clamp(view.zoom, leastZoom, MOST_ZOOM);
  const pixelsPerMm = screen.pixelsPerMm * Math.max(1, zoom);
  const speedMmPerSec = paper.speedMmPerSec * Math.min(1, zoom);
  const windowSec = Math.min(paper.durationSec, roomAt(pixelsPerMm) / speedMmPerSec);
  const lastFromSec = paper.durationSec - windowSec;
  const fromSec = clamp(view.fromSec, 0, lastFromSec);
  const heightMm = screen.heightPx / pixelsPerMm;
  return {
    fromSec,
    toSec: fromSec + windowSec,
    lastFromSec,
    topMm: clamp(view.topMm, 0, paper.heightMm - heightMm),
    zoom,
    leastZoom,
    pixelsPerMm,
    speedMmPerSec,
    traceLeftMm: paper.gutterMm,
    traceWidthMm: windowSec * speedMmPerSec,
    widthMm: screen.widthPx / pixelsPerMm,
    heightMm,
  };
}

/** The pixel at which a time is drawn. */
export function pixelAt(frame: Frame, sec: number): number {
  return (frame.traceLeftMm + (sec - frame.fromSec) * frame.speedMmPerSec) * frame.pixelsPerMm;
}

/** The time that is drawn at a pixel. */
export function timeAt(frame: Frame, xPx: number): number {
  return frame.fromSec + (xPx / frame.pixelsPerMm - frame.traceLeftMm) / frame.speedMmPerSec;
}

/** The paper moved by pixels, right and down. */
export function dragged(frame: Frame, rightPx: number, downPx: number): View {
  return {
    zoom: frame.zoom,
    fromSec: frame.fromSec - rightPx / frame.pixelsPerMm / frame.speedMmPerSec,
    topMm: frame.topMm - downPx / frame.pixelsPerMm,
  };
}

/** Zoomed so that the point under a pixel stays where it is. */
export function zoomedAt(frame: Frame, factor: number, xPx: number, yPx: number): View {
  const zoom = clamp(frame.zoom * factor, frame.leastZoom, MOST_ZOOM);
  const magnified = Math.max(1, zoom) / Math.max(1, frame.zoom);
  const pressed = Math.min(1, zoom) / Math.min(1, frame.zoom);
  const rightMm = xPx / frame.pixelsPerMm / magnified - frame.traceLeftMm;
  const downMm = yPx / frame.pixelsPerMm;
  return {
    zoom,
    fromSec: timeAt(frame, xPx) - rightMm / (frame.speedMmPerSec * pressed),
    topMm: frame.topMm + downMm - downMm / magnified,
  };
}

/** With a time in the middle. */
export function centredOn(frame: Frame, sec: number): View {
  return { zoom: frame.zoom, topMm: frame.topMm, fromSec: sec - (frame.toSec - frame.fromSec) / 2 };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
