import { type CanvasContext, type DisplayItem, drawPaper, INK_THEMES, toCanvas } from 'einthoven/report';
import { useLayoutEffect, useRef } from 'react';
import { drawView, type Scene } from './draw-view.ts';
import { printedText } from './printed-text.ts';
import type { TracingSettings } from './settings.ts';
import type { Frame, Screen } from './view.ts';

interface TracingCanvasProps {
  /** Undefined while the rows are not known yet: the paper is empty. */
  readonly scene: Scene | undefined;
  readonly frame: Frame;
  readonly screen: Screen;
  readonly settings: TracingSettings;
  /** Counts what arrived: the same frame is painted anew. */
  readonly arrivals: number;
}

/** Paper and traces, each a canvas of its own: while time moves, the paper stays and is not painted again. */
export function TracingCanvas({ scene, frame, screen, settings, arrivals }: TracingCanvasProps) {
  const paper = useRef<HTMLCanvasElement>(null);
  const traces = useRef<HTMLCanvasElement>(null);
  const { widthPx, heightPx } = screen;
  const { theme } = settings;
  const { pixelsPerMm, topMm } = frame;

  useLayoutEffect(() => {
    const context = prepared(paper.current, widthPx, heightPx);
    if (context === undefined) return;
    context.fillStyle = INK_THEMES[theme].paper;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    const [widthMm, heightMm] = [widthPx / pixelsPerMm, heightPx / pixelsPerMm];
    const squares = { leftMm: 0, topMm: -(topMm % 5), widthMm, heightMm: heightMm + 5 };
    paint(drawPaper(squares), context, pixelsPerMm, theme);
  }, [widthPx, heightPx, pixelsPerMm, topMm, theme]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: what has arrived is in the scene's signals, which stay the same object
  useLayoutEffect(() => {
    const context = prepared(traces.current, widthPx, heightPx);
    if (context === undefined) return;
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    if (scene === undefined) return;
    paint([...drawView(scene, frame), ...printedText(scene, frame, settings)], context, frame.pixelsPerMm, theme);
  }, [scene, frame, settings, theme, widthPx, heightPx, arrivals]);

  const size = { width: widthPx, height: heightPx };
  return (
    <>
      <canvas ref={paper} style={size} />
      <canvas ref={traces} style={size} />
    </>
  );
}

/** The context of a canvas that has as many pixels as the screen has there. */
function prepared(canvas: HTMLCanvasElement | null, widthPx: number, heightPx: number) {
  const context = canvas?.getContext('2d');
  if (!canvas || !context) return undefined;
  const [width, height] = [widthPx, heightPx].map((px) => Math.round(px * devicePixelRatio)) as [number, number];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return context;
}

function paint(
  items: readonly DisplayItem[],
  context: CanvasContext,
  pixelsPerMm: number,
  theme: TracingSettings['theme'],
): void {
  toCanvas({ items }, context, { pixelsPerMm: pixelsPerMm * devicePixelRatio, theme });
}
