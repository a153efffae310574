/**
 * `npx tsx bench/quality.ts`: time of `assessQuality` for a record of 10 s, 12 leads, 500 Hz, on one core, beats given. Processor time, so
 * that other work on the machine counts little; the median of 15 rounds of 10 after a warm-up.
 */
import { detectBeats } from '../src/beats/index.ts';
import { assessQuality } from '../src/quality/index.ts';
import { createRandom } from '../src/random.ts';
import { simulateRecord } from '../src/record/index.ts';

const ROUNDS = 15;
const PER_ROUND = 10;

const noise = { muscleRmsMv: 0.01, baselineWanderRmsMv: 0.05, mainsRmsMv: 0.01 };
const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(1), noise });
const beats = detectBeats(record);
const times: number[] = [];
for (let round = -5; round < ROUNDS; round++) {
  const before = process.cpuUsage();
  for (let i = 0; i < PER_ROUND; i++) assessQuality(record, beats);
  const spent = process.cpuUsage(before);
  if (round >= 0) times.push((spent.user + spent.system) / 1000 / PER_ROUND);
}
times.sort((a, b) => a - b);
console.log(`| assessQuality, 12 leads × 10 s at 500 Hz | ${times[ROUNDS >> 1]?.toFixed(1)} ms of one core |`);
