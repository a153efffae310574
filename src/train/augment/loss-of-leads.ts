import type { Random } from '../../random.ts';

/** Sets a stretch of 1 … `longest` samples to zero in each lead of a window `[leads, samples]`, with a probability, in place. */
export function maskStretches(
  window: Float32Array,
  samples: number,
  longest: number,
  probability: number,
  random: Random,
): void {
  for (let start = 0; start < window.length; start += samples) {
    if (random.uniform() >= probability) continue;
    const length = 1 + random.integer(Math.min(longest, samples));
    const first = start + random.integer(samples - length + 1);
    window.fill(0, first, first + length);
  }
}

/** Sets leads of a window `[leads, samples]` to zero, each with probability `share` except one, drawn first, that stays; in place. */
export function dropLeads(window: Float32Array, samples: number, share: number, random: Random): void {
  const leads = window.length / samples;
  const kept = random.integer(leads);
  for (let lead = 0; lead < leads; lead++) {
    const drops = random.uniform() < share;
    if (drops && lead !== kept) window.fill(0, lead * samples, (lead + 1) * samples);
  }
}
