import { MedianBeat } from '../../viewer/median-beat.tsx';
import { storedPixelsPerMm } from '../../viewer/pixels-per-mm.ts';
import type { Judgement } from '../line/tasks.ts';
import { useTheme } from '../style/use-theme.ts';
import { EDITABLE, usualMs } from './beat-fiducials.ts';
import type { Correction } from './use-correction.ts';

interface EditableBeatProps {
  /** As it was measured. */
  readonly measured: Judgement;
  readonly correction: Correction;
}

/** The usual beat with its boundaries to move; nothing where R was not found, from which its places are counted. */
export function EditableBeat({ measured, correction }: EditableBeatProps) {
  const theme = useTheme();
  const { median, measured: record, bundle } = measured;
  const rMs = usualMs(record.waves, 'rPeak');
  if (rMs === undefined) return null;
  const { measuredMs, movedMs, edit } = correction;
  const marks = EDITABLE.flatMap((name) => {
    const ms = measuredMs[name];
    return ms === undefined ? [] : { name, measuredMs: ms - rMs, editedMs: ms + (movedMs[name] ?? 0) - rMs };
  });
  return (
    <MedianBeat
      beat={median}
      unit={bundle.record.unit}
      marks={marks}
      rrMs={record.measurements.intervals.qtcRrMs}
      settings={{ theme, pixelsPerMm: storedPixelsPerMm(localStorage) }}
      onEdit={(name, toMs) => edit(name, toMs + rMs)}
    />
  );
}
