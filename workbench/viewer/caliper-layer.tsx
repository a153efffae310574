import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import {
  CALIPER_LEGS,
  type Caliper,
  type CaliperLeg,
  isTimeLeg,
  marchedTimes,
  moveBoth,
  moveLeg,
  placeLeg,
  readCaliper,
  readingText,
  snapLeg,
} from './caliper.ts';
import type { Scene } from './draw-view.ts';
import type { TracingSettings } from './settings.ts';
import { type Frame, pixelAt, timeAt } from './view.ts';

interface CaliperLayerProps {
  readonly scene: Scene;
  readonly frame: Frame;
  readonly settings: TracingSettings;
}

const LEG_NAMES: Readonly<Record<CaliperLeg, string>> = {
  startSec: 'Caliper start',
  endSec: 'Caliper end',
  upper: 'Caliper upper line',
  lower: 'Caliper lower line',
};
/** A step of an arrow key across, mV or as many quarters of a standard deviation: a tenth of a millimetre at 10 mm/mV. */
const HEIGHT_STEP = 0.01;
/** A dragged leg is caught by a fiducial this near. */
const CATCH_MM = 1.5;
/** Marched-out lines that are nearer to one another cannot be told apart. */
const LEAST_MARCH_PX = 4;

/** A caliper over a tracing: two lines in time, two in height, moved by pointer or keys, and what they read. */
export function CaliperLayer({ scene, frame, settings }: CaliperLayerProps) {
  const [caliper, setCaliper] = useState<Caliper>(() => firstCaliper(scene, frame));
  const [caught, setCaught] = useState<string>();
  const { fs, unit, length } = scene.source;
  const durationSec = length / fs;
  const row = Math.min(caliper.row, scene.rows.cells.length - 1);
  const cells = scene.rows.cells[row] ?? [];
  const middle = (caliper.startSec + caliper.endSec) / 2;
  const part = Math.floor((cells.length * (middle - frame.fromSec)) / (frame.toSec - frame.fromSec));
  const cell = cells[Math.max(0, Math.min(cells.length - 1, part))];
  const lead = cell?.lead ?? '';
  const gainMm = cell?.isInverted ? -scene.gainMm : scene.gainMm;
  const baselineMm = (scene.rows.baselinesMm[row] ?? 0) - frame.topMm;
  const marks = scene.fiducials?.[lead] ?? [];

  const heightPx = frame.heightMm * frame.pixelsPerMm;
  const pixelOf = (height: number) => (baselineMm - height * gainMm) * frame.pixelsPerMm;
  const heightAt = (yPx: number) => (baselineMm - yPx / frame.pixelsPerMm) / gainMm;
  const [x1, x2] = [pixelAt(frame, caliper.startSec), pixelAt(frame, caliper.endSec)];
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];

  const change = (next: Caliper, mark?: string) => {
    setCaliper(next);
    setCaught(mark);
  };
  const snap = (leg: CaliperLeg) => {
    if (isTimeLeg(leg)) {
      const found = snapLeg(caliper, leg, marks, fs);
      return change(found.caliper, found.mark?.label ?? `no fiducial in ${lead}`);
    }
    // A height takes the trace's own: the upper one at the start, the lower one at the end.
    const sample = Math.round(caliper[leg === 'upper' ? 'startSec' : 'endSec'] * fs);
    const [value] = scene.signals.read(lead, sample, Math.min(length, sample + 1));
    if (value !== undefined && !Number.isNaN(value)) {
      change({ ...caliper, [leg]: value - (scene.spans.get(lead)?.baseline ?? 0) }, `trace of ${lead}`);
    }
  };
  const onKeyDown = (leg: CaliperLeg) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) return;
    const step = (isTimeLeg(leg) ? 1 / fs : HEIGHT_STEP) * (event.shiftKey ? 10 : 1);
    const sign = keySign(event.key, isTimeLeg(leg));
    if (sign !== undefined && event.altKey && isTimeLeg(leg)) change(moveBoth(caliper, sign * step, durationSec));
    else if (sign !== undefined) change(moveLeg(caliper, leg, sign * step, durationSec));
    else if (event.key === 'm' || event.key === 'M') change({ ...caliper, isMarching: !caliper.isMarching });
    else if (event.key === 's' || event.key === 'S') snap(leg);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const layer = useRef<SVGSVGElement>(null);
  const onPointer = (leg: CaliperLeg) => (event: PointerEvent) => {
    event.stopPropagation();
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    const box = layer.current?.getBoundingClientRect();
    if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    if (!isTimeLeg(leg)) {
      change(placeLeg(caliper, leg, heightAt(event.clientY - box.top), durationSec));
      return;
    }
    const placed = placeLeg(caliper, leg, timeAt(frame, event.clientX - box.left), durationSec);
    const free = event.altKey ? 0 : CATCH_MM / frame.speedMmPerSec;
    const found = free > 0 ? snapLeg(placed, leg, marks, fs, free) : { caliper: placed };
    change(found.caliper, found.mark?.label);
  };

  const amplitudeUnit = unit === 'mV' ? 'mV' : 'SD';
  const reading = readingText(
    readCaliper(caliper, { speedMmPerSec: settings.paperSpeed, gainMm: scene.gainMm }),
    lead,
    amplitudeUnit,
  );
  const place = (leg: CaliperLeg) =>
    isTimeLeg(leg)
      ? { x1: pixelAt(frame, caliper[leg]), x2: pixelAt(frame, caliper[leg]), y1: 0, y2: heightPx }
      : { x1: left - 14, x2: right + 14, y1: pixelOf(caliper[leg]), y2: pixelOf(caliper[leg]) };
  const marched =
    caliper.isMarching && right - left >= LEAST_MARCH_PX ? marchedTimes(caliper, frame.fromSec, frame.toSec) : [];
  return (
    <>
      <svg ref={layer} className="viewer-caliper" width="100%" height={heightPx}>
        <title>Caliper</title>
        {marched.map((sec) => (
          <line key={sec} className="march" x1={pixelAt(frame, sec)} x2={pixelAt(frame, sec)} y1={0} y2={heightPx} />
        ))}
        {CALIPER_LEGS.map((leg) => (
          <g
            key={leg}
            className={isTimeLeg(leg) ? 'leg leg-time' : 'leg leg-height'}
            role="slider"
            tabIndex={0}
            aria-label={LEG_NAMES[leg]}
            aria-orientation={isTimeLeg(leg) ? 'horizontal' : 'vertical'}
            aria-valuenow={isTimeLeg(leg) ? Math.round(1000 * caliper[leg]) : Number(caliper[leg].toFixed(2))}
            aria-valuemin={isTimeLeg(leg) ? 0 : -100}
            aria-valuemax={isTimeLeg(leg) ? Math.round(1000 * durationSec) : 100}
            aria-valuetext={
              isTimeLeg(leg) ? `${caliper[leg].toFixed(3)} s` : `${caliper[leg].toFixed(2)} ${amplitudeUnit}`
            }
            onKeyDown={onKeyDown(leg)}
            onPointerDown={onPointer(leg)}
            onPointerMove={onPointer(leg)}
          >
            <line className="grip" {...place(leg)} />
            <line className="hair" {...place(leg)} />
          </g>
        ))}
      </svg>
      <div className="viewer-reading" onPointerDown={(event) => event.stopPropagation()}>
        <output aria-live="polite">
          {reading}
          {caught !== undefined && ` · ${caught}`}
        </output>
        <span>
          <label>
            Row{' '}
            <select
              value={row}
              onKeyDown={(event) => event.stopPropagation()}
              onChange={({ currentTarget }) => change({ ...caliper, row: Number(currentTarget.value) })}
            >
              {scene.rows.cells.map((ofRow, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
                <option key={n} value={n}>
                  {ofRow.map(({ label }) => label).join(' ')}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            aria-pressed={caliper.isMarching}
            onClick={() => change({ ...caliper, isMarching: !caliper.isMarching })}
          >
            March out
          </button>
        </span>
        <small>Tab to a line; arrows move it, Shift ten times as far, Alt both; M marches out, S snaps.</small>
      </div>
    </>
  );
}

/** A caliper of one second and one millivolt in the middle of the view, in its first row. */
function firstCaliper(scene: Scene, { fromSec, toSec }: Frame): Caliper {
  const middle = (fromSec + toSec) / 2;
  const half = Math.min(0.5, (toSec - fromSec) / 4);
  const height = scene.source.unit === 'mV' ? 1 : 4;
  return { startSec: middle - half, endSec: middle + half, upper: height, lower: 0, row: 0, isMarching: false };
}

function keySign(key: string, isTime: boolean): 1 | -1 | undefined {
  if (key === (isTime ? 'ArrowRight' : 'ArrowUp')) return 1;
  if (key === (isTime ? 'ArrowLeft' : 'ArrowDown')) return -1;
  return undefined;
}
