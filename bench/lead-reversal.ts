/**
 * `npm run build && npx tsx bench/lead-reversal.ts`: processor time of `detectLeadReversal` on 12 leads of 10 s at 500 Hz, its beats
 * given. It measures the built package; medians of rounds after a warm-up.
 */
import { createRandom } from '../src/random.ts';
import { simulateRecord } from '../src/record/index.ts';

const built = new URL('../dist/', import.meta.url);
const { detectBeats } = (await import(new URL('beats/index.js', built).href)) as typeof import('../src/beats/index.ts');
const { detectLeadReversal } = (await import(
  new URL('quality/index.js', built).href
)) as typeof import('../src/quality/index.ts');

const noise = { muscleRmsMv: 0.01, baselineWanderRmsMv: 0.05, mainsRmsMv: 0.01 };
const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(1), noise });
const beats = detectBeats(record);
const times: number[] = [];
for (let round = -10; round < 31; round++) {
  const before = process.cpuUsage();
  for (let i = 0; i < 40; i++) detectLeadReversal(record, beats);
  const { user, system } = process.cpuUsage(before);
  if (round >= 0) times.push((user + system) / 1000 / 40);
}
console.log(`${(times.sort((a, b) => a - b)[15] ?? Number.NaN).toFixed(2)} ms of one core`);
