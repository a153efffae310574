import { drawEnvelope, INK_THEMES, toCanvas } from 'einthoven/report';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { TracingSettings } from './settings.ts';
import { clockText } from './time-text.ts';
import type { TracingSource } from './tracing-source.ts';
import { useWidth } from './use-width.ts';
import type { Frame } from './view.ts';

interface MinimapProps {
  readonly source: TracingSource;
  readonly settings: Pick<TracingSettings, 'lead' | 'theme'>;
  readonly frame: Frame;
  /** A time was chosen. */
  readonly onTime: (sec: number) => void;
}

const HEIGHT_PX = 44;
/** The window stays to be seen, and to be grasped, however small a part of the record it is. */
const LEAST_WINDOW_PX = 6;

/** One lead of the whole recording in a strip, and in it the window that is looked at. Nothing where that is all. */
export function Minimap({ source, settings, frame, onTime }: MinimapProps) {
  const place = useRef<HTMLDivElement>(null);
  const isNeeded = frame.lastFromSec > 1e-6;
  const durationSec = source.length / source.fs;
  const windowSec = frame.toSec - frame.fromSec;
  if (!isNeeded) return null;

  const timeAt = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    return (durationSec * (event.clientX - box.left)) / box.width;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onTime(frame.fromSec + windowSec / 2 + step * Math.max(windowSec, durationSec / 100));
  };
  const part = (sec: number) => `${(100 * sec) / durationSec}%`;
  return (
    <div
      ref={place}
      className="viewer-minimap"
      style={{ height: HEIGHT_PX }}
      role="slider"
      tabIndex={0}
      aria-label="Place in the recording"
      aria-valuemin={0}
      aria-valuemax={Math.round(frame.lastFromSec)}
      aria-valuenow={Math.round(frame.fromSec)}
      aria-valuetext={`${clockText(frame.fromSec, durationSec)} to ${clockText(frame.toSec, durationSec)}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        onTime(timeAt(event));
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) onTime(timeAt(event));
      }}
    >
      <WholeLead source={source} settings={settings} />
      <span
        className="viewer-minimap-window"
        style={{ left: part(frame.fromSec), width: `max(${LEAST_WINDOW_PX}px, ${part(windowSec)})` }}
      />
    </div>
  );
}

function WholeLead({ source, settings }: Pick<MinimapProps, 'source' | 'settings'>) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const widthPx = useWidth(canvas);
  const [extremes, setExtremes] = useState<Float32Array>();
  const { lead, theme } = settings;
  useEffect(() => {
    let isCurrent = true;
    const shown = source.leads.includes(lead) ? lead : source.leads[0];
    if (shown === undefined) return;
    // A strip that cannot be had stays empty: the tracing itself tells what could not be read.
    Promise.resolve(source.envelope(shown, 0, source.length, widthPx)).then(
      (values) => isCurrent && setExtremes(values),
      () => isCurrent && setExtremes(undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [source, lead, widthPx]);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || extremes === undefined) return;
    canvas.current.width = Math.round(widthPx * devicePixelRatio);
    canvas.current.height = Math.round(HEIGHT_PX * devicePixelRatio);
    context.fillStyle = INK_THEMES[theme].paper;
    context.fillRect(0, 0, canvas.current.width, canvas.current.height);
    const [lowest, highest] = usualExtremes(extremes);
    // One column is one unit wide here, and the strip as high as the usual extremes.
    const { runs } = drawEnvelope(extremes, 0, 1, {
      speedMmPerSec: 1,
      gainMm: (HEIGHT_PX - 6) / Math.max(1e-6, highest - lowest),
      originSec: 0,
      baseline: (lowest + highest) / 2,
    });
    const items = runs.map((points) => ({
      kind: 'polyline' as const,
      points: points.map((value, n) => (n % 2 === 0 ? value : value + HEIGHT_PX / 2)),
      ink: 'muted' as const,
      widthMm: 1,
    }));
    toCanvas({ items }, context, { pixelsPerMm: devicePixelRatio, theme });
  }, [extremes, theme, widthPx]);
  return <canvas ref={canvas} style={{ width: '100%', height: HEIGHT_PX }} />;
}

/** Extremes that all but a hundredth of the columns keep to, so that an artefact does not flatten the strip. */
function usualExtremes(extremes: Float32Array): readonly [number, number] {
  const side = (offset: number) => extremes.filter((value, n) => n % 2 === offset && !Number.isNaN(value)).sort();
  const [low, high] = [side(0), side(1)];
  return [low[Math.floor(0.01 * low.length)] ?? 0, high[Math.ceil(0.99 * high.length) - 1] ?? 0];
}
