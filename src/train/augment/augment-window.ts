import { EcgError } from '../../errors.ts';
import type { Random } from '../../random.ts';
import type { AugmentationConfig } from './augmentation-config.ts';
import { applySwap, swapsOfLeads } from './electrode-swap.ts';
import { dropLeads, maskStretches } from './loss-of-leads.ts';
import { addColouredNoise, addSine, addWander } from './noise.ts';

/** Changes a window `[leads, samples]` in place. */
export type WindowChange = (window: Float32Array, random: Random) => void;

/** What the changes have to know of the windows. */
export interface WindowForm {
  readonly leads: readonly string[];
  readonly fs: number;
  readonly samples: number;
}

/**
 * The changes that a configuration asks for, as one. All but the time warp, which needs samples around the window (`warpFactor`). Random
 * numbers are drawn for what is configured alone, in a fixed order, so runs without augmentations are what they were.
 *
 * @throws EcgError `invalid-argument` when the leads can show no interchange, or mains hum is not below half the sampling rate
 */
export function windowChanges(config: AugmentationConfig, { leads, fs, samples }: WindowForm): WindowChange {
  const { electrodeSwap, recordGain, leadGain, baselineWander, mainsHum, muscleNoise, masking, leadDropout } = config;
  if (mainsHum && mainsHum.hz >= fs / 2) {
    const rule = `mainsHum.hz must be below half the sampling rate, ${fs / 2} Hz`;
    throw new EcgError('invalid-argument', `windowChanges: ${rule}, got ${mainsHum.hz}`, { hz: mainsHum.hz, fs });
  }
  const swaps = electrodeSwap && swapsOfLeads(leads, electrodeSwap.pairs);
  const changes: WindowChange[] = [];
  const sometimes = (settings: { probability: number } | undefined, change: WindowChange) => {
    if (settings === undefined) return;
    changes.push((window, random) => {
      if (random.uniform() < settings.probability) change(window, random);
    });
  };
  sometimes(electrodeSwap, (window, random) => {
    const swap = swaps?.[random.integer(swaps.length)];
    if (swap) applySwap(window, samples, swap);
  });
  sometimes(recordGain, (window, random) => scale(window, logUniform(recordGain?.maxFactor ?? 1, random)));
  sometimes(leadGain, (window, random) => {
    leads.forEach((_, l) => {
      scale(window.subarray(l * samples, (l + 1) * samples), logUniform(leadGain?.maxFactor ?? 1, random));
    });
  });
  if (baselineWander) sometimes(baselineWander, (window, r) => addWander(window, samples, fs, baselineWander, r));
  if (mainsHum) sometimes(mainsHum, (window, r) => addSine(window, samples, mainsHum.hz / fs, mainsHum.amplitude, r));
  if (muscleNoise) sometimes(muscleNoise, (window, random) => addColouredNoise(window, samples, muscleNoise, random));
  if (masking) {
    const longest = Math.max(1, Math.round(masking.maxSec * fs));
    changes.push((window, random) => maskStretches(window, samples, longest, masking.probability, random));
  }
  if (leadDropout) sometimes(leadDropout, (window, random) => dropLeads(window, samples, leadDropout.share, random));
  return (window, random) => {
    for (const change of changes) change(window, random);
  };
}

/**
 * How many samples of the record one sample of the window spans: 1 without a warp. Never so many that the record is too short.
 *
 * @param available samples of the record over samples of the window
 */
export function warpFactor({ timeWarp }: AugmentationConfig, available: number, random: Random): number {
  if (timeWarp === undefined || random.uniform() >= timeWarp.probability) return 1;
  return Math.min(available, logUniform(timeWarp.maxFactor, random));
}

/** A factor from 1/most … most whose logarithm is uniform. */
function logUniform(most: number, random: Random): number {
  return most ** (2 * random.uniform() - 1);
}

function scale(values: Float32Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = factor * (values[i] as number);
}
