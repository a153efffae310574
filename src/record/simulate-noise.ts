import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';

/**
 * Noise to be added to each independent lead, by its root mean square over the record in mV. Its kinds are those of Friesen GM et
 * al., IEEE Trans Biomed Eng 1990;37:85–98; their motion artefacts and loose electrodes are `SimulatedFault`s.
 */
export interface SimulatedNoise {
  /** Slow drift by breathing and skin: tones of random phase between 0.05 and 0.5 Hz. */
  readonly baselineWanderRmsMv?: number;
  /** Skeletal muscle: white noise above 20 Hz. */
  readonly muscleRmsMv?: number;
  /** Power line, with a third harmonic of a tenth where the sampling rate can show it. */
  readonly mainsRmsMv?: number;
  /** Power line frequency; 50 Hz unless said. */
  readonly mainsHz?: number;
}

/** The kinds of noise and the option of each that says how much there is of it. */
export const SIMULATED_NOISES = {
  wander: 'baselineWanderRmsMv',
  muscle: 'muscleRmsMv',
  mains: 'mainsRmsMv',
} as const satisfies Readonly<Record<string, keyof SimulatedNoise>>;

const WANDER_TONES = 12;
const MUSCLE_ABOVE_HZ = 20;

/**
 * One lead's noise, mV, `[samples]`: the sum of the kinds asked for, each scaled to its stated root mean square exactly.
 *
 * @throws EcgError `invalid-argument` when an RMS is negative, or mains is asked for at a frequency that `fs` cannot show
 */
export function simulateNoise(noise: SimulatedNoise, fs: number, samples: number, random: Random): Float64Array {
  const { baselineWanderRmsMv = 0, muscleRmsMv = 0, mainsRmsMv = 0, mainsHz = 50 } = noise;
  for (const [name, rmsMv] of Object.entries({ baselineWanderRmsMv, muscleRmsMv, mainsRmsMv })) {
    if (rmsMv >= 0 && Number.isFinite(rmsMv)) continue;
    throw new EcgError('invalid-argument', `simulateNoise: ${name} must be 0 or more, got ${rmsMv}`, { [name]: rmsMv });
  }
  if (mainsRmsMv > 0 && !(mainsHz > 0 && mainsHz < fs / 2)) {
    const rule = `mainsHz must lie between 0 and half of fs ${fs}`;
    throw new EcgError('invalid-argument', `simulateNoise: ${rule}, got ${mainsHz}`, { mainsHz, fs });
  }
  const sum = new Float64Array(samples);
  if (baselineWanderRmsMv > 0) addScaled(sum, baselineWander(fs, samples, random), baselineWanderRmsMv);
  if (muscleRmsMv > 0) addScaled(sum, muscle(fs, samples, random), muscleRmsMv);
  if (mainsRmsMv > 0) addScaled(sum, mains(mainsHz, fs, samples, random), mainsRmsMv);
  return sum;
}

/** Tones of equal amplitude, spread evenly over 0.05–0.5 Hz with a random place in their share. */
function baselineWander(fs: number, samples: number, random: Random): Float64Array {
  const tones = Array.from({ length: WANDER_TONES }, (_, k) => ({
    hz: 0.05 + (0.45 * (k + random.uniform())) / WANDER_TONES,
    phase: 2 * Math.PI * random.uniform(),
  }));
  return new Float64Array(samples).map((_, n) => {
    let sum = 0;
    for (const { hz, phase } of tones) sum += Math.sin((2 * Math.PI * hz * n) / fs + phase);
    return sum;
  });
}

/** White Gaussian noise through a first-order high-pass. */
function muscle(fs: number, samples: number, random: Random): Float64Array {
  const decay = Math.exp((-2 * Math.PI * MUSCLE_ABOVE_HZ) / fs);
  let slow = 0;
  return new Float64Array(samples).map(() => {
    const white = random.normal();
    slow = decay * slow + (1 - decay) * white;
    return white - slow;
  });
}

function mains(hz: number, fs: number, samples: number, random: Random): Float64Array {
  const phase = 2 * Math.PI * random.uniform();
  const third = 3 * hz < fs / 2 ? 0.1 : 0;
  return new Float64Array(samples).map((_, n) => {
    const angle = (2 * Math.PI * hz * n) / fs + phase;
    return Math.sin(angle) + third * Math.sin(3 * angle);
  });
}

/** Adds `signal`, scaled to the root mean square `rms`, to `sum` in place. */
function addScaled(sum: Float64Array, signal: Float64Array, rms: number): void {
  const power = signal.reduce((total, value) => total + value * value, 0) / signal.length;
  const factor = power > 0 ? rms / Math.sqrt(power) : 0;
  for (let n = 0; n < sum.length; n++) sum[n] = (sum[n] as number) + factor * (signal[n] as number);
}
