import { createRandom, type Random } from '../../src/random.ts';
import { type SimulatedMorphology, type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import { type Example, exampleOf } from './examples.ts';

const MORPHOLOGIES: readonly SimulatedMorphology[] = [
  'normal',
  'left-bundle-branch-block',
  'right-bundle-branch-block',
  'left-ventricular-hypertrophy',
  'anterior-infarction',
  'inferior-infarction',
  'long-qt',
];

/** So near a boundary, in seconds, a simulated record teaches nothing: where waves begin and end is learnt from cardiologists alone. */
const UNTOLD_SEC = 0.024;

/**
 * Simulated records of what LUDB has little of: fast rates, P waves that are not conducted, ectopic beats, fibrillating and fluttering
 * atria. They teach which waves there are, not where they begin and end.
 */
export function simulatedExamples(count: number, seed: number): Example[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const { record, beats } = simulateRecord({
      fs: 500,
      durationSec: 10,
      random,
      morphology: MORPHOLOGIES[random.integer(MORPHOLOGIES.length)] as SimulatedMorphology,
      noise: { muscleRmsMv: 0.02 * random.uniform(), baselineWanderRmsMv: 0.1 * random.uniform() },
      ...drawRhythm(random),
    });
    const waves = beats.flatMap(({ sec }) =>
      (
        [
          [sec.pOn, sec.pOff],
          [sec.qrsOn, sec.qrsOff],
          [sec.tOn, sec.tOff],
        ] as const
      ).flatMap(([on, off], kind) =>
        on === undefined || off === undefined ? [] : [{ kind, on: on * record.fs, off: off * record.fs }],
      ),
    );
    const leads = Object.keys(record.leads).length;
    const everyLead = <T>(one: T): T[] => Array.from({ length: leads }, () => one);
    // The first and last wave may be cut by the record's ends: nothing is said before and behind them.
    const span = [waves[0]?.on ?? 0, Math.max(...waves.map(({ off }) => off))] as const;
    return { ...exampleOf(`simulated ${i}`, record, everyLead(waves), everyLead(span)), untoldSec: UNTOLD_SEC };
  });
}

type Rhythm = Pick<SimulationOptions, 'rhythm' | 'ectopy' | 'heartRateBpm'>;

function drawRhythm(random: Random): Rhythm {
  const between = (low: number, high: number) => low + random.integer(high - low + 1);
  const kinds: readonly (() => Rhythm)[] = [
    () => ({ heartRateBpm: between(100, 180) }),
    () => ({ heartRateBpm: between(100, 220) }),
    () => ({ heartRateBpm: between(30, 60) }),
    () => ({ rhythm: 'atrial-fibrillation', heartRateBpm: between(50, 180) }),
    () => ({ rhythm: 'atrial-flutter', heartRateBpm: between(60, 150) }),
    () => ({ rhythm: 'av-block-2-wenckebach', heartRateBpm: between(40, 80) }),
    () => ({ rhythm: 'av-block-2-mobitz', heartRateBpm: between(40, 70) }),
    () => ({ rhythm: 'av-block-3', heartRateBpm: between(30, 55) }),
    () => ({ ectopy: { origin: 'ventricular', pattern: 'trigeminy' }, heartRateBpm: between(50, 110) }),
    () => ({ ectopy: { origin: 'atrial', pattern: 'single' }, heartRateBpm: between(50, 110) }),
  ];
  return (kinds[random.integer(kinds.length)] as () => Rhythm)();
}
