/**
 * `npm run build && npx tsx bench/line.ts`: processor time of the line from a record to its measurements, for 10 s of 12 leads at 500 Hz,
 * part by part, and of the beats of 30 minutes of 2 leads at 360 Hz, on one core. It measures the built package, as users run it. Medians
 * of rounds after a warm-up; processor time, so that other work on the machine counts little.
 */
import { createRandom } from '../src/random.ts';
import { makeRecord, selectLeads, simulateRecord } from '../src/record/index.ts';

const built = new URL('../dist/', import.meta.url);
const { detectBeats } = (await import(new URL('beats/index.js', built).href)) as typeof import('../src/beats/index.ts');
const { assessQuality } = (await import(
  new URL('quality/index.js', built).href
)) as typeof import('../src/quality/index.ts');
const { delineate, measure } = (await import(
  new URL('features/index.js', built).href
)) as typeof import('../src/features/index.ts');
const { openWaveNetwork } = (await import(new URL('node.js', built).href)) as typeof import('../src/node.ts');

const noise = { muscleRmsMv: 0.01, baselineWanderRmsMv: 0.05, mainsRmsMv: 0.01 };
const simulated = (fs: number, durationSec: number) =>
  simulateRecord({ fs, durationSec, heartRateBpm: 70, random: createRandom(1), noise }).record;

const record = simulated(500, 10);
const network = await openWaveNetwork();
const beats = detectBeats(record);
const quality = assessQuality(record, beats);
const waves = await delineate(network, record, beats);
const parts: Readonly<Record<string, () => unknown>> = {
  beats: () => detectBeats(record),
  quality: () => assessQuality(record, beats),
  delineation: () => delineate(network, record, beats),
  measurements: () => measure(record, { beats, quality, waves }),
};
console.log('| what | ms of one core |\n|---|---|');
let sum = 0;
for (const [name, run] of Object.entries(parts)) {
  const ms = await median(15, 10, run);
  sum += ms;
  console.log(`| ${name}, 12 leads × 10 s at 500 Hz | ${ms.toFixed(1)} |`);
}
console.log(`| all four | ${sum.toFixed(1)} |`);
const minute = selectLeads(simulated(360, 60), ['II', 'V1']);
const leads = Object.entries(minute.leads).map(([name, samples]) => {
  const long = new Float32Array(30 * samples.length);
  for (let i = 0; i < 30; i++) long.set(samples, i * samples.length);
  return [name, long] as const;
});
const halfHour = makeRecord({ fs: 360, leads: Object.fromEntries(leads) });
console.log(`| beats, 2 leads × 30 min at 360 Hz | ${(await median(5, 1, () => detectBeats(halfHour))).toFixed(0)} |`);
await network.session.close();

async function median(rounds: number, perRound: number, run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = -3; round < rounds; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < perRound; i++) await run();
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) times.push((user + system) / 1000 / perRound);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
}
