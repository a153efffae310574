import type { MedianBeat as UsualBeat } from 'einthoven/beats';
import type { AmplitudeUnit } from 'einthoven/record';
import { type DisplayItem, drawPaper, drawTrace, INK_THEMES, toCanvas } from 'einthoven/report';
import { type KeyboardEvent, type PointerEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type BeatBoundary, type BeatIntervals, type BeatMark, beatIntervals, placeMark } from './beat-marks.ts';
import { FIDUCIAL_NAMES } from './fiducial-marks.ts';
import type { TracingSettings } from './settings.ts';
import { useWidth } from './use-width.ts';

interface MedianBeatProps {
  readonly beat: UsualBeat;
  readonly unit: AmplitudeUnit;
  /** In the order of time. */
  readonly marks: readonly BeatMark[];
  /** For the correction of QT. */
  readonly rrMs: number | undefined;
  readonly settings: Pick<TracingSettings, 'theme' | 'pixelsPerMm'>;
  /** A mark was put somewhere: ms after R. */
  readonly onEdit: (name: BeatBoundary, toMs: number) => void;
}

const SPEED_MM_PER_SEC = 50;
/** A beat is drawn as large as there is room, but no larger. */
const MOST_MAGNIFICATION = 4;
/** Above the traces, for the names of marks in two rows. */
const NAMES_PX = 30;
/** Paper left and right of the beat: a bold square. */
const EDGE_MM = 5;

/** The usual beat in all leads upon each other, with boundaries that can be moved by pointer and keys, and the intervals that follow. */
export function MedianBeat({ beat, unit, marks, rrMs, settings, onEdit }: MedianBeatProps) {
  const [lead, setLead] = useState<string>();
  const [draft, setDraft] = useState<readonly BeatMark[]>();
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const roomPx = useWidth(place);
  const id = useId();
  const { theme, pixelsPerMm } = settings;
  const names = Object.keys(beat.leads);
  const length = beat.leads[names[0] ?? '']?.length ?? 0;
  const drawing = useMemo(() => drawnBeat(beat, unit, lead), [beat, unit, lead]);
  const magnification = Math.min(MOST_MAGNIFICATION, roomPx / (drawing.widthMm * pixelsPerMm));
  const scale = pixelsPerMm * magnification;
  const widthPx = Math.round(drawing.widthMm * scale);
  const heightPx = Math.round(drawing.heightMm * scale) + NAMES_PX;

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    canvas.current.width = Math.round(widthPx * devicePixelRatio);
    canvas.current.height = Math.round(heightPx * devicePixelRatio);
    context.fillStyle = INK_THEMES[theme].paper;
    context.fillRect(0, 0, canvas.current.width, canvas.current.height);
    context.translate(0, Math.round(NAMES_PX * devicePixelRatio));
    toCanvas(drawing, context, { pixelsPerMm: scale * devicePixelRatio, theme });
  }, [drawing, scale, theme, widthPx, heightPx]);

  if (beat.reason !== undefined) return <p>There is no usual beat: {beat.reason}.</p>;

  const shown = draft ?? marks;
  const stepMs = 1000 / beat.fs;
  const range = [-beat.rPeak * stepMs, (length - 1 - beat.rPeak) * stepMs] as const;
  const pixelOf = (ms: number) => (((ms - range[0]) / 1000) * SPEED_MM_PER_SEC + EDGE_MM) * scale;
  const msAt = (xPx: number) => (1000 * (xPx / scale - EDGE_MM)) / SPEED_MM_PER_SEC + range[0];
  const put = (name: BeatBoundary, ms: number) =>
    setDraft(placeMark(shown, name, Math.round(ms / stepMs) * stepMs, range));
  const keep = (name: BeatBoundary) => {
    const mark = draft?.find((one) => one.name === name);
    setDraft(undefined);
    if (mark !== undefined && mark.editedMs !== marks.find((one) => one.name === name)?.editedMs) {
      onEdit(name, mark.editedMs);
    }
  };
  const onKeyDown =
    ({ name, editedMs, measuredMs }: BeatMark) =>
    (event: KeyboardEvent) => {
      const sign = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (sign !== undefined) put(name, editedMs + sign * stepMs * (event.shiftKey ? 10 : 1));
      else if (event.key === 'Enter') keep(name);
      else if (event.key === 'Escape') setDraft(undefined);
      else if (event.key === 'Backspace') put(name, measuredMs);
      else return;
      event.preventDefault();
    };
  const onPointer = (name: BeatBoundary) => (event: PointerEvent) => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = place.current?.getBoundingClientRect();
    if (box !== undefined) put(name, msAt(event.clientX - box.left));
  };
  return (
    <div className="viewer viewer-beat" data-theme={theme}>
      <p className="viewer-bar">
        <label htmlFor={`${id}-lead`}>Leads</label>
        <select id={`${id}-lead`} value={lead ?? ''} onChange={({ target }) => setLead(target.value || undefined)}>
          <option value="">All, upon each other</option>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <span>
          {beat.beatsUsed.length} {beat.beatClass} beats · 50 mm/s · {unit === 'mV' ? '10 mm/mV' : '2.5 mm/SD'} ·
          magnified {Math.round(100 * magnification)} %
        </span>
      </p>
      <div ref={place} className="viewer-paper" style={{ height: heightPx }}>
        <canvas ref={canvas} style={{ width: widthPx, height: heightPx }} />
        <svg className="viewer-caliper" width={widthPx} height={heightPx}>
          <title>Boundaries of the usual beat</title>
          {shown.map((mark, n) => {
            const x = pixelOf(mark.editedMs);
            const isMoved = mark.editedMs !== mark.measuredMs;
            return (
              <g
                key={mark.name}
                className="leg leg-time"
                role="slider"
                tabIndex={0}
                aria-label={FIDUCIAL_NAMES[mark.name]}
                aria-valuemin={Math.round(range[0])}
                aria-valuemax={Math.round(range[1])}
                aria-valuenow={Math.round(mark.editedMs)}
                aria-valuetext={`${Math.round(mark.editedMs)} ms from R${isMoved ? `, measured at ${Math.round(mark.measuredMs)}` : ''}`}
                onKeyDown={onKeyDown(mark)}
                onBlur={() => keep(mark.name)}
                onPointerDown={onPointer(mark.name)}
                onPointerMove={onPointer(mark.name)}
                onPointerUp={() => keep(mark.name)}
              >
                {isMoved && (
                  <line
                    className="march"
                    x1={pixelOf(mark.measuredMs)}
                    x2={pixelOf(mark.measuredMs)}
                    y1={NAMES_PX}
                    y2={heightPx}
                  />
                )}
                <line className="grip" x1={x} x2={x} y1={0} y2={heightPx} />
                <line className="hair" x1={x} x2={x} y1={NAMES_PX} y2={heightPx} />
                <text x={x} y={n % 2 === 0 ? 12 : 26} textAnchor="middle">
                  {FIDUCIAL_NAMES[mark.name]}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
      <output className="viewer-intervals" aria-live="polite">
        {intervalText(beatIntervals(marks, 'measuredMs', rrMs), beatIntervals(shown, 'editedMs', rrMs))}
      </output>
      <p className="viewer-help">
        Tab to a boundary; arrows move it by a sample, Shift by ten, Backspace puts it where it was measured; Enter or
        leaving it keeps the place, Escape does not. Dashed: as measured.
      </p>
    </div>
  );
}

const INTERVAL_NAMES: Readonly<Record<keyof BeatIntervals, string>> = {
  pMs: 'P',
  prMs: 'PR',
  qrsMs: 'QRS',
  qtMs: 'QT',
  qtcMs: 'QTc (Fridericia)',
};

/** Intervals of the beat as it is shown, and as measured where they differ. */
function intervalText(measured: BeatIntervals, edited: BeatIntervals): string {
  const names = Object.keys(edited) as (keyof BeatIntervals)[];
  return names
    .map((name) => {
      const [now, before] = [Math.round(edited[name] ?? 0), Math.round(measured[name] ?? 0)];
      return `${INTERVAL_NAMES[name]} ${now} ms${now === before ? '' : ` (measured ${before})`}`;
    })
    .join(' · ');
}

/** Paper with the beat of one lead or of all, each about its own median. */
function drawnBeat({ leads, fs }: UsualBeat, unit: AmplitudeUnit, lead: string | undefined) {
  const gainMm = unit === 'mV' ? 10 : 2.5;
  const shown = Object.entries(leads).filter(([name]) => lead === undefined || name === lead);
  const length = shown[0]?.[1].length ?? 0;
  const scale = { fs, gainMm, speedMmPerSec: SPEED_MM_PER_SEC, originSec: 0 };
  const runs = shown.flatMap(([name, samples]) =>
    drawTrace(samples, 0, length / fs, scale).runs.map((points) => ({ name, points })),
  );
  const heights = runs.flatMap(({ points }) => points.filter((_, n) => n % 2 === 1));
  const [top, bottom] = [Math.min(-5, ...heights), Math.max(5, ...heights)];
  const baselineMm = 5 * Math.ceil((1 - top) / 5);
  const heightMm = 5 * Math.ceil((baselineMm + bottom + 1) / 5);
  const widthMm = 5 * Math.ceil(((length / fs) * SPEED_MM_PER_SEC) / 5) + 2 * EDGE_MM;
  const items: DisplayItem[] = [
    ...drawPaper({ leftMm: 0, topMm: 0, widthMm, heightMm }),
    ...runs.map(({ name, points }) => ({
      kind: 'polyline' as const,
      points: points.map((value, n) => (n % 2 === 0 ? value + EDGE_MM : value + baselineMm)),
      ink: 'trace' as const,
      // Thinner than on paper, which is magnified here.
      widthMm: 0.1,
      label: name,
    })),
  ];
  return { items, widthMm, heightMm };
}
