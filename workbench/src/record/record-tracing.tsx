import { recordLength } from 'einthoven';
import { shadingOf } from 'einthoven/report';
import { useEffect, useMemo, useState } from 'react';
import { fiducialMarks } from '../../viewer/fiducial-marks.ts';
import { storedPixelsPerMm } from '../../viewer/pixels-per-mm.ts';
import { defaultSettings } from '../../viewer/settings.ts';
import { clockText } from '../../viewer/time-text.ts';
import { Tracing } from '../../viewer/tracing.tsx';
import { sourceOf, type TracingSource } from '../../viewer/tracing-source.ts';
import { START_VIEW } from '../../viewer/view.ts';
import { OVERLAY_MEANING } from '../explanation/explanation-of.tsx';
import type { Explaining } from '../explanation/use-explanation.ts';
import type { Line } from '../line/line.ts';
import { JUDGED_SEC, type Judgement, type OpenedRecord } from '../line/tasks.ts';
import { MEASUREMENTS_ID } from '../measurements/measurement-table.tsx';
import { useTheme } from '../style/use-theme.ts';

interface RecordTracingProps {
  readonly line: Line;
  readonly opened: OpenedRecord;
  readonly judgement: Judgement | undefined;
  readonly explaining: Explaining;
  /** Judges the minute of a longer recording that begins at a sample. */
  readonly onJudge: (from: number) => void;
}

/** The tracing of the current record, with the waves that were found and the colours of an explanation. */
export function RecordTracing({ line, opened, judgement, explaining, onJudge }: RecordTracingProps) {
  const theme = useTheme();
  const source = useMemo(() => tracingSource(line, opened), [line, opened]);
  const [settings, setSettings] = useState(() => ({
    ...defaultSettings(source.leads, storedPixelsPerMm(localStorage)),
    theme,
  }));
  useEffect(() => setSettings((known) => ({ ...known, theme })), [theme]);
  const waves = judgement?.measured.waves;
  const from = judgement?.from ?? 0;
  const fiducials = useMemo(() => waves && fiducialMarks(waves, from), [waves, from]);
  const attribution = explaining.state?.explanation?.attribution;
  const overlay = useMemo(
    () => attribution && { ...shadingOf(attribution, [OVERLAY_MEANING]), fromSec: from / source.fs },
    [attribution, from, source],
  );
  const [view, setView] = useState(START_VIEW);
  const durationSec = source.length / source.fs;
  const minuteSec = Math.max(0, Math.min(view.fromSec, durationSec - JUDGED_SEC));
  return (
    <section className="panel tracing" aria-label="Tracing">
      <Tracing
        source={source}
        settings={settings}
        onSettings={setSettings}
        fiducials={fiducials}
        overlay={overlay}
        view={view}
        onView={setView}
        textAlternative={judgement && MEASUREMENTS_ID}
      />
      {durationSec > JUDGED_SEC && (
        <p className="buttons">
          <button type="button" onClick={() => onJudge(Math.round(minuteSec * source.fs))}>
            Judge the minute from {clockText(minuteSec, durationSec)}
          </button>
        </p>
      )}
    </section>
  );
}

/** A record in memory, or a long recording that the worker reads from its files. */
function tracingSource(line: Line, { record, length, head }: OpenedRecord): TracingSource {
  if (length === recordLength(record)) return sourceOf(record);
  const { startTime } = record.source;
  return {
    name: head.name,
    fs: head.fs,
    unit: head.unit,
    length,
    leads: head.leads,
    ...(startTime !== undefined && { startsAt: startTime }),
    read: (lead, from, to) => line.ask('read', { slot: 'current', lead, from, to }),
    envelope: (lead, from, to, columns) => line.ask('envelope', { slot: 'current', lead, from, to, columns }),
  };
}
