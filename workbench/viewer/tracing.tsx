import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { CalibrationDialog } from './calibration-dialog.tsx';
import { CaliperLayer } from './caliper-layer.tsx';
import type { AttributionOverlay, Scene } from './draw-view.ts';
import type { FiducialMark } from './fiducial-marks.ts';
import { Minimap } from './minimap.tsx';
import { placeRows } from './place-rows.ts';
import { printTracing } from './print-tracing.ts';
import { STRIP_MM } from './printed-text.ts';
import type { TracingSettings } from './settings.ts';
import { TracingCanvas } from './tracing-canvas.tsx';
import type { TracingSource } from './tracing-source.ts';
import { TracingToolbar } from './tracing-toolbar.tsx';
import { useMoving } from './use-moving.ts';
import { useSignals } from './use-signals.ts';
import { useWidth } from './use-width.ts';
import { centredOn, frameOf, type Screen, START_VIEW, type View, zoomedAt } from './view.ts';
import './viewer.css';

/** What a tracing is of, and how it is shown. */
export interface TracingProps {
  readonly source: TracingSource;
  readonly settings: TracingSettings;
  readonly onSettings: (settings: TracingSettings) => void;
  /** By lead; while measuring, drawn as strokes below the trace and snapped to by the caliper. */
  readonly fiducials?: Readonly<Record<string, readonly FiducialMark[]>> | undefined;
  readonly overlay?: AttributionOverlay | undefined;
  /** Given where several tracings share one time axis; the tracing keeps its own otherwise. */
  readonly view?: View | undefined;
  readonly onView?: ((view: View) => void) | undefined;
  /** Id of the element on the page that says in text what the tracing shows. */
  readonly textAlternative?: string | undefined;
}

/** A tracing on true-scale paper that can be moved, magnified, measured and printed. */
export function Tracing({ source, settings, onSettings, fiducials, overlay, ...props }: TracingProps) {
  const [own, setOwn] = useState(START_VIEW);
  const [isMeasuring, setIsMeasuring] = useState(false);
  const calibration = useRef<HTMLDialogElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const help = useId();
  const widthPx = useWidth(place);
  const { signals, spans, arrivals, failure } = useSignals(source, settings.filter);
  const { fs, unit } = source;
  // Four standard deviations stand for one millivolt.
  const gainMm = unit === 'mV' ? settings.gain : settings.gain / 4;

  const { layout, lead, pixelsPerMm } = settings;
  const scene = useMemo((): Scene | undefined => {
    if (spans === undefined) return undefined;
    const rows = placeRows({ layout, lead }, source.leads, spans, { fs, gainMm });
    // Marks are for measuring; otherwise they would only stand in the way.
    return { source, signals, spans, rows, gainMm, overlay, fiducials: isMeasuring ? fiducials : undefined };
  }, [source, signals, spans, layout, lead, fs, gainMm, overlay, fiducials, isMeasuring]);

  const { paper, screen } = usePaper(source, settings, scene, widthPx);
  const view = props.view ?? own;
  const frame = useMemo(() => frameOf(view, screen, paper), [view, screen, paper]);
  const move = props.onView ?? setOwn;
  const onKeyDown = useMoving(place, frame, move);
  useEffect(() => {
    if (props.view === undefined) setOwn(START_VIEW);
  }, [props.view]);

  const zoom = (factor: number) => move(zoomedAt(frame, factor, widthPx / 2, screen.heightPx / 2));
  return (
    <div className="viewer" data-theme={settings.theme}>
      <TracingToolbar
        leads={source.leads}
        unit={unit}
        settings={settings}
        onSettings={onSettings}
        frame={frame}
        onZoom={zoom}
        isMeasuring={isMeasuring}
        onMeasuring={setIsMeasuring}
        onCalibrate={() => calibration.current?.showModal()}
        onPrint={() => printTracing(source, settings, frame)}
      />
      {failure !== undefined && <p role="alert">The signal could not be read: {failure.message}</p>}
      <div
        ref={place}
        className="viewer-paper"
        style={{ height: screen.heightPx }}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application takes the keys by which it is moved
        tabIndex={0}
        aria-label={`Tracing of ${source.name}, ${source.leads.length} leads`}
        aria-describedby={help}
        onKeyDown={onKeyDown}
      >
        <TracingCanvas scene={scene} frame={frame} screen={screen} settings={settings} arrivals={arrivals} />
        {isMeasuring && scene !== undefined && <CaliperLayer scene={scene} frame={frame} settings={settings} />}
      </div>
      <p id={help} className="viewer-help">
        Arrows move, Page keys by a window, Home and End to the ends, + and − magnify, 0 is true scale.{' '}
        {props.textAlternative !== undefined && <a href={`#${props.textAlternative}`}>The measurements in text</a>}
      </p>
      <Minimap source={source} settings={settings} frame={frame} onTime={(sec) => move(centredOn(frame, sec))} />
      <CalibrationDialog
        dialog={calibration}
        pixelsPerMm={pixelsPerMm}
        onPixelsPerMm={(calibrated) => onSettings({ ...settings, pixelsPerMm: calibrated })}
      />
    </div>
  );
}

/** Height of the paper while its rows are not known. */
const UNKNOWN_HEIGHT_MM = 150;

/** The paper of a scene, and the part of the screen for it: as high as the paper is at true scale. */
function usePaper(source: TracingSource, settings: TracingSettings, scene: Scene | undefined, widthPx: number) {
  const { length, fs } = source;
  const { pixelsPerMm, paperSpeed } = settings;
  const heightMm = (scene?.rows.heightMm ?? UNKNOWN_HEIGHT_MM) + STRIP_MM;
  return useMemo(() => {
    const screen: Screen = { widthPx, heightPx: Math.round(heightMm * pixelsPerMm), pixelsPerMm };
    // Room for a pulse of 0.2 s and its feet, in whole squares.
    const gutterMm = 5 * Math.ceil((0.2 * paperSpeed + 4) / 5);
    return { screen, paper: { durationSec: length / fs, speedMmPerSec: paperSpeed, gutterMm, heightMm } };
  }, [length, fs, heightMm, paperSpeed, pixelsPerMm, widthPx]);
}
