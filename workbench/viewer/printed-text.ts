import { type DisplayText, scaleText } from 'einthoven/report';
import { type Scene, samplesPerColumn } from './draw-view.ts';
import type { TracingSettings } from './settings.ts';
import { clockText } from './time-text.ts';
import { filterText } from './tracing-filter.ts';
import type { Frame } from './view.ts';

/** Height of the strip below the rows that is printed on. */
export const STRIP_MM = 6;
const LETTERS_MM = 2.8;
/** Between the facts, as on the printed page. */
const GAP = '   ';

/** What a tracing must say of itself wherever it is seen: scale, filter, magnification, and which part of the record it is. */
export function printedText(scene: Scene, frame: Frame, settings: TracingSettings): readonly DisplayText[] {
  const { source } = scene;
  const perColumn = samplesPerColumn(source.fs, frame);
  const isFiltered = perColumn === undefined || scene.signals.isFiltered(perColumn);
  const [, ...gainAndPulse] = scaleText(source, { speedMmPerSec: settings.paperSpeed, gainMm: scene.gainMm }).split(
    GAP,
  );
  const columns = Math.max(...scene.rows.cells.map((row) => row.length));
  const facts = [
    speedText(frame.speedMmPerSec),
    ...gainAndPulse,
    filterText(isFiltered ? settings.filter : 'none', source.fs),
    !isFiltered && settings.filter !== 'none' && 'overview, unfiltered',
    frame.zoom > 1 && `magnified ${Math.round(100 * frame.zoom)} %`,
    columns > 1 && `${columns} columns of ${((frame.toSec - frame.fromSec) / columns).toFixed(1)} s`,
  ];
  const durationSec = source.length / source.fs;
  const time = `${clockText(frame.fromSec, durationSec)} – ${clockText(frame.toSec, durationSec)} of ${clockText(durationSec, durationSec)}`;
  // As large whatever the magnification.
  const unit = 1 / Math.max(1, frame.zoom);
  const common = { kind: 'text', sizeMm: LETTERS_MM * unit, bold: false, ink: 'text' } as const;
  const yMm = frame.heightMm - 2 * unit;
  const printed = facts.filter((fact) => fact !== false).join(GAP);
  return [
    { ...common, text: printed, xMm: 2 * unit, yMm, anchor: 'start' },
    { ...common, text: time, xMm: frame.widthMm - 2 * unit, yMm, anchor: 'end' },
  ];
}

/** The speed to three figures; of overviews per minute, since pages, which round to hundredths, know no such speeds. */
function speedText(mmPerSec: number): string {
  const figures = (value: number) => String(Number(value.toPrecision(3)));
  return mmPerSec >= 1 ? `${figures(mmPerSec)} mm/s` : `${figures(60 * mmPerSec)} mm/min`;
}
