import type { EcgRecord } from 'einthoven';
import { useMemo, useState } from 'react';
import { fiducialMarks } from '../../viewer/fiducial-marks.ts';
import { storedPixelsPerMm } from '../../viewer/pixels-per-mm.ts';
import { defaultSettings } from '../../viewer/settings.ts';
import { Tracing } from '../../viewer/tracing.tsx';
import { sourceOf } from '../../viewer/tracing-source.ts';
import type { Judgement } from '../line/tasks.ts';
import { MEASUREMENTS_ID } from '../measurements/measurement-table.tsx';

interface RecordTracingProps {
  readonly record: EcgRecord;
  /** Brings the fiducials that calipers snap to. */
  readonly judgement: Judgement | undefined;
}

/** The tracing of a record, as it is set for this record. */
export function RecordTracing({ record, judgement }: RecordTracingProps) {
  const source = useMemo(() => sourceOf(record), [record]);
  const [settings, setSettings] = useState(() => defaultSettings(source.leads, storedPixelsPerMm(localStorage)));
  const waves = judgement?.measured.waves;
  const fiducials = useMemo(() => waves && fiducialMarks(waves), [waves]);
  return (
    <Tracing
      source={source}
      settings={settings}
      onSettings={setSettings}
      fiducials={fiducials}
      textAlternative={waves && MEASUREMENTS_ID}
    />
  );
}
