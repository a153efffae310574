import { type FormEvent, useState } from 'react';
import { fixed } from '../figures.ts';
import type { Judgement } from '../line/tasks.ts';
import { EDITABLE, type EditableFiducial } from './beat-fiducials.ts';
import { EditableBeat } from './editable-beat.tsx';
import type { Correction } from './use-correction.ts';

const NAMES: Readonly<Record<EditableFiducial, string>> = {
  pOn: 'P onset',
  pOff: 'P end',
  qrsOn: 'QRS onset',
  qrsOff: 'QRS end',
  tOff: 'T end',
};

/** Intervals that rest on these boundaries. */
const INTERVALS = ['pMs', 'prMs', 'qrsMs', 'qtMs', 'qtcFridericiaMs'] as const;
const INTERVAL_NAMES = { pMs: 'P', prMs: 'PR', qrsMs: 'QRS', qtMs: 'QT', qtcFridericiaMs: 'QTc' } as const;

interface CorrectionPanelProps {
  /** As it was measured. */
  readonly measured: Judgement;
  /** As it is now, with corrections. */
  readonly judgement: Judgement;
  readonly correction: Correction;
}

/** Boundaries of the usual beat, measured and edited, and the intervals that follow from both. */
export function CorrectionPanel({ measured, judgement, correction }: CorrectionPanelProps) {
  const { measuredMs, movedMs, failure, edit } = correction;
  const known = EDITABLE.filter((name) => measuredMs[name] !== undefined);
  const isMoved = known.some((name) => (movedMs[name] ?? 0) !== 0);
  const undo = () => {
    for (const name of known) edit(name, measuredMs[name] ?? 0);
  };
  return (
    <section className="panel correction" aria-labelledby="correction-title">
      <h3 id="correction-title">Boundaries of the usual beat</h3>
      {known.length === 0 ? (
        <p className="muted">{measured.measured.waves.reason ?? 'No wave was found.'}</p>
      ) : (
        <>
          <EditableBeat measured={measured} correction={correction} />
          <div className="correction-tables">
            <table className="figures">
              <caption className="unseen">Boundaries in milliseconds after the measured onset of QRS</caption>
              <thead>
                <tr>
                  <th scope="col">ms after QRS onset</th>
                  <th scope="col">Measured</th>
                  <th scope="col">Edited</th>
                </tr>
              </thead>
              <tbody>
                {known.map((name) => (
                  <BoundaryRow
                    key={name}
                    name={NAMES[name]}
                    measuredMs={measuredMs[name] ?? 0}
                    editedMs={(measuredMs[name] ?? 0) + (movedMs[name] ?? 0)}
                    stepMs={1000 / measured.measured.waves.fs}
                    onEdit={(ms) => edit(name, ms)}
                  />
                ))}
              </tbody>
            </table>
            <table className="figures">
              <caption className="unseen">Intervals as measured and after editing</caption>
              <thead>
                <tr>
                  <th scope="col">Interval, ms</th>
                  <th scope="col">Measured</th>
                  <th scope="col">Edited</th>
                </tr>
              </thead>
              <tbody>
                {INTERVALS.map((interval) => (
                  <tr key={interval}>
                    <th scope="row">{INTERVAL_NAMES[interval]}</th>
                    <td>{intervalOf(measured, interval)}</td>
                    <td>{isMoved ? <b>{intervalOf(judgement, interval)}</b> : '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {isMoved && (
        <p>
          Intervals, ST, criteria and decisions follow the edited boundaries.{' '}
          <button type="button" className="link" onClick={undo}>
            Back to the measured ones
          </button>
        </p>
      )}
      {failure !== undefined && <p role="alert">{failure}</p>}
    </section>
  );
}

function intervalOf({ measured }: Judgement, interval: (typeof INTERVALS)[number]): string {
  const value = measured.measurements.intervals[interval];
  return value === undefined ? '–' : fixed(value, 0);
}

interface BoundaryRowProps {
  readonly name: string;
  readonly measuredMs: number;
  readonly editedMs: number;
  readonly stepMs: number;
  readonly onEdit: (ms: number) => void;
}

/** A boundary that is moved by a number field: arrow keys step by a sample, Enter or leaving the field takes the value. */
function BoundaryRow({ name, measuredMs, editedMs, stepMs, onEdit }: BoundaryRowProps) {
  const [draft, setDraft] = useState<string>();
  const take = () => {
    if (draft !== undefined && draft !== '' && Number.isFinite(Number(draft))) onEdit(Number(draft));
    setDraft(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take();
  };
  return (
    <tr>
      <th scope="row">{editedMs === measuredMs ? name : <b>{name}</b>}</th>
      <td>{fixed(measuredMs, 0)}</td>
      <td>
        <form onSubmit={submit}>
          <input
            type="number"
            aria-label={`${name}, edited, ms`}
            step={stepMs}
            value={draft ?? String(Math.round(editedMs * 10) / 10)}
            onChange={({ target }) => setDraft(target.value)}
            onBlur={take}
          />
        </form>
      </td>
    </tr>
  );
}
