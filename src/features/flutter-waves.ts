import type { Beats } from '../beats/index.ts';
import type { Quality } from '../quality/index.ts';
import type { EcgRecord } from '../record/index.ts';
import { type PowerSpectrum, type PreparedSignal, welch } from '../signal/index.ts';
import { NoValue, type Outcome } from './outcome.ts';
import { leadRefusal } from './use-of-leads.ts';

/** Waves of the atria that go on through the whole record, whether they are flutter or not. */
export interface FlutterWaves {
  /** Their rate, per minute. */
  readonly rateBpm: number;
  /** Their share of the power between QRS complexes, 0 to 1: the lower one of the two leads that show them best at that rate. */
  readonly share: number;
}

/** Where flutter waves are seen best. */
const LEADS = ['II', 'III', 'aVF', 'V1'] as const;
/** What is taken away of each beat, before and behind R. */
const QRS_SEC = [0.06, 0.08] as const;
/** Below, T waves and wander; above, muscle. */
const BAND_HZ = [1.5, 15] as const;
/** Rates that are looked for: more than flutter has, so that others are told from it. */
const RATE_HZ = [3.5, 6] as const;
/** A line of the spectrum of ten seconds, on either side. */
const LINE_HZ = 0.25;
const SEGMENT_SEC = 10;
const SHORTEST_SEC = 5;
/** Rates of two leads that differ by no more are the same. */
const SAME_RATE_HZ = 0.15;

/**
 * The most powerful regular wave between 210 and 360 per minute that goes on while QRS complexes are cut out, with its first harmonic. Sinus rhythm and
 * fibrillation have some such wave, too, with a small share: T waves and their like spread their power over many lines.
 *
 * QRS complexes are replaced by straight lines. A median beat is not taken off instead: with a fixed ratio of conduction it holds the flutter waves.
 */
export function measureFlutterWaves(
  { fs, leads }: EcgRecord | PreparedSignal,
  quality: Quality,
  { beats, length }: Beats,
): Outcome<FlutterWaves> {
  if (length < SHORTEST_SEC * fs)
    return new NoValue(`flutter waves need ${SHORTEST_SEC} s, there are ${length / fs} s`);
  const found = LEADS.flatMap((name) => {
    const samples = leads[name];
    if (samples === undefined || leadRefusal(quality, name, 'rhythm') || !samples.every(Number.isFinite)) return [];
    return strongestWave(welch(withoutQrs(samples, beats, fs), fs, { segmentSec: SEGMENT_SEC }));
  }).sort((a, b) => b.share - a.share);
  const [best] = found;
  if (best === undefined || found.length < 2) {
    return new NoValue(`flutter waves need two usable leads of ${LEADS.join(', ')}, there are ${found.length}`);
  }
  const second = found.slice(1).find(({ rateHz }) => Math.abs(rateHz - best.rateHz) <= SAME_RATE_HZ);
  return { rateBpm: 60 * best.rateHz, share: second?.share ?? 0 };
}

function withoutQrs(samples: Float32Array, beats: Beats['beats'], fs: number): Float32Array {
  const rest = samples.slice();
  const last = rest.length - 1;
  for (const { sample } of beats) {
    const from = Math.max(0, Math.round(sample - QRS_SEC[0] * fs));
    const to = Math.min(last, Math.round(sample + QRS_SEC[1] * fs));
    const [before, behind] = [rest[from] as number, rest[to] as number];
    for (let i = from; i < to; i++) rest[i] = before + ((behind - before) * (i - from)) / (to - from);
  }
  return rest;
}

function strongestWave({ frequenciesHz, density }: PowerSpectrum): { readonly rateHz: number; readonly share: number } {
  /** Power between two frequencies, and its mean frequency. */
  const band = (fromHz: number, toHz: number) => {
    let [power, moment] = [0, 0];
    for (let k = 0; k < density.length; k++) {
      const hz = frequenciesHz[k] as number;
      if (hz < fromHz || hz > toHz) continue;
      power += density[k] as number;
      moment += hz * (density[k] as number);
    }
    return { power, meanHz: power > 0 ? moment / power : (fromHz + toHz) / 2 };
  };
  const around = (hz: number) => band(hz - LINE_HZ, hz + LINE_HZ);
  // Bins beside the line hold it too, and have as much power: the mean frequency tells where it is.
  const lines = Array.from(frequenciesHz)
    .filter((hz) => hz >= RATE_HZ[0] && hz <= RATE_HZ[1])
    .map(around);
  const { power, meanHz } = lines.reduce((a, b) => (b.power > a.power ? b : a));
  const all = band(...BAND_HZ).power;
  return { rateHz: meanHz, share: all > 0 ? (power + around(2 * meanHz).power) / all : 0 };
}
