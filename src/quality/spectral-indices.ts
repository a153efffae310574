import { fft, type MainsHz } from '../signal/index.ts';
import { medianInPlace } from './raw-indices.ts';
import type { SlowLead } from './slow-lead.ts';

/** Where the power of a lead lies. */
export interface SpectralIndices {
  /** Power at 5–15 Hz over that at 5–40 Hz (Li Q et al., Physiol Meas 2008;29:15–32): QRS against noise. */
  readonly qrsPowerShare: number;
  /** Power at 1–40 Hz over that at 0–40 Hz: the baseline's quietness. */
  readonly baselinePowerShare: number;
  /** Root mean square of what stands out of the noise within 0.5 Hz of 50 Hz, mV; 0 where the sampling rate does not show it. */
  readonly hum50Mv: number;
  readonly hum60Mv: number;
}

/** Hum must be this many times as dense as the noise beside it. */
const LEAST_PROMINENCE = 4;

/**
 * Powers of two leads by one transform, as its real and imaginary part, under a Hann window over the whole lead. A spectrum of one
 * segment is ragged, but its sums over bands are not.
 *
 * @returns one entry per lead given
 */
export function measureSpectra(one: SlowLead, other: SlowLead | undefined): readonly SpectralIndices[] {
  const { length } = one.samples;
  if (length < 2) return other ? [NO_POWER, NO_POWER] : [NO_POWER];
  const { re, im } = fft({ re: windowed(one), im: other ? windowed(other) : new Float64Array(length) });
  const bins = Math.floor(length / 2) + 1;
  const powers = [new Float64Array(bins), new Float64Array(bins)] as const;
  // Two-sided sums of squares under a Hann window: 3/8 is its mean square.
  const scale = 2 / (length * length * 0.375);
  const [ofOne, ofOther] = powers;
  for (let k = 1; k < bins; k++) {
    const a = re[k] as number;
    const b = im[k] as number;
    const c = re[length - k] as number;
    const d = im[length - k] as number;
    ofOne[k] = (scale * ((a + c) ** 2 + (b - d) ** 2)) / 4;
    ofOther[k] = (scale * ((b + d) ** 2 + (c - a) ** 2)) / 4;
  }
  return powers.slice(0, other ? 2 : 1).map((power) => indicesOf(power, one));
}

const NO_POWER: SpectralIndices = { qrsPowerShare: 0, baselinePowerShare: 0, hum50Mv: 0, hum60Mv: 0 };

function indicesOf(power: Float64Array, lead: SlowLead): SpectralIndices {
  const binHz = lead.fs / lead.samples.length;
  const sum = (lowHz: number, highHz: number) => {
    const end = Math.min(power.length, Math.ceil(highHz / binHz));
    let total = 0;
    for (let k = Math.max(1, Math.ceil(lowHz / binHz)); k < end; k++) total += power[k] as number;
    return total;
  };
  const [slow, waves, qrs, fast] = [sum(0, 1), sum(1, 40), sum(5, 15), sum(15, 40)];
  return {
    qrsPowerShare: qrs > 0 ? qrs / (qrs + fast) : 0,
    baselinePowerShare: waves > 0 ? waves / (slow + waves) : 0,
    hum50Mv: hum(power, lead, binHz, 50),
    hum60Mv: hum(power, lead, binHz, 60),
  };
}

function hum(power: Float64Array, { fs, factor }: SlowLead, binHz: number, hz: MainsHz): number {
  if (hz + 0.5 >= fs / 2) return 0;
  const [first, last] = [Math.ceil((hz - 0.5) / binHz), Math.floor((hz + 0.5) / binHz)];
  const [reach, gap] = [Math.ceil(6 / binHz), Math.ceil(2 / binHz)];
  const middle = Math.round(hz / binHz);
  let peak = 0;
  for (let k = first; k <= last; k++) peak += power[k] as number;
  const beside: number[] = [];
  for (let k = middle - reach; k <= Math.min(middle + reach, power.length - 1); k++) {
    if (k > 0 && Math.abs(k - middle) >= gap) beside.push(power[k] as number);
  }
  // The median of a ragged spectrum's bins lies at ln 2 of their mean.
  const background = (medianInPlace(Float64Array.from(beside)) / Math.LN2) * Math.max(1, last - first + 1);
  if (!(peak > LEAST_PROMINENCE * background)) return 0;
  return Math.sqrt(peak - background) / meansGain(hz / (fs * factor), factor);
}

/** What is left of a tone after means over `factor` samples; `frequency` in cycles per sample. */
function meansGain(frequency: number, factor: number): number {
  return Math.abs(Math.sin(Math.PI * frequency * factor) / (factor * Math.sin(Math.PI * frequency)));
}

function windowed({ samples }: SlowLead): Float64Array {
  const { length } = samples;
  let sum = 0;
  for (let i = 0; i < length; i++) sum += samples[i] as number;
  const mean = sum / length;
  const window = hannOf(length);
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = ((samples[i] as number) - mean) * (window[i] as number);
  return out;
}

/** The last window; all leads of a record, and most records, have one length. */
let held = new Float64Array(0);

function hannOf(length: number): Float64Array {
  if (held.length !== length) {
    held = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
  }
  return held;
}
