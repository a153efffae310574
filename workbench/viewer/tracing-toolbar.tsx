import type { AmplitudeUnit } from 'einthoven/record';
import { useId } from 'react';
import { CHOICES, possibleLayouts, type TracingSettings } from './settings.ts';
import { ZOOM_STEP } from './use-moving.ts';
import type { Frame } from './view.ts';

interface TracingToolbarProps {
  readonly leads: readonly string[];
  readonly unit: AmplitudeUnit;
  readonly settings: TracingSettings;
  readonly onSettings: (settings: TracingSettings) => void;
  readonly frame: Frame;
  readonly onZoom: (factor: number) => void;
  readonly isMeasuring: boolean;
  readonly onMeasuring: (isMeasuring: boolean) => void;
  readonly onCalibrate: () => void;
  readonly onPrint: () => void;
}

/** All that a tracing can be set to and done with. */
export function TracingToolbar({ settings, onSettings, frame, ...props }: TracingToolbarProps) {
  const set = (change: Partial<TracingSettings>) => onSettings({ ...settings, ...change });
  const layouts = possibleLayouts(props.leads);
  // Four standard deviations stand for one millivolt.
  const gainText = (gain: number) => (props.unit === 'mV' ? `${gain} mm/mV` : `${gain / 4} mm/SD`);
  return (
    <div className="viewer-bar" role="toolbar" aria-label="Tracing">
      <Choice
        label="Speed"
        value={settings.paperSpeed}
        options={CHOICES.paperSpeed}
        text={(speed) => `${speed} mm/s`}
        onChoice={(paperSpeed) => set({ paperSpeed })}
      />
      <Choice
        label="Gain"
        value={settings.gain}
        options={CHOICES.gain}
        text={gainText}
        onChoice={(gain) => set({ gain })}
      />
      <Choice
        label="Layout"
        value={settings.layout}
        options={layouts}
        text={(layout) => LAYOUT_NAMES[layout]}
        onChoice={(layout) => set({ layout })}
      />
      {settings.layout === 'single' && (
        <Choice
          label="Lead"
          value={settings.lead}
          options={props.leads}
          text={(lead) => lead}
          onChoice={(lead) => set({ lead })}
        />
      )}
      <Choice
        label="Filter"
        value={settings.filter}
        options={CHOICES.filter}
        text={(filter) => (filter === 'none' ? 'None' : `${filter} Hz`)}
        onChoice={(filter) => set({ filter })}
      />
      <fieldset className="viewer-zoom">
        <legend className="unseen">Magnification</legend>
        <button type="button" aria-label="Smaller" onClick={() => props.onZoom(1 / ZOOM_STEP)}>
          −
        </button>
        <button
          type="button"
          title="Back to true scale"
          aria-label={`${percent(frame.zoom)}, back to true scale`}
          onClick={() => props.onZoom(1 / frame.zoom)}
        >
          {percent(frame.zoom)}
        </button>
        <button type="button" aria-label="Larger" onClick={() => props.onZoom(ZOOM_STEP)}>
          +
        </button>
        <button
          type="button"
          disabled={frame.leastZoom === 1}
          onClick={() => props.onZoom(frame.leastZoom / frame.zoom)}
        >
          Whole
        </button>
      </fieldset>
      <button type="button" aria-pressed={props.isMeasuring} onClick={() => props.onMeasuring(!props.isMeasuring)}>
        Caliper
      </button>
      <button
        type="button"
        aria-pressed={settings.theme === 'dark'}
        onClick={() => set({ theme: settings.theme === 'dark' ? 'light' : 'dark' })}
      >
        Dark
      </button>
      <button type="button" onClick={props.onCalibrate}>
        Screen size…
      </button>
      <button type="button" onClick={props.onPrint}>
        Print
      </button>
    </div>
  );
}

const LAYOUT_NAMES: Readonly<Record<TracingSettings['layout'], string>> = {
  '3x4+1': '3 × 4 + II',
  '3x4': '3 × 4',
  '6x2': '6 × 2',
  cabrera: 'Cabrera 6 × 2',
  '12x1': 'One below another',
  single: 'Single lead',
};

function percent(zoom: number): string {
  return `${Number((100 * zoom).toPrecision(zoom < 0.1 ? 2 : 3))} %`;
}

interface ChoiceProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly Value[];
  readonly text: (value: Value) => string;
  readonly onChoice: (value: Value) => void;
}

function Choice<Value extends string | number>({ label, value, options, text, onChoice }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <span className="viewer-choice">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = options[currentTarget.selectedIndex];
          if (chosen !== undefined) onChoice(chosen);
        }}
      >
        {options.map((option) => (
          <option key={option} value={option}>
            {text(option)}
          </option>
        ))}
      </select>
    </span>
  );
}
