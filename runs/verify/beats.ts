import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BeatClass, detectBeats } from '../../src/beats/index.ts';
import { bootstrapIntervals, type Interval } from '../../src/evaluate/index.ts';
import { readAnnotationFile, readRecordFile } from '../../src/node.ts';
import { createRandom } from '../../src/random.ts';
import type { EcgRecord } from '../../src/record/index.ts';
import type { Section } from './section.ts';

/** The classes of MIT-BIH's beat annotations: every symbol of a heartbeat (WFDB, ecgcodes). */
const CLASS_OF_SYMBOL: Readonly<Record<string, BeatClass>> = {
  ...Object.fromEntries([...'NLRBejn'].map((symbol) => [symbol, 'normal'])),
  ...Object.fromEntries([...'AaJS'].map((symbol) => [symbol, 'supraventricular'])),
  ...Object.fromEntries([...'VrE'].map((symbol) => [symbol, 'ventricular'])),
  '/': 'paced',
  ...Object.fromEntries([...'FfQ?'].map((symbol) => [symbol, 'unclassified'])),
};
const CLASSES = ['normal', 'supraventricular', 'ventricular', 'paced', 'unclassified'] as const;

interface Reference {
  readonly sample: number;
  readonly beatClass: BeatClass;
}

/** What became of the beats of one record. */
interface Counts {
  readonly name: string;
  readonly found: number;
  readonly missed: number;
  readonly invented: number;
  readonly errorsMs: readonly number[];
  /** By class of the annotation, then of the detection, `missed` where there was none. */
  readonly confusion: ReadonlyMap<string, number>;
}

const PROMISED = 0.992;

/** R peaks and classes of beats on MIT-BIH, whole records, every annotated beat. */
export const beats: Section = {
  name: 'beats',
  data: ['mitdb'],
  async measure([folder = '']) {
    const names = readdirSync(folder).flatMap((file) => (file.endsWith('.hea') ? [file.slice(0, -4)] : []));
    const records = names.map((name) => {
      const record = readRecordFile(join(folder, name));
      const { annotations } = readAnnotationFile(join(folder, `${name}.atr`));
      const reference = annotations.flatMap(({ sample, symbol }): Reference[] => {
        const beatClass = CLASS_OF_SYMBOL[symbol];
        return beatClass === undefined ? [] : [{ sample, beatClass }];
      });
      return { name, record, reference };
    });
    const judge = (leadsOf: (record: EcgRecord) => readonly string[], toleranceMs: number) =>
      records.map(({ name, record, reference }) => {
        const found = detectBeats(record, { leads: leadsOf(record) }).beats;
        return match(name, reference, found, (toleranceMs / 1000) * record.fs, record.fs);
      });
    const first = (record: EcgRecord) => Object.keys(record.leads).slice(0, 1);
    const all = (record: EcgRecord) => Object.keys(record.leads);
    const single = judge(first, 150);
    const rows = [
      tableRow('channel 0', 150, single),
      tableRow('channel 0', 50, judge(first, 50)),
      tableRow('both channels', 150, judge(all, 150)),
      tableRow('both channels', 50, judge(all, 50)),
    ];
    const [sensitivity = 0, precision = 0] = figuresOf(single);
    return {
      markdown: [
        `${records.length} records of 30 minutes, every annotated beat from the first sample to the last, each matched at most once.`,
        [
          '| leads | within ms | beats | Se % | PPV % | F1 % | error ms, mean ± SD |',
          '|---|---|---|---|---|---|---|',
          ...rows,
        ].join('\n'),
        `Most errors (missed + invented), channel 0: ${worst(single)}.`,
        'Classes, channel 0: annotated in rows, detected in columns. Fusion beats and what annotators left open are not classed.',
        confusionTable(single),
      ].join('\n\n'),
      shortfalls: [
        ...(sensitivity >= PROMISED ? [] : [`sensitivity must be at least ${PROMISED}, got ${sensitivity.toFixed(4)}`]),
        ...(precision >= PROMISED ? [] : [`precision must be at least ${PROMISED}, got ${precision.toFixed(4)}`]),
      ],
    };
  },
};

/** Joins annotations and detections in the order of time, each detection with the nearest annotation that is free. */
function match(
  name: string,
  reference: readonly Reference[],
  detected: readonly Reference[],
  tolerance: number,
  fs: number,
): Counts {
  const confusion = new Map<string, number>();
  const note = (annotated: string, found: string) => {
    const key = `${annotated} ${found}`;
    confusion.set(key, (confusion.get(key) ?? 0) + 1);
  };
  const errorsMs: number[] = [];
  let next = 0;
  let invented = 0;
  let missed = 0;
  for (const [i, { sample, beatClass }] of reference.entries()) {
    while ((detected[next]?.sample ?? Number.POSITIVE_INFINITY) < sample - tolerance) {
      next += 1;
      invented += 1;
    }
    const following = reference[i + 1]?.sample ?? Number.POSITIVE_INFINITY;
    // A detection that is nearer to this annotation than a later one, and not nearer to the next annotation.
    let best: number | undefined;
    for (let d = next; (detected[d]?.sample ?? Number.POSITIVE_INFINITY) <= sample + tolerance; d++) {
      const distance = Math.abs((detected[d] as Reference).sample - sample);
      if (Math.abs((detected[d] as Reference).sample - following) < distance) break;
      if (best === undefined || distance < Math.abs((detected[best] as Reference).sample - sample)) best = d;
    }
    if (best === undefined) {
      missed += 1;
      note(beatClass, 'missed');
      continue;
    }
    invented += best - next;
    const found = detected[best] as Reference;
    errorsMs.push(((found.sample - sample) * 1000) / fs);
    note(beatClass, found.beatClass);
    next = best + 1;
  }
  return { name, found: errorsMs.length, missed, invented: invented + detected.length - next, errorsMs, confusion };
}

/** Sensitivity, precision and F1 of records that count so many times. */
function figuresOf(counts: readonly Counts[], weightOf: (index: number) => number = () => 1): [number, number, number] {
  const sum = (of: (one: Counts) => number) => counts.reduce((total, one, i) => total + weightOf(i) * of(one), 0);
  const [found, missed, invented] = [sum((c) => c.found), sum((c) => c.missed), sum((c) => c.invented)];
  return [found / (found + missed), found / (found + invented), (2 * found) / (2 * found + missed + invented)];
}

function tableRow(leads: string, toleranceMs: number, counts: readonly Counts[]): string {
  const [intervals] = bootstrapIntervals(
    counts.length,
    [(multiplicities: ArrayLike<number>) => figuresOf(counts, (i) => multiplicities[i] ?? 0)],
    { random: createRandom(1) },
  );
  const percent = (value: number) => (100 * value).toFixed(2);
  const figures = figuresOf(counts).map((value, i) => {
    const bounds = intervals?.[i] as Interval | undefined;
    return bounds ? `${percent(value)} (${percent(bounds[0])}–${percent(bounds[1])})` : percent(value);
  });
  const errors = counts.flatMap(({ errorsMs }) => errorsMs);
  const mean = errors.reduce((total, error) => total + error, 0) / errors.length;
  const sd = Math.sqrt(errors.reduce((total, error) => total + (error - mean) ** 2, 0) / (errors.length - 1));
  const n = counts.reduce((total, { found, missed }) => total + found + missed, 0);
  return `| ${leads} | ${toleranceMs} | ${n} | ${figures.join(' | ')} | ${mean.toFixed(1)} ± ${sd.toFixed(1)} |`;
}

function worst(counts: readonly Counts[]): string {
  return [...counts]
    .sort((a, b) => b.missed + b.invented - a.missed - a.invented)
    .slice(0, 5)
    .map(({ name, missed, invented }) => `${name} (${missed} + ${invented})`)
    .join(', ');
}

function confusionTable(counts: readonly Counts[]): string {
  const columns = [...CLASSES, 'missed'];
  const cell = (annotated: string, found: string) =>
    counts.reduce((total, { confusion }) => total + (confusion.get(`${annotated} ${found}`) ?? 0), 0);
  return [
    `| annotated | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...CLASSES.map((annotated) => `| ${annotated} | ${columns.map((found) => cell(annotated, found)).join(' | ')} |`),
  ].join('\n');
}
