import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { dragged, type Frame, type View, zoomedAt } from './view.ts';

/** Zoom by one press of a key or button. */
export const ZOOM_STEP = Math.SQRT2;
/** Zoom by one pixel of a wheel. */
const WHEEL_ZOOM = 1.003;
/** What an arrow key moves by: a bold square in sight, as a part of the window in overviews. */
const ARROW_PART = 0.05;
/** Pixels of a wheel that counts in lines. */
const LINE_PX = 16;

/**
 * Moves a view by pointer and wheel over an element, and by keys.
 *
 * @returns what to do with keys that are pressed there
 */
export function useMoving(
  element: RefObject<HTMLElement | null>,
  frame: Frame,
  move: (view: View) => void,
): (event: KeyboardEvent) => void {
  const latest = useRef({ frame, move });
  useLayoutEffect(() => {
    latest.current = { frame, move };
  }, [frame, move]);

  useEffect(() => {
    const { current } = element;
    if (current === null) return;
    const onWheel = (event: WheelEvent) => {
      const { frame: now, move: go } = latest.current;
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1;
      if (event.ctrlKey) {
        event.preventDefault();
        const box = current.getBoundingClientRect();
        const factor = WHEEL_ZOOM ** (-event.deltaY * pixels);
        go(zoomedAt(now, factor, event.clientX - box.left, event.clientY - box.top));
        return;
      }
      const along = pixels * (event.deltaX === 0 && hasMore(now, event.deltaY) ? event.deltaY : event.deltaX);
      // A wheel that moves no time scrolls the page.
      if (along === 0 || !hasMore(now, along)) return;
      event.preventDefault();
      go(dragged(now, -along, 0));
    };
    let from: { x: number; y: number } | undefined;
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      from = { x: event.clientX, y: event.clientY };
      current.setPointerCapture(event.pointerId);
    };
    const onMove = (event: PointerEvent) => {
      if (from === undefined) return;
      const { frame: now, move: go } = latest.current;
      go(dragged(now, event.clientX - from.x, event.clientY - from.y));
      from = { x: event.clientX, y: event.clientY };
    };
    const onUp = () => {
      from = undefined;
    };
    current.addEventListener('wheel', onWheel, { passive: false });
    current.addEventListener('pointerdown', onDown);
    current.addEventListener('pointermove', onMove);
    current.addEventListener('pointerup', onUp);
    current.addEventListener('pointercancel', onUp);
    return () => {
      current.removeEventListener('wheel', onWheel);
      current.removeEventListener('pointerdown', onDown);
      current.removeEventListener('pointermove', onMove);
      current.removeEventListener('pointerup', onUp);
      current.removeEventListener('pointercancel', onUp);
    };
  }, [element]);

  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(frame, event.key);
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  };
}

/** Whether there is more of the recording that way. */
function hasMore(frame: Frame, along: number): boolean {
  return along < 0 ? frame.fromSec > 0 : along > 0 && frame.fromSec < frame.lastFromSec - 1e-9;
}

/** What a key makes of a view; `undefined` for keys that mean nothing here. */
export function moved(frame: Frame, key: string): View | undefined {
  const { fromSec, toSec, topMm, zoom } = frame;
  const windowSec = toSec - fromSec;
  const [midX, midY] = [(frame.widthMm * frame.pixelsPerMm) / 2, (frame.heightMm * frame.pixelsPerMm) / 2];
  switch (key) {
    case 'ArrowRight':
      return { zoom, topMm, fromSec: fromSec + ARROW_PART * windowSec };
    case 'ArrowLeft':
      return { zoom, topMm, fromSec: fromSec - ARROW_PART * windowSec };
    // At true scale all of the paper's height is there, and these keys scroll the page.
    case 'ArrowDown':
      return zoom > 1 ? { zoom, fromSec, topMm: topMm + 5 } : undefined;
    case 'ArrowUp':
      return zoom > 1 ? { zoom, fromSec, topMm: topMm - 5 } : undefined;
    case 'PageDown':
      return { zoom, topMm, fromSec: toSec };
    case 'PageUp':
      return { zoom, topMm, fromSec: fromSec - windowSec };
    case 'Home':
      return { zoom, topMm, fromSec: 0 };
    case 'End':
      return { zoom, topMm, fromSec: frame.lastFromSec };
    case '+':
    case '=':
      return zoomedAt(frame, ZOOM_STEP, midX, midY);
    case '-':
      return zoomedAt(frame, 1 / ZOOM_STEP, midX, midY);
    case '0':
      return zoomedAt(frame, 1 / zoom, midX, midY);
    default:
      return undefined;
  }
}
