import { createRandom, type Random } from '../../random.ts';
import {
  type EcgRecord,
  SIMULATED_MORPHOLOGIES,
  SIMULATED_RHYTHMS,
  type SimulatedMorphology,
  type SimulatedRhythm,
  simulateRecord,
} from '../../record/index.ts';

/** Slowest rate of all rhythms, and the fastest by rhythm: a complete block has an escape rhythm. */
const SLOWEST_BPM = 40;
const fastestBpm = (rhythm: SimulatedRhythm) => (rhythm === 'av-block-3' ? 60 : 140);

/** Simulated records of every rhythm and morphology, drawn evenly, at rates, variability and noise that differ. */
export function* simulatedRecords(count: number, seed: number, fs: number, durationSec: number): Generator<EcgRecord> {
  const random = createRandom(seed);
  for (let i = 0; i < count; i++) {
    const rhythm = drawn(SIMULATED_RHYTHMS, random);
    const heartRateBpm = SLOWEST_BPM + (fastestBpm(rhythm) - SLOWEST_BPM) * random.uniform();
    const { record } = simulateRecord({
      fs,
      durationSec,
      heartRateBpm,
      rhythm,
      morphology: drawn<SimulatedMorphology>(SIMULATED_MORPHOLOGIES, random),
      rrVariability: 0.1 * random.uniform(),
      noise: { muscleRmsMv: 0.02 * random.uniform(), baselineWanderRmsMv: 0.1 * random.uniform() },
      random,
      name: `simulated ${i + 1}`,
    });
    yield record;
  }
}

const drawn = <T>(items: readonly T[], random: Random) => items[random.integer(items.length)] as T;
