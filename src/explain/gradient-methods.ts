import type { ModelInput } from '../models/index.ts';
import type { Random } from '../random.ts';
import type { ExplainedClass } from './explained-class.ts';
import { type Explainer, inputGradients, logOddsOf, samplesOf, withSamples } from './explainer.ts';

/** Gradient of the log-odds by each sample, `[leads × samples]`, and the log-odds. */
export interface LocalGradient {
  readonly gradient: Float32Array;
  readonly logOdds: number;
}

/** The gradient at the input itself (Simonyan et al. 2014, arXiv 1312.6034, whose saliency is its magnitude). */
export async function localGradient(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
): Promise<LocalGradient> {
  const [gradient] = await gradientsAt(explainer, target, [input]);
  return gradient as LocalGradient;
}

/** How SmoothGrad blurs. */
export interface SmoothGradOptions {
  readonly random: Random;
  /** Noisy copies; 16 unless said. */
  readonly copies?: number;
  /** Standard deviation of the noise, as part of the range of the input; 0.05 unless said. */
  readonly noise?: number;
}

/** Copies that go through the network in one run. */
const COPIES_PER_RUN = 8;

/**
 * SmoothGrad (Smilkov et al. 2017, arXiv 1706.03825): the mean gradient of copies of the input with white noise, the same in
 * windows that overlap.
 *
 * @returns its log-odds are those of the input without noise
 */
export async function smoothGradient(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  { random, copies = 16, noise = 0.05 }: SmoothGradOptions,
): Promise<LocalGradient> {
  const samples = samplesOf(input);
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of samples) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  const sd = noise * (highest - lowest);
  const gradient = new Float32Array(samples.length);
  for (let done = 0; done < copies; done += COPIES_PER_RUN) {
    const noisy = Array.from({ length: Math.min(COPIES_PER_RUN, copies - done) }, () =>
      withSamples(
        input,
        samples.map((value) => value + sd * random.normal()),
      ),
    );
    for (const one of await gradientsAt(explainer, target, noisy)) {
      for (let i = 0; i < gradient.length; i++) {
        gradient[i] = (gradient[i] as number) + (one.gradient[i] as number) / copies;
      }
    }
  }
  const [odds] = await logOddsOf(explainer, target, [input]);
  return { gradient, logOdds: odds?.logOdds as number };
}

async function gradientsAt(
  explainer: Explainer,
  target: ExplainedClass,
  inputs: readonly ModelInput[],
): Promise<readonly LocalGradient[]> {
  const odds = await logOddsOf(explainer, target, inputs);
  const gradients = await inputGradients(
    explainer,
    inputs,
    odds.map(({ slopes }) => slopes),
  );
  return odds.map(({ logOdds }, i) => ({ logOdds, gradient: gradients[i] as Float32Array }));
}
