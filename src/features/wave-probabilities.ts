import type { Session } from '../nn/index.ts';
import { STEP_NAMES } from '../nn/index.ts';
import { WAVE_NAMES, WAVE_WINDOW } from './wave-network.ts';

/** How probably each sample of a lead lies in each wave, at 250 Hz, `[samples]` each. */
export type WaveProbabilities = Readonly<Record<(typeof WAVE_NAMES)[number], Float32Array>>;

/** Samples at either side of a window that its neighbour sees better. */
const MARGIN = 256;

/**
 * Runs the network over leads of any length, window by window.
 *
 * @param inputs leads from `waveInputs`, `[samples]`, all of one length
 */
export async function waveProbabilities(
  session: Session,
  inputs: readonly Float32Array[],
): Promise<readonly WaveProbabilities[]> {
  const samples = inputs[0]?.length ?? 0;
  const results = inputs.map(() => ({
    p: new Float32Array(samples),
    qrs: new Float32Array(samples),
    t: new Float32Array(samples),
  }));
  const step = WAVE_WINDOW - 2 * MARGIN;
  const windows = Math.max(1, Math.ceil((samples - 2 * MARGIN) / step));
  for (let window = 0; window < windows; window++) {
    const start = window * step;
    const from = window === 0 ? 0 : start + MARGIN;
    const to = Math.min(window === windows - 1 ? samples : start + WAVE_WINDOW - MARGIN, samples);
    const logits = await session.run({ [STEP_NAMES.signals]: windowOf(inputs, start) });
    const values = (logits[STEP_NAMES.logits] as { data: Float32Array }).data;
    results.forEach((result, lead) => {
      WAVE_NAMES.forEach((wave, k) => {
        const offset = (lead * WAVE_NAMES.length + k) * WAVE_WINDOW - start;
        const target = result[wave];
        for (let i = from; i < to; i++) target[i] = logistic(values[offset + i] as number);
      });
    });
  }
  return results;
}

/** The logistic function in steps, between which it is straight: within 3e-6, at a third of the time of `exp`. */
const STEPS_PER_UNIT = 64;
const REACH = 16;
const LOGISTIC = Float64Array.from(
  { length: 2 * REACH * STEPS_PER_UNIT + 1 },
  (_, i) => 1 / (1 + Math.exp(REACH - i / STEPS_PER_UNIT)),
);

function logistic(x: number): number {
  if (!(x > -REACH)) return 0;
  if (x >= REACH) return 1;
  const place = (x + REACH) * STEPS_PER_UNIT;
  const below = Math.floor(place);
  const low = LOGISTIC[below] as number;
  return low + (place - below) * ((LOGISTIC[below + 1] as number) - low);
}

/** One window of all leads; behind the end of the record its last sample is repeated. */
function windowOf(inputs: readonly Float32Array[], start: number) {
  const data = new Float32Array(inputs.length * WAVE_WINDOW);
  inputs.forEach((input, lead) => {
    const part = input.subarray(start, start + WAVE_WINDOW);
    data.set(part, lead * WAVE_WINDOW);
    data.fill(part.at(-1) ?? 0, lead * WAVE_WINDOW + part.length, (lead + 1) * WAVE_WINDOW);
  });
  return { data, shape: [inputs.length, 1, WAVE_WINDOW] };
}
