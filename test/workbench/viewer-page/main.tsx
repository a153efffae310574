import { makeRecord } from 'einthoven';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import '../../../workbench/src/style/base.css';
import type { BeatMark } from '../../../workbench/viewer/beat-marks.ts';
import { MedianBeat } from '../../../workbench/viewer/median-beat.tsx';
import { defaultSettings, type TracingSettings } from '../../../workbench/viewer/settings.ts';
import { Tracing, type TracingProps } from '../../../workbench/viewer/tracing.tsx';
import { sourceOf } from '../../../workbench/viewer/tracing-source.ts';

/** What a test shows on the page. */
export interface Shown {
  readonly name: string;
  readonly fs: number;
  readonly leads: Readonly<Record<string, readonly number[]>>;
  /** The samples so many times one after the other, for recordings of a day; once unless said. */
  readonly times?: number;
  readonly settings?: Partial<TracingSettings>;
  readonly fiducials?: TracingProps['fiducials'];
  /** Shown below as the usual beat with these marks, its R at sample `rPeak`. */
  readonly beat?: { readonly rPeak: number; readonly leads: Shown['leads']; readonly marks: readonly BeatMark[] };
  /** As plain numbers. */
  readonly overlay?: {
    readonly fs: number;
    readonly leads: Readonly<Record<string, readonly number[]>>;
    readonly limit: number;
  };
}

declare global {
  interface Window {
    show: (shown: Shown) => void;
  }
}

const place = document.getElementById('viewer');
if (place === null) throw new Error('The page must have a place for the viewer.');
const root = createRoot(place);

window.show = (shown) => {
  const { name, fs, times = 1 } = shown;
  const record = makeRecord({ fs, leads: floats(shown.leads, times), source: { name } });
  root.render(
    <StrictMode>
      <Page key={crypto.randomUUID()} shown={shown} source={sourceOf(record)} />
    </StrictMode>,
  );
};

function Page({ shown, source }: { readonly shown: Shown; readonly source: TracingProps['source'] }) {
  const [settings, setSettings] = useState({ ...defaultSettings(source.leads, 96 / 25.4), ...shown.settings });
  const [overlay] = useState(
    () => shown.overlay && { ...shown.overlay, leads: floats(shown.overlay.leads, 1), notes: [], fromSec: 0 },
  );
  return (
    <main>
      <h1 className="unseen">Viewer</h1>
      <Tracing
        source={source}
        settings={settings}
        onSettings={setSettings}
        fiducials={shown.fiducials}
        overlay={overlay}
        textAlternative="measurements"
      />
      {shown.beat !== undefined && <Beat fs={shown.fs} beat={shown.beat} settings={settings} />}
      <p id="measurements">Measurements</p>
    </main>
  );
}

interface BeatProps {
  readonly fs: number;
  readonly beat: NonNullable<Shown['beat']>;
  readonly settings: TracingSettings;
}

function Beat({ fs, beat, settings }: BeatProps) {
  const [marks, setMarks] = useState(beat.marks);
  const [median] = useState(() => ({
    fs,
    leads: floats(beat.leads, 1),
    noise: {},
    leftOut: {},
    rPeak: beat.rPeak,
    beatClass: 'normal' as const,
    rrSec: 1,
    beatsUsed: [0, 1, 2],
    excluded: [],
  }));
  return (
    <MedianBeat
      beat={median}
      unit="mV"
      marks={marks}
      rrMs={1000}
      settings={settings}
      onEdit={(name, toMs) =>
        setMarks((known) => known.map((mark) => (mark.name === name ? { ...mark, editedMs: toMs } : mark)))
      }
    />
  );
}

function floats(leads: Readonly<Record<string, readonly number[]>>, times: number): Record<string, Float32Array> {
  const repeated = (values: readonly number[]) => {
    const once = Float32Array.from(values);
    const all = new Float32Array(times * once.length);
    for (let n = 0; n < times; n++) all.set(once, n * once.length);
    return all;
  };
  return Object.fromEntries(Object.entries(leads).map(([lead, values]) => [lead, repeated(values)]));
}
