import { WAVE_FS, WAVE_NAMES } from '../../src/features/wave-network.ts';
import { type FloatTensor, STEP_NAMES, type TrainingGraph } from '../../src/nn/index.ts';
import type { Random } from '../../src/random.ts';
import type { Example } from './examples.ts';

/** Leads of one recording that go through the network together. */
export const GROUP = 12;

/**
 * One shard of a batch: a random stretch of each recording, its waves and what was looked at, made more various: faster or slower,
 * fewer leads, other gains, upside down, with noise, with leads that show nothing but noise.
 */
export function drawShard(graph: TrainingGraph, examples: readonly Example[], random: Random) {
  const { samples } = graph.input;
  const signals = shared([graph.batch, 1, samples]);
  const targets = shared([graph.batch, graph.outputs]);
  const weights = shared([graph.batch, graph.outputs]);
  examples.forEach((example, r) => {
    const leads = chosenLeads(example.signals.length, random);
    const speed = drawSpeed(random);
    const length = example.signals[0]?.length ?? 0;
    const reach = samples * speed;
    const from = random.uniform() * Math.max(0, length - reach);
    const noise = drawNoise(random);
    leads.forEach((lead, g) => {
      const row = r * GROUP + g;
      const signal = signals.data.subarray(row * samples, (row + 1) * samples);
      const target = targets.data.subarray(row * graph.outputs, (row + 1) * graph.outputs);
      const weight = weights.data.subarray(row * graph.outputs, (row + 1) * graph.outputs);
      copyStretch(example, lead, from, speed, signal, target, weight);
      if (example.untoldSec !== undefined) leaveOutBoundaries(target, weight, samples, example.untoldSec);
      if (random.uniform() < 0.02) loseLead(signal, target, weight, random);
      roughen(signal, noise, random);
    });
  });
  return { feeds: { [STEP_NAMES.signals]: signals, [STEP_NAMES.targets]: targets, [STEP_NAMES.weights]: weights } };
}

function shared(shape: readonly number[]): FloatTensor {
  return { data: new Float32Array(new SharedArrayBuffer(4 * shape.reduce((a, b) => a * b, 1))), shape };
}

/** Mostly 0.6 to 1.6 times as fast, sometimes up to 2.4 times: LUDB has few fast rates. */
function drawSpeed(random: Random): number {
  const kind = random.uniform();
  if (kind < 0.3) return 1;
  return kind < 0.85 ? 2 ** (1.4 * (random.uniform() - 0.5)) : 1.6 + 0.8 * random.uniform();
}

/** Takes the surroundings of every boundary out of the loss. */
function leaveOutBoundaries(target: Float32Array, weight: Float32Array, samples: number, sec: number): void {
  const reach = Math.round(sec * WAVE_FS);
  for (let i = 1; i < target.length; i++) {
    if (i % samples === 0 || target[i] === target[i - 1]) continue;
    const row = i - (i % samples);
    weight.fill(0, Math.max(i - reach, row), Math.min(i + reach, row + samples));
  }
}

/** All leads, or one to six of them repeated, so that the network does not count on twelve. */
function chosenLeads(count: number, random: Random): readonly number[] {
  const order = random.shuffle(Array.from({ length: count }, (_, i) => i));
  const kept = random.uniform() < 0.4 ? 1 + random.integer(6) : count;
  return Array.from({ length: GROUP }, (_, g) => order[g % Math.min(kept, count)] as number);
}

/** Resamples a stretch of a lead by straight lines; labels by the nearest sample. */
function copyStretch(
  { signals, targets, spans }: Example,
  lead: number,
  from: number,
  speed: number,
  signal: Float32Array,
  target: Float32Array,
  weight: Float32Array,
): void {
  const [source, marks, [spanFrom, spanTo]] = [signals[lead], targets[lead], spans[lead]] as [
    Float32Array,
    Uint8Array,
    [number, number],
  ];
  for (let i = 0; i < signal.length; i++) {
    const at = from + i * speed;
    const low = Math.min(Math.floor(at), source.length - 1);
    const high = Math.min(low + 1, source.length - 1);
    signal[i] = (source[low] as number) + ((source[high] as number) - (source[low] as number)) * (at - low);
    const near = Math.min(Math.round(at), source.length - 1);
    const seen = at < source.length && near >= spanFrom && near <= spanTo ? 1 : 0;
    for (let k = 0; k < WAVE_NAMES.length; k++) {
      target[k * signal.length + i] = marks[k * source.length + near] as number;
      weight[k * signal.length + i] = seen;
    }
  }
}

/** A lead that shows no heart: all zeros or all noise, and no waves. */
function loseLead(signal: Float32Array, target: Float32Array, weight: Float32Array, random: Random): void {
  const height = random.uniform() < 0.3 ? 0 : random.uniform();
  for (let i = 0; i < signal.length; i++) signal[i] = height * random.normal();
  target.fill(0);
  weight.fill(1);
}

/** Noise of one recording, relative to a lead's height. */
interface Noise {
  readonly white: number;
  readonly wander: number;
  readonly mains: number;
  readonly mainsHz: number;
}

function drawNoise(random: Random): Noise {
  const sometimes = (chance: number, most: number) => (random.uniform() < chance ? most * random.uniform() ** 2 : 0);
  const [white, wander, mains] = [sometimes(0.6, 0.5), sometimes(0.4, 1), sometimes(0.2, 0.5)];
  return { white, wander, mains, mainsHz: random.uniform() < 0.5 ? 50 : 60 };
}

/** Gain, sign, and noise of a lead, in place. */
function roughen(signal: Float32Array, noise: Noise, random: Random): void {
  const gain = 2 ** (1.2 * random.normal() * 0.5) * (random.uniform() < 0.15 ? -1 : 1);
  const white = noise.white * random.uniform();
  const [wander, wanderHz] = [noise.wander * random.uniform(), 0.1 + 0.6 * random.uniform()];
  const mains = noise.mains * random.uniform();
  const [phase, mainsPhase] = [random.uniform() * 7, random.uniform() * 7];
  for (let i = 0; i < signal.length; i++) {
    const t = (2 * Math.PI * i) / WAVE_FS;
    let value = signal[i] as number;
    if (white > 0) value += white * random.normal();
    if (wander > 0) value += wander * Math.sin(t * wanderHz + phase);
    if (mains > 0) value += mains * Math.sin(t * noise.mainsHz + mainsPhase);
    signal[i] = gain * value;
  }
}
