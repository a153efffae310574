import { recordLength } from 'einthoven';
import { clockText } from '../../viewer/time-text.ts';
import type { Judgement, OpenedRecord, Progress } from '../line/tasks.ts';

interface RecordHeadingProps {
  readonly name: string;
  readonly opened: OpenedRecord | undefined;
  readonly judgement: Judgement | undefined;
  readonly progress: Progress | undefined;
}

/** What the record is, what is being done with it, and what to know before reading on. */
export function RecordHeading({ name, opened, judgement, progress }: RecordHeadingProps) {
  const notes = judgement === undefined ? (opened?.head.notes ?? []) : notesOf(judgement);
  return (
    <header className="record-heading">
      <h2>{name}</h2>
      {opened !== undefined && <p className="facts">{factsOf(opened, judgement).join(' · ')}</p>}
      <p className="progress" role="status">
        {progress !== undefined && <span className="working">{progress.stage}…</span>}
        {judgement !== undefined &&
          progress === undefined &&
          `Judged in ${(judgement.tookMs / 1000).toFixed(2)} s by ${modelOf(judgement)}`}
      </p>
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </header>
  );
}

function factsOf({ head, length, record }: OpenedRecord, judgement: Judgement | undefined): readonly string[] {
  const { sex, ageYears, ageIsLowerBound } = head.patient;
  const age = ageYears === undefined ? 'age not stated' : `${ageIsLowerBound ? '≥ ' : ''}${ageYears} years`;
  return [
    sex ?? 'sex not stated',
    age,
    `${head.leads.length} leads`,
    `${head.fs} Hz`,
    duration(head.durationSec),
    ...(record.source.startTime === undefined ? [] : [record.source.startTime]),
    ...(length === recordLength(record) ? [] : [judgedPart(head, judgement?.from ?? 0)]),
  ];
}

/** Which minute of a longer recording is judged. */
function judgedPart({ fs, durationSec }: OpenedRecord['head'], from: number): string {
  if (from === 0) return 'judged by its first minute';
  const at = (sec: number) => clockText(sec, durationSec);
  return `judged by the minute from ${at(from / fs)}`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${seconds.toFixed(1)} s`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

/** What is known of the part that was judged, and what the model says to it. */
const notesOf = ({ bundle }: Judgement) => [...bundle.record.notes, ...bundle.model.warnings];

const modelOf = ({ bundle }: Judgement) =>
  `model ${bundle.model.name} (${bundle.model.sha256.slice(0, 8)}) and ECG criteria`;
