/**
 * `npm run build && npx tsx bench/predict.ts [MODEL...]`: milliseconds from a record of 10 s at 100 Hz, 12 leads, to its probabilities, for models by
 * name or path (all bundled ones by default): alone, and 16 records in one run of the network, with one thread and with two. With
 * preparation (filters, scales) as far as the first column goes, which all others leave out. Elapsed time, medians; it measures the built
 * package, as users run it.
 */
import { createRandom } from '../src/random.ts';
import { simulateRecord } from '../src/record/index.ts';

const built = new URL('../dist/', import.meta.url);
const { modelInput, predict, predictInputs } = (await import(
  new URL('models/index.js', built).href
)) as typeof import('../src/models/index.ts');
const { bundledModels, openModel } = (await import(new URL('node.js', built).href)) as typeof import('../src/node.ts');

const RECORDS = 16;
const records = Array.from({ length: RECORDS }, (_, i) => {
  const noise = { muscleRmsMv: 0.01, baselineWanderRmsMv: 0.05 };
  return simulateRecord({ fs: 100, durationSec: 10, heartRateBpm: 60 + i, random: createRandom(i + 1), noise }).record;
});
const [record] = records;
if (record === undefined) throw new Error('no record');

console.log(
  '| model | windows | prepared and judged, 1 thread | judged, 1 thread | 2 threads | of 16 together, 2 threads |',
);
console.log('|---|---|---|---|---|---|');
const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : await bundledModels()) {
  const one = await openModel(name);
  const two = await openModel(name, { threads: 2 });
  const inputs = records.map((each) => modelInput(one.card, each));
  const alone = inputs.slice(0, 1);
  const whole = await median(40, () => predict(one, record));
  const single = await median(40, () => predictInputs(one, alone));
  const double = await median(40, () => predictInputs(two, alone));
  const together = (await median(10, () => predictInputs(two, inputs))) / RECORDS;
  const cells = [whole, single, double, together].map((ms) => `${ms.toFixed(1)} ms`);
  console.log(`| ${[name, alone[0]?.starts.length, ...cells].join(' | ')} |`);
  await Promise.all([one.session.close(), two.session.close()]);
}

async function median(rounds: number, run: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const before = performance.now();
    await run();
    if (round >= 0) times.push(performance.now() - before);
  }
  return times.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN;
}
