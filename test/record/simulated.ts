import { createRandom } from '../../src/random.ts';
import { type EcgRecord, type SimulatedBeat, simulateRecord } from '../../src/record/index.ts';

/** Options of a simulation by its seed. */
export type Options = Omit<Parameters<typeof simulateRecord>[0], 'random'> & { readonly seed?: number };

/** A simulation: unless said, 10 s at 500 Hz and 60/min with seed 1. */
export function simulate(options: Partial<Options> = {}) {
  const { seed = 1, ...rest } = options;
  return simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 60, ...rest, random: createRandom(seed) });
}

/** The samples of a lead that is there. */
export function lead(record: EcgRecord, name: string): Float32Array {
  const samples = record.leads[name];
  if (samples === undefined) throw new Error(`no lead ${name}`);
  return samples;
}

/** A beat of which every boundary is known. */
export type WholeBeat = Record<'sec' | 'samples', Record<keyof SimulatedBeat['sec'], number>>;

/** The first beat that lies in the record from the onset of P to the end of T. */
export function wholeBeat(beats: readonly SimulatedBeat[]): WholeBeat {
  const whole = beats.find(({ samples }) => Object.values(samples).every((sample) => sample !== undefined));
  if (whole === undefined) throw new Error('no whole beat');
  return whole as WholeBeat;
}

/** Intervals between successive R peaks, in seconds. */
export function rrSec(beats: readonly SimulatedBeat[]): readonly number[] {
  const peaks = beats.flatMap(({ sec }) => sec.rPeak ?? []);
  return peaks.slice(1).map((sec, n) => sec - (peaks[n] as number));
}

/** Arithmetic mean. */
export const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
