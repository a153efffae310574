import { pathToFileURL } from 'node:url';
import { createRandom } from '../src/random.ts';
import { type EcgRecord, makeRecord, STANDARD_LEADS } from '../src/record/index.ts';
import {
  detectMains,
  discreteWavelet,
  type PreparationStep,
  prepare,
  rickerTransform,
  stationaryWavelet,
  welch,
} from '../src/signal/index.ts';

/** One measured figure. */
interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const bandPass: PreparationStep = { step: 'band-pass', lowHz: 0.5, highHz: 40, order: 4, phase: 'zero' };
const standardise: PreparationStep = { step: 'standardise', over: 'lead' };

/** Milliseconds for 12 leads of 10 s of noise, one core: the median of 101 calls after 100 that warm up. */
export function benchSignal(): Figure[] {
  const [at100, at360, at500] = [100, 360, 500].map(noiseRecord) as [EcgRecord, EcgRecord, EcgRecord];
  const steps =
    (record: EcgRecord, ...list: PreparationStep[]) =>
    () =>
      prepare(record, list);
  const eachLead = (record: EcgRecord, run: (samples: Float32Array) => unknown) => () =>
    Object.values(record.leads).map(run);
  const tasks: Record<string, () => unknown> = {
    '12 × 1000: band-pass and standardise': steps(at100, bandPass, standardise),
    '12 × 5000: band-pass and standardise': steps(at500, bandPass, standardise),
    '12 × 5000: resample 500 → 100 Hz': steps(at500, { step: 'resample', fs: 100 }),
    '12 × 3600: resample 360 → 100 Hz': steps(at360, { step: 'resample', fs: 100 }),
    '12 × 1000: resample 100 → 500 Hz': steps(at100, { step: 'resample', fs: 500 }),
    '12 × 5000: resample to 100 Hz, band-pass, standardise': steps(
      at500,
      { step: 'resample', fs: 100 },
      bandPass,
      standardise,
    ),
    '12 × 5000: baseline by medians of 0.2 and 0.6 s': steps(at500, {
      step: 'remove-baseline',
      method: 'median',
      windowsSec: [0.2, 0.6],
    }),
    '12 × 5000: Welch, 4 s segments': eachLead(at500, (samples) => welch(samples, 500)),
    '12 × 5000: mains detection': () => detectMains(Object.values(at500.leads), 500),
    '12 × 5000: db4, 5 levels, discrete': eachLead(at500, (samples) => discreteWavelet(samples, 'db4', 5)),
    '12 × 5000: db4, 5 levels, stationary': eachLead(at500, (samples) => stationaryWavelet(samples, 'db4', 5)),
    '12 × 5000: Ricker, width 10': eachLead(at500, (samples) => rickerTransform(samples, [10])),
  };
  return Object.entries(tasks).map(([name, run]) => ({ name, value: medianMs(run), unit: 'ms' }));
}

function noiseRecord(fs: number): EcgRecord {
  const random = createRandom(fs);
  const samples = () => Float32Array.from({ length: 10 * fs }, () => 0.3 * random.normal());
  return makeRecord({ fs, leads: Object.fromEntries(STANDARD_LEADS.map((lead) => [lead, samples()])) });
}

function medianMs(run: () => unknown): number {
  for (let i = 0; i < 100; i++) run();
  const times = Array.from({ length: 101 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[50] ?? Number.NaN;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.table(benchSignal());
