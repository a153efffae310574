import fc from 'fast-check';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, makeRecord, type Simulation, simulateRecord } from '../../src/record/index.ts';
import type { Options } from './simulated.ts';

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, v) => sum + v * v, 0) / samples.length);

/** A simulation with muscle noise so many decibels below the root mean square of lead II: 10 s, 500 Hz, 70/min unless said. */
export function noisy({ seed = 1, ...rest }: Partial<Options>, snrDb: number): Simulation {
  const options = { fs: 500, durationSec: 10, heartRateBpm: 70, ...rest };
  const clean = simulateRecord({ ...options, fs: 100, random: createRandom(seed) }).record;
  const muscleRmsMv = rms(clean.leads.II as Float32Array) / 10 ** (snrDb / 20);
  return simulateRecord({ ...options, random: createRandom(seed), noise: { muscleRmsMv } });
}

/** The true R peaks inside the record, in samples. */
export const trueRPeaks = ({ beats }: Simulation): readonly number[] =>
  beats.flatMap(({ samples }) => samples.rPeak ?? []);

/** The record with every lead multiplied. */
export function amplified(record: EcgRecord, gain: number): EcgRecord {
  const leads = Object.entries(record.leads).map(([name, samples]) => [name, samples.map((mv) => gain * mv)]);
  return makeRecord({ fs: record.fs, leads: Object.fromEntries(leads) });
}

/** Rates, sampling rates and seeds that every part of the line must take. */
export const situation = fc.record({
  heartRateBpm: fc.double({ min: 30, max: 220, noNaN: true }),
  fs: fc.constantFrom(100, 128, 250, 257, 360, 500, 1000),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

/** Factors from 0.2 to 5, of either sign. */
export const gain = fc
  .tuple(fc.double({ min: 0.2, max: 5, noNaN: true }), fc.boolean())
  .map(([factor, isInverted]) => (isInverted ? -factor : factor));

const random = createRandom(9);

/** White noise, 5000 samples. */
export const whiteNoise = (rmsMv: number): Float32Array =>
  Float32Array.from({ length: 5000 }, () => rmsMv * random.normal());

const sine = (hz: number) => Float32Array.from({ length: 5000 }, (_, n) => Math.sin((2 * Math.PI * hz * n) / 500));

/** Leads of 500 Hz in which there is no ECG, by what they are. */
export const NO_ECG: readonly (readonly [string, Float32Array])[] = [
  ['nothing', new Float32Array(0)],
  ['one sample', Float32Array.of(0.3)],
  ['a constant', new Float32Array(5000).fill(1.5)],
  ['only missing samples', new Float32Array(5000).fill(Number.NaN)],
  ['infinite samples', new Float32Array(5000).fill(Number.POSITIVE_INFINITY)],
  ['mains', sine(50)],
  ['breathing', sine(0.25)],
  ['a tone as fast as QRS', sine(12)],
];

/** Something that breaks a stretch of a lead. */
const damage = fc.record({
  kind: fc.constantFrom('missing', 'flat', 'step', 'huge', 'infinite'),
  from: fc.integer({ min: 0, max: 4999 }),
  length: fc.integer({ min: 1, max: 5000 }),
  lead: fc.nat(),
});

const VALUES = { missing: Number.NaN, flat: 0.2, step: 5, huge: 1e30, infinite: Number.NEGATIVE_INFINITY };

/** One to five broken stretches, and the seed of the record that they are in. */
export const damages = fc.record({
  stretches: fc.array(damage, { minLength: 1, maxLength: 5 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

type Damages = typeof damages extends fc.Arbitrary<infer T> ? T : never;

/** Leads I, II and V1 of 10 s at 500 Hz with those stretches broken. */
export function damagedRecord({ stretches, seed }: Damages): EcgRecord {
  const { record } = noisy({ seed }, 30);
  const leads = ['I', 'II', 'V1'].map((name) => [name, (record.leads[name] as Float32Array).slice()] as const);
  for (const { kind, from, length, lead } of stretches) {
    const samples = leads[lead % leads.length]?.[1] ?? new Float32Array();
    for (let n = from; n < Math.min(samples.length, from + length); n++) {
      samples[n] = kind === 'step' ? (samples[n] as number) + VALUES.step : VALUES[kind];
    }
  }
  return makeRecord({ fs: record.fs, leads: Object.fromEntries(leads) });
}
