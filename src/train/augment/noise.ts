import { createRandom, type Random } from '../../random.ts';
import type { AugmentationConfig } from './augmentation-config.ts';

type Settings<K extends keyof AugmentationConfig> = NonNullable<AugmentationConfig[K]>;

/** Adds a sine of one frequency, with an amplitude and a phase per lead, to a window `[leads, samples]`, in place. */
export function addSine(
  window: Float32Array,
  samples: number,
  cyclesPerSample: number,
  amplitude: number,
  random: Random,
): void {
  const angle = 2 * Math.PI * cyclesPerSample;
  const [turnCos, turnSin] = [Math.cos(angle), Math.sin(angle)];
  for (let start = 0; start < window.length; start += samples) {
    const size = amplitude * random.uniform();
    const phase = 2 * Math.PI * random.uniform();
    // One rotation per sample instead of one sine: exact enough over the few hundred samples of a window.
    let [real, imaginary] = [size * Math.cos(phase), size * Math.sin(phase)];
    for (let t = start; t < start + samples; t++) {
      window[t] = (window[t] as number) + imaginary;
      [real, imaginary] = [real * turnCos - imaginary * turnSin, real * turnSin + imaginary * turnCos];
    }
  }
}

/** Baseline wander: a slow sine whose frequency is drawn. */
export function addWander(
  window: Float32Array,
  samples: number,
  fs: number,
  { amplitude, lowHz, highHz }: Settings<'baselineWander'>,
  random: Random,
): void {
  addSine(window, samples, (lowHz + (highHz - lowHz) * random.uniform()) / fs, amplitude, random);
}

/** Normal numbers in stock: a draw of each would take longer than the gradient of a small network. */
const STOCK = 2 ** 16;

let stock: Float32Array | undefined;

/** The stock, always the same, so that a resumed run finds the numbers of the unbroken one. */
function stockOfNormals(): Float32Array {
  if (stock === undefined) {
    const random = createRandom(0);
    stock = Float32Array.from({ length: STOCK }, () => random.normal());
  }
  return stock;
}

/**
 * Gaussian noise of stationary standard deviation in a window `[leads, samples]`, in place; see `augmentationSchema`. Each lead takes
 * a stretch of the stock, from a random place on and with a random sign.
 */
export function addColouredNoise(
  window: Float32Array,
  samples: number,
  { amplitude, correlation: [least, most] }: Settings<'muscleNoise'>,
  random: Random,
): void {
  const normals = stockOfNormals();
  const coefficient = least + (most - least) * random.uniform();
  const fresh = Math.sqrt(1 - coefficient * coefficient);
  for (let start = 0; start < window.length; start += samples) {
    const sd = amplitude * (2 * random.uniform() - 1);
    let at = random.integer(STOCK);
    let noise = normals[at] as number;
    for (let t = start; t < start + samples; t++) {
      window[t] = (window[t] as number) + sd * noise;
      at = (at + 1) % STOCK;
      noise = coefficient * noise + fresh * (normals[at] as number);
    }
  }
}
