import { createRandom } from '../../src/random.ts';
import {
  SIMULATED_MORPHOLOGIES,
  type SimulatedNoise,
  type Simulation,
  type SimulationOptions,
  simulateRecord,
} from '../../src/record/index.ts';

/** The global intervals that IEC 60601-2-25 sets limits to. */
export const GLOBAL_INTERVALS = ['pMs', 'prMs', 'qrsMs', 'qtMs'] as const;

/** One of them. */
export type GlobalInterval = (typeof GLOBAL_INTERVALS)[number];

/** Some simulated records that are judged together. */
export interface SimulatedGroup {
  readonly name: string;
  /** Faster than 100/min, where P comes to lie on T. */
  readonly isFast: boolean;
  readonly simulations: readonly Simulation[];
}

const NOISES: Readonly<Record<string, SimulatedNoise>> = {
  'muscle noise 0.02 mV rms': { muscleRmsMv: 0.02 },
  'muscle noise 0.05 mV rms': { muscleRmsMv: 0.05 },
  'mains hum 0.05 mV rms': { mainsRmsMv: 0.05 },
  'wander 0.2 mV rms': { baselineWanderRmsMv: 0.2 },
};
const SEEDS = [1, 2, 3, 4];

/** Rates without noise, every morphology, and noise, 10 s at 500 Hz each, of four seeds. */
export function simulatedGroups(): readonly SimulatedGroup[] {
  const group = (name: string, variants: readonly Partial<SimulationOptions>[]): SimulatedGroup => ({
    name,
    isFast: variants.some(({ heartRateBpm = 0 }) => heartRateBpm > 100),
    simulations: variants.flatMap((options) =>
      SEEDS.map((seed) =>
        simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 72, random: createRandom(seed), ...options }),
      ),
    ),
  });
  const rates = (...bpm: readonly number[]) => bpm.map((heartRateBpm) => ({ heartRateBpm }));
  return [
    group('30 and 40/min', rates(30, 40)),
    group('50 to 100/min', rates(50, 60, 70, 80, 90, 100)),
    group('110 to 140/min', rates(110, 125, 140)),
    group('180 and 220/min', rates(180, 220)),
    ...SIMULATED_MORPHOLOGIES.filter((morphology) => morphology !== 'normal').map((morphology) =>
      group(morphology.replaceAll('-', ' '), [{ morphology }]),
    ),
    group('first-degree block', [{ rhythm: 'av-block-1' }]),
    ...Object.entries(NOISES).map(([name, noise]) => group(name, [{ noise }])),
  ];
}

const ENDS: Readonly<
  Record<GlobalInterval, readonly [keyof Simulation['beats'][0]['sec'], keyof Simulation['beats'][0]['sec']]>
> = {
  pMs: ['pOn', 'pOff'],
  prMs: ['pOn', 'qrsOn'],
  qrsMs: ['qrsOn', 'qrsOff'],
  qtMs: ['qrsOn', 'tOff'],
};

/** An interval as the simulator knows it: the median over its conducted beats, before samples round it. */
export function trueInterval({ beats }: Simulation, interval: GlobalInterval): number | undefined {
  const [from, to] = ENDS[interval];
  const all = beats.flatMap(({ type, sec }) => {
    const [start, end] = [sec[from], sec[to]];
    return type !== 'normal' || start === undefined || end === undefined ? [] : [1000 * (end - start)];
  });
  all.sort((a, b) => a - b);
  const [low, high] = [all[(all.length - 1) >> 1], all[all.length >> 1]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
