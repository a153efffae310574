import { useState } from 'react';
import { figure, percent } from '../figures.ts';
import type { Line } from '../line/line.ts';
import type { Judgement } from '../line/tasks.ts';
import { MEASUREMENT_NAMES } from '../measurements/measurement-names.table.ts';
import { FilePicker } from '../open/file-picker.tsx';
import type { RecordFiles } from '../open/record-files.ts';
import { useJudgement } from '../record/use-judgement.ts';
import { BeatOverlay } from './beat-overlay.tsx';

interface ComparisonPanelProps {
  readonly line: Line;
  readonly judgement: Judgement;
  /** Records that are open too. */
  readonly others: readonly RecordFiles[];
}

/** Compares the record with another, usually an earlier one of the same patient. */
export function ComparisonPanel({ line, judgement, others }: ComparisonPanelProps) {
  const [previous, setPrevious] = useState<RecordFiles>();
  const [complaint, setComplaint] = useState<string>();
  return (
    <section className="panel wide" aria-labelledby="comparison-title">
      <h3 id="comparison-title">Comparison with a previous record</h3>
      <p className="buttons">
        <FilePicker
          label="Compare with files…"
          isFolder={false}
          onOpen={({ records, complaint: why }) => {
            setComplaint(why);
            if (records[0] !== undefined) setPrevious(records[0]);
          }}
        />
        {others.length > 0 && (
          <select
            aria-label="Compare with an open record"
            value=""
            onChange={({ target }) => setPrevious(others[Number(target.value)])}
          >
            <option value="" disabled>
              Open record…
            </option>
            {others.map((one, place) => (
              <option key={one.name} value={place}>
                {one.name}
              </option>
            ))}
          </select>
        )}
        {previous !== undefined && (
          <button type="button" onClick={() => setPrevious(undefined)}>
            End the comparison
          </button>
        )}
      </p>
      {complaint !== undefined && <p role="alert">{complaint}</p>}
      {previous !== undefined && <Comparison line={line} files={previous} judgement={judgement} />}
    </section>
  );
}

function Comparison({
  line,
  files,
  judgement,
}: {
  readonly line: Line;
  readonly files: RecordFiles;
  readonly judgement: Judgement;
}) {
  const { judgement: previous, progress, failure } = useJudgement(line, files, 'previous');
  if (failure !== undefined) return <p role="alert">{`${failure.what}. ${failure.why}`}</p>;
  if (previous === undefined) return <p role="status">{progress?.stage}…</p>;
  return (
    <div className="comparison">
      <BeatOverlay
        current={judgement.median}
        previous={previous.median}
        names={[judgement.bundle.record.name, previous.bundle.record.name]}
      />
      <ChangeTable current={judgement} previous={previous} />
    </div>
  );
}

/** Measurements of both, and what changed of them; superclasses by probability. */
function ChangeTable({ current, previous }: { readonly current: Judgement; readonly previous: Judgement }) {
  const before = new Map(previous.bundle.measurements.map((one) => [one.id, one]));
  const rows = current.bundle.measurements.filter(({ id }) => COMPARED.test(id));
  const superclasses = current.bundle.findings.filter(({ level }) => level === 'superclass');
  return (
    <table className="figures">
      <caption className="unseen">Measurements and superclasses of both records</caption>
      <thead>
        <tr>
          <th scope="col">Measurement</th>
          <th scope="col">Now</th>
          <th scope="col">Before</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, value, unit }) => {
          const other = before.get(id)?.value;
          return (
            <tr key={id}>
              <th scope="row">{MEASUREMENT_NAMES[id] ?? id}</th>
              <td>{figure(value, unit)}</td>
              <td>{other === undefined ? '–' : figure(other, unit)}</td>
              <td>{changeOf(value, other, unit)}</td>
            </tr>
          );
        })}
        {superclasses.map(({ class: name, probability, decision }) => {
          const other = previous.bundle.findings.find((one) => one.level === 'superclass' && one.class === name);
          const told = (share: number | undefined, decided: string) =>
            `${decided}${share === undefined ? '' : `, ${percent(share)}`}`;
          return (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{told(probability, decision)}</td>
              <td>{other === undefined ? '–' : told(other.probability, other.decision)}</td>
              <td>{other === undefined || other.decision === decision ? 'none' : `${other.decision} → ${decision}`}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const COMPARED =
  /^(rhythm\.(rateBpm|regularity)|atria\.pPresence|intervals\.(pMs|prMs|qrsMs|qtMs|qtcFridericiaMs)|axes\.(pDeg|qrsDeg|tDeg))$/;

/** What changed, with its sign; axes by the shorter way around. */
function changeOf(now: number | string, before: number | string | undefined, unit: string | undefined): string {
  if (before === undefined) return '–';
  if (typeof now === 'string' || typeof before === 'string') return now === before ? 'none' : `${before} → ${now}`;
  const change = unit === '°' ? ((now - before + 540) % 360) - 180 : now - before;
  const text = figure(change, unit);
  return change > 0 ? `+${text}` : text;
}
