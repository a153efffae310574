import type { Random } from '../random.ts';
import type { DipoleSignal } from './simulate-wave.ts';

/** Amplitude of the first harmonic along each axis, mV: largest in V1, as f waves are. */
const FIBRILLATION_MV = { x: 0.02, y: 0.04, z: 0.06 };
const FIBRILLATION_HZ = { slowest: 5, fastest: 8 };
const FLUTTER_MV = { x: 0.01, y: -0.12, z: -0.05 };
/** Typical flutter has 240 to 350 waves a minute (Saoudi N et al., Eur Heart J 2001;22:1162–1182). */
const FASTEST_FLUTTER_BPM = 350;
const HARMONICS = 4;

/**
 * Adds fibrillatory waves in place: on each axis a sawtooth-like sum of harmonics whose amplitude and frequency waver (Stridh M, Sörnmo L.
 * Spatiotemporal QRST cancellation techniques for analysis of atrial fibrillation. IEEE Trans Biomed Eng 2001;48:105–111), about
 * one dominant frequency between 5 and 8 Hz.
 */
export function addFibrillatoryWaves(dipole: DipoleSignal, fs: number, random: Random): void {
  const { slowest, fastest } = FIBRILLATION_HZ;
  const dominantHz = slowest + (fastest - slowest) * random.uniform();
  const axes = (['x', 'y', 'z'] as const).map((axis) => ({
    axis,
    phase: 2 * Math.PI * random.uniform(),
    waverHz: 0.1 + 0.3 * random.uniform(),
    swellHz: 0.2 + 0.5 * random.uniform(),
  }));
  for (const { axis, phase, waverHz, swellHz } of axes) {
    addTo(dipole[axis], (n) => {
      const angle = 2 * Math.PI * (n / fs);
      // The frequency wavers by half a hertz: the derivative of this phase is at most 2π · 0.5.
      const wavering = (0.5 / waverHz) * Math.sin(waverHz * angle + 2 * phase);
      const swelling = 1 + 0.3 * Math.sin(swellHz * angle + 3 * phase);
      return FIBRILLATION_MV[axis] * swelling * sawtooth(dominantHz * angle + wavering + phase);
    });
  }
}

/** Adds flutter waves in place: a regular sawtooth, negative in II, III and aVF (typical flutter), positive in V1. */
export function addFlutterWaves(dipole: DipoleSignal, fs: number, heartRateBpm: number, random: Random): void {
  const flutterHz = (heartRateBpm * Math.max(1, Math.floor(FASTEST_FLUTTER_BPM / heartRateBpm))) / 60;
  const phase = 2 * Math.PI * random.uniform();
  for (const axis of ['x', 'y', 'z'] as const) {
    addTo(dipole[axis], (n) => FLUTTER_MV[axis] * sawtooth((2 * Math.PI * flutterHz * n) / fs + phase));
  }
}

/** The first harmonics of a sawtooth of period 2π. */
function sawtooth(angle: number): number {
  let sum = 0;
  for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) sum += Math.sin(harmonic * angle) / harmonic;
  return sum;
}

function addTo(signal: Float64Array, valueAt: (n: number) => number): void {
  for (let n = 0; n < signal.length; n++) signal[n] = (signal[n] as number) + valueAt(n);
}
