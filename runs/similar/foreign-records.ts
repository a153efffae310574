import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type Random } from '../../src/random.ts';
import { type EcgRecord, makeRecord, STANDARD_LEADS } from '../../src/record/index.ts';
import { readRecordFile } from '../../src/record/node.ts';

/** Records that no model of 12-lead ECGs should be asked about, or that differ from those that it was trained on. */
export interface ForeignRecords {
  readonly name: string;
  readonly records: readonly EcgRecord[];
}

const [FS, SAMPLES] = [100, 1000];

/** Recordings that people called unacceptable, and acceptable, by those who judged `cinc2011`. */
export function cinc2011Records(folder: string, verdict: 'acceptable' | 'unacceptable'): ForeignRecords {
  const rows = readFileSync(join(folder, 'quality.csv'), 'utf8').trim().split('\n').slice(1);
  const names = rows.flatMap((row) => {
    const [name, given] = row.split(',') as [string, string];
    return given.trim() === verdict ? [name] : [];
  });
  return { name: `CinC 2011, ${verdict}`, records: names.map((name) => readRecordFile(join(folder, name))) };
}

/** What is no ECG at all, `count` of each kind. */
export function nonsenseRecords(count: number): readonly ForeignRecords[] {
  const walk = (random: Random) => {
    let level = 0;
    return () => {
      level += 0.05 * random.normal();
      return level;
    };
  };
  const tone = (random: Random) => {
    const [hz, phase] = [1 + 10 * random.uniform(), 2 * Math.PI * random.uniform()];
    return (i: number) => Math.sin((2 * Math.PI * hz * i) / FS + phase);
  };
  const square = (random: Random) => {
    const wave = tone(random);
    return (i: number) => Math.sign(wave(i));
  };
  const kinds = {
    'white noise': (random: Random) => () => random.normal(),
    'random walks': walk,
    tones: tone,
    'square waves': square,
  };
  return Object.entries(kinds).map(([name, kind], k) => {
    const random = createRandom(100 + k);
    const records = Array.from({ length: count }, (_, i) => {
      const leads = STANDARD_LEADS.map((lead) => [
        lead,
        Float32Array.from(
          { length: SAMPLES },
          (
            (at) => (_x: unknown, n: number) =>
              at(n)
          )(kind(random)),
        ),
      ]);
      return makeRecord({ fs: FS, leads: Object.fromEntries(leads), source: { name: `${name} ${i}`, notes: [] } });
    });
    return { name, records };
  });
}

/** Real records with something wrong: leads under each other's names, upside down, played backwards, at a wrong sampling rate. */
export function spoiltRecords(records: readonly EcgRecord[]): readonly ForeignRecords[] {
  const random = createRandom(200);
  const changed = (name: string, change: (record: EcgRecord) => Partial<EcgRecord>): ForeignRecords => ({
    name,
    records: records.map((record) => makeRecord({ ...record, ...change(record) })),
  });
  const each = ({ leads }: EcgRecord, change: (samples: Float32Array) => Float32Array) =>
    Object.fromEntries(Object.entries(leads).map(([lead, samples]) => [lead, change(samples)]));
  return [
    changed('leads shuffled', ({ leads }) => {
      const names = random.shuffle(Object.keys(leads));
      return { leads: Object.fromEntries(Object.values(leads).map((samples, i) => [names[i] as string, samples])) };
    }),
    changed('all leads upside down', (record) => ({ leads: each(record, (samples) => samples.map((v) => -v)) })),
    changed('played backwards', (record) => ({ leads: each(record, (samples) => samples.slice().reverse()) })),
    changed('half the sampling rate stated', (record) => ({ fs: record.fs / 2 })),
    changed('twice the sampling rate stated', (record) => ({ fs: record.fs * 2 })),
  ];
}
