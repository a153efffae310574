import type { Beat, Beats } from '../beats/index.ts';
import { DISCLAIMER } from '../disclaimer.ts';
import { measureRhythm } from '../features/index.ts';
import { duration } from './progress-line.ts';

/** The beats of a record and what the record says of itself. */
export interface RecordBeats extends Beats {
  readonly name: string;
  readonly notes: readonly string[];
}

/** Pauses that are listed by their place. */
const LISTED_PAUSES = 5;

/** The beats of a record for people: how many, how fast, of what kind, and where they pause. */
export function beatsText(found: RecordBeats): string {
  const { name, fs, length, leads, beats, notes, reason } = found;
  return [
    `record ${name}: ${duration(length / fs)} at ${fs} Hz, looked at ${leads.join(', ') || 'no lead'}`,
    ...notes.map((note) => `note: ${note}`),
    '',
    ...(beats.length === 0 ? [`no beats: ${reason}`] : summary(found)),
    '',
    DISCLAIMER,
    '',
  ].join('\n');
}

function summary(found: RecordBeats): string[] {
  const { meanRateBpm, slowestBpm = 0, fastestBpm = 0, pauseCount = 0, notMeasured } = measureRhythm(found);
  const range = `${slowestBpm.toFixed(0)} to ${fastestBpm.toFixed(0)}`;
  return [
    `beats      ${found.beats.length}`,
    `mean rate  ${meanRateBpm === undefined ? notMeasured.meanRateBpm : `${meanRateBpm.toFixed(1)}/min, ${range} from beat to beat`}`,
    `classes    ${classCounts(found.beats)}`,
    ...pauseLines(found, pauseCount),
  ];
}

function classCounts(beats: readonly Beat[]): string {
  const counts = new Map<string, number>();
  for (const { beatClass } of beats) counts.set(beatClass, (counts.get(beatClass) ?? 0) + 1);
  return [...counts].map(([beatClass, count]) => `${beatClass} ${count}`).join(', ');
}

/** What `measureRhythm` counts as pauses are the longest intervals. */
function pauseLines({ beats, fs }: RecordBeats, count: number): string[] {
  if (count === 0) return ['pauses     none over 3 s'];
  const intervals = beats.slice(1).map(({ sample }, i) => {
    const from = (beats[i] as Beat).sample;
    return { fromSec: from / fs, sec: (sample - from) / fs };
  });
  const listed = intervals
    .sort((a, b) => b.sec - a.sec)
    .slice(0, Math.min(count, LISTED_PAUSES))
    .map(({ fromSec, sec }) => `           ${sec.toFixed(2)} s after ${clock(fromSec)}`);
  return [`pauses     ${count} over 3 s${count > LISTED_PAUSES ? `, the longest ${LISTED_PAUSES}` : ''}:`, ...listed];
}

/** Time from the first sample, `h:mm:ss.s`. */
function clock(sec: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const tenths = Math.floor(sec * 10);
  const whole = Math.floor(tenths / 10);
  return `${Math.floor(whole / 3600)}:${pad(Math.floor((whole % 3600) / 60))}:${pad(whole % 60)}.${tenths % 10}`;
}
