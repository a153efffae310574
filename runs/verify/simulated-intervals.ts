import { type Beats, detectBeats } from '../../src/beats/index.ts';
import type { Delineation } from '../../src/features/index.ts';
import { createRandom } from '../../src/random.ts';
import {
  type EcgRecord,
  type SimulatedMorphology,
  simulateRecord,
  type WaveFiducials,
} from '../../src/record/index.ts';

/** Intervals by their ends, with the limits of IEC 60601-2-25 for synthetic recordings: mean difference and its SD, in ms. */
const INTERVALS = [
  { name: 'P', from: 'pOn', to: 'pOff', meanMs: 10, sdMs: 8 },
  { name: 'PQ', from: 'pOn', to: 'qrsOn', meanMs: 10, sdMs: 8 },
  { name: 'QRS', from: 'qrsOn', to: 'qrsOff', meanMs: 6, sdMs: 5 },
  { name: 'QT', from: 'qrsOn', to: 'tOff', meanMs: 12, sdMs: 10 },
] as const;

const RATES_BPM = [45, 60, 75, 95, 115];
const MORPHOLOGIES: readonly SimulatedMorphology[] = [
  'normal',
  'left-ventricular-hypertrophy',
  'right-bundle-branch-block',
  'left-bundle-branch-block',
  'inferior-infarction',
];

/** Fused intervals of simulated records, sinus rhythm without noise, against the truth: a table. */
export async function simulatedIntervals(
  delineate: (record: EcgRecord, beats: Beats) => Promise<Delineation>,
): Promise<string> {
  const errors: Record<string, number[]> = {};
  for (const [m, morphology] of MORPHOLOGIES.entries()) {
    for (const heartRateBpm of RATES_BPM) {
      const random = createRandom(100 * m + heartRateBpm);
      const { record, beats } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm, morphology, random });
      for (const entry of (await delineate(record, detectBeats(record))).fused) {
        const truth = beats.find(({ samples: { rPeak } }) => Math.abs((rPeak ?? -1e9) - (entry.rPeak ?? 0)) < 50);
        if (truth === undefined) continue;
        for (const { name, from, to } of INTERVALS) {
          const error = durationError(entry, truth.sec, from, to, record.fs);
          errors[name] ??= [];
          if (error !== undefined) errors[name].push(error);
        }
      }
    }
  }
  const rows = INTERVALS.map(({ name, meanMs, sdMs }) => {
    const { mean, sd, n } = spread(errors[name] ?? []);
    return `| ${name} | ${n} | ${mean.toFixed(1)} | ${meanMs} | ${sd.toFixed(1)} | ${sdMs} |`;
  });
  return [
    '| interval | beats | mean error ms | allowed ± | SD ms | allowed |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function durationError(
  entry: WaveFiducials,
  sec: WaveFiducials,
  from: keyof WaveFiducials,
  to: keyof WaveFiducials,
  fs: number,
): number | undefined {
  const [a, b, c, d] = [entry[from], entry[to], sec[from], sec[to]];
  return a === undefined || b === undefined || c === undefined || d === undefined
    ? undefined
    : 1000 * ((b - a) / fs - (d - c));
}

function spread(values: readonly number[]) {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return { n, mean, sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)) };
}
