/**
 * Makes `src/explain/normal-beat.table.ts`, the beat that explanations begin at: the median of the usual beats of healthy people, those
 * records of `ptbxl`, folds 1 to 8, whose only statements are NORM and SR.
 *
 * `npx tsx runs/normal-beat.ts`
 */

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { detectBeats, medianBeat } from '../src/beats/index.ts';
import { storeRecord } from '../src/datasets/index.ts';
import { interpolate, secAtRate } from '../src/explain/normal-ecg.ts';
import { loadStore } from '../src/node.ts';
import { helpFromHeader } from './help-from-header.ts';

helpFromHeader(import.meta.filename);

/** The others follow from I and II. */
const LEADS = ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] as const;
const FS = 100;
const BEFORE_SEC = 0.32;
const AFTER_SEC = 0.52;
const SAMPLES = Math.round((BEFORE_SEC + AFTER_SEC) * FS) + 1;
/** The level just before QRS is where a beat begins and ends; there it fades to 0 over so many samples. */
const LEVEL_SEC = [-0.06, -0.05] as const;
const FADE_IN = 6;
const FADE_OUT = 8;

const store = await loadStore([join(resolve(process.env.ECG_DATA ?? '../shared/data'), 'ptbxl')], {
  folds: [1, 2, 3, 4, 5, 6, 7, 8],
});
const healthy = store.rows.flatMap(({ statements }, i) => {
  const codes = Object.keys(statements);
  return codes.includes('NORM') && codes.every((code) => code === 'NORM' || code === 'SR') ? [i] : [];
});
const usualBeats = healthy.flatMap((i) => {
  const record = storeRecord(store, i);
  const usual = medianBeat(record, detectBeats(record));
  const { rrSec, fs, rPeak, leads } = usual;
  if (rrSec === undefined || usual.reason !== undefined || LEADS.some((lead) => leads[lead] === undefined)) return [];
  return [
    LEADS.map((lead) => {
      const samples = leads[lead] as Float32Array;
      const at = (sec: number) => interpolate(samples, rPeak + sec * fs);
      const level = LEVEL_SEC.reduce((sum, sec) => sum + at(sec) / LEVEL_SEC.length, 0);
      return Array.from({ length: SAMPLES }, (_, k) => {
        const sec = secAtRate(k / FS - BEFORE_SEC, rrSec);
        const isInside = rPeak + sec * fs >= 0 && rPeak + sec * fs <= samples.length - 1;
        return isInside ? at(sec) - level : undefined;
      });
    }),
  ];
});
const rows = LEADS.map((lead, l) => {
  const microvolts = Array.from({ length: SAMPLES }, (_, k) => {
    const values = usualBeats.flatMap((beat) => beat[l]?.[k] ?? []).sort((a, b) => a - b);
    const fade = Math.min(1, k / FADE_IN, (SAMPLES - 1 - k) / FADE_OUT);
    return Math.round(1000 * fade * (values[values.length >> 1] ?? 0));
  });
  return `    ${lead}: [${microvolts.join(', ')}],`;
});
const table = `/**
 * The usual beat of healthy people: the median of the median beats of ${usualBeats.length} records of PTB-XL 1.0.3 (CC BY 4.0, Wagner et al. 2020,
 * doi:10.1038/s41597-020-0495-6), folds 1 to 8, that are called normal and nothing else. In µV, from \`beforeSec\` before R on, as at a heart
 * rate of 60/min. Written by \`npx tsx runs/normal-beat.ts\`.
 */
export const NORMAL_BEAT = {
  fs: ${FS},
  beforeSec: ${BEFORE_SEC},
  leads: {
${rows.join('\n')}
  },
} as const;
`;
writeFileSync(join(import.meta.dirname, '../src/explain/normal-beat.table.ts'), table);
console.log(`${usualBeats.length} of ${healthy.length} records`);
