import type { LudbRecord } from './ludb.ts';
import { type Figure, MARKS, type Mark, type MarkScore, summariseWaves, type WaveCounts } from './wave-score.ts';

const percent = ({ value, interval }: Figure) => withInterval(value, interval, (x) => (100 * x).toFixed(1));
const ms = ({ value, interval }: Figure) => withInterval(value, interval, (x) => x.toFixed(1));

function withInterval(value: number | undefined, interval: Figure['interval'], print: (x: number) => string): string {
  if (value === undefined) return '–';
  return interval ? `${print(value)} (${print(interval[0])} to ${print(interval[1])})` : print(value);
}

/** A table of all marks, 95 % intervals in brackets. */
export function markTable(scores: Readonly<Record<Mark, MarkScore>>): string {
  const rows = MARKS.map((mark) => {
    const { marks, sensitivity, precision, f1, meanErrorMs, sdErrorMs } = scores[mark];
    const cells = [percent(sensitivity), percent(precision), percent(f1), ms(meanErrorMs), ms(sdErrorMs)];
    return `| ${mark} | ${marks} | ${cells.join(' | ')} |`;
  });
  return [
    '| mark | in the reference | sensitivity % | PPV % | F1 % | mean error ms | SD of error ms |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** A short table of the boundaries of fused waves. */
export function fusedTable(byReference: Readonly<Record<string, readonly WaveCounts[]>>): string {
  const rows = Object.entries(byReference).flatMap(([reference, counts]) => {
    const scores = summariseWaves(counts);
    return MARKS.filter((mark) => !mark.endsWith('Peak')).map((mark) => {
      const { marks, f1, meanErrorMs, sdErrorMs } = scores[mark];
      return `| ${reference} | ${mark} | ${marks} | ${percent(f1)} | ${ms(meanErrorMs)} | ${ms(sdErrorMs)} |`;
    });
  });
  return [
    '| reference over leads | mark | in the reference | F1 % | mean error ms | SD of error ms |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

const WORST = 5;

/** The records with the most waves missed or invented, and those with the largest errors, wave by wave. */
export function worstRecords(records: readonly LudbRecord[], counts: readonly WaveCounts[]): string {
  const lines = (['pPeak', 'rPeak', 'tPeak'] as const).map((mark) => {
    const wrong = worst(records, counts, (one) => one[mark].missed + one[mark].invented, WORST);
    const entries = wrong.map(
      ({ name, count }) => `${name} (${count[mark].missed} missed, ${count[mark].invented} invented)`,
    );
    return `- ${{ pPeak: 'P', rPeak: 'QRS', tPeak: 'T' }[mark]}: ${entries.join(', ') || 'none'}`;
  });
  const errors = (['pOn', 'pOff', 'qrsOn', 'qrsOff', 'tOff'] as const).map((mark) => {
    const rms = (one: WaveCounts) => Math.sqrt(one[mark].sumSquaresMs / Math.max(1, one[mark].found));
    const entries = worst(records, counts, rms, WORST).map(({ name, value }) => `${name} (${value.toFixed(0)})`);
    return `- ${mark}: ${entries.join(', ')}`;
  });
  return [
    'Records with most waves missed or invented, summed over leads:',
    '',
    ...lines,
    '',
    'Records with the largest errors, root mean square in ms over leads:',
    '',
    ...errors,
  ].join('\n');
}

function worst(
  records: readonly LudbRecord[],
  counts: readonly WaveCounts[],
  measure: (counts: WaveCounts) => number,
  most: number,
) {
  return records
    .map(({ name }, i) => {
      const count = counts[i] as WaveCounts;
      return { name, count, value: measure(count) };
    })
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, most);
}

/** Where figures lead by lead are below what the project promises. */
export function waveShortfalls(method: string, scores: Readonly<Record<Mark, MarkScore>>): string[] {
  const leastF1 = { pOn: 0.95, pOff: 0.95, qrsOn: 0.995, qrsOff: 0.995, tOn: 0.98, tOff: 0.98 } as const;
  const mostSdMs = { pOn: 15, pOff: 15, qrsOn: 9, qrsOff: 12, tOff: 25 } as const;
  const below = Object.entries(leastF1).flatMap(([mark, least]) => {
    const { value } = scores[mark as Mark].f1;
    return (value ?? 0) >= least
      ? []
      : [`${method}: F1 of ${mark} must be at least ${100 * least} %, got ${(100 * (value ?? 0)).toFixed(1)} %`];
  });
  const wide = Object.entries(mostSdMs).flatMap(([mark, most]) => {
    const { value } = scores[mark as Mark].sdErrorMs;
    return value !== undefined && value <= most
      ? []
      : [`${method}: SD of the error of ${mark} must be at most ${most} ms, got ${value?.toFixed(1) ?? 'none'} ms`];
  });
  return [...below, ...wide];
}
