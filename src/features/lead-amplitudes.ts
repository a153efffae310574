import { mapOutcome, NoValue, type Outcome } from './outcome.ts';
import { type PWaveParts, pWaveParts } from './p-wave-parts.ts';
import { type QrsWave, qrsWaves } from './qrs-waves.ts';
import type { TypicalBeat } from './typical-beat.ts';

/** `flat` within ±0.1 mV: Rautaharju PM et al., AHA/ACCF/HRS part IV, Circulation 2009;119:e241. */
export type TShape = 'upright' | 'inverted' | 'biphasic' | 'flat';

/**
 * Amplitudes of one lead in its typical beat, signed, against the level just before QRS; P against the line from its onset to its
 * offset. Within global boundaries: what one lead shows as isoelectric still belongs to QRS where another lead has it.
 */
export interface LeadAmplitudes extends PWaveParts {
  /** The largest deflection of P, of either sign. */
  readonly pMv: number;
  /** In letters, from 0.5 mV on in capitals: `qRs`, `rSr′`, `QS`. */
  readonly qrsShape: string;
  readonly qMv: number;
  readonly qMs: number;
  readonly rMv: number;
  readonly rMs: number;
  /** Of a QS complex the same as `qMv`. */
  readonly sMv: number;
  readonly sMs: number;
  readonly rPrimeMv: number;
  /** R over the depth of S. */
  readonly rOverS: number;
  /** From the onset of QRS to the peak of R, or of R′ where there is one. */
  readonly rPeakTimeMs: number;
  /** From the lowest to the highest point of QRS. */
  readonly qrsPeakToPeakMv: number;
  /** Net area of QRS. */
  readonly qrsAreaMvMs: number;
  /** At the end of QRS. */
  readonly stJMv: number;
  /** 60 ms after it, mean of 8 ms. */
  readonly stJ60Mv: number;
  /** 80 ms after it, mean of 8 ms. */
  readonly stJ80Mv: number;
  /** Of the least-squares line from J to 80 ms after it. */
  readonly stSlopeMvPerSec: number;
  /** The largest deflection of T, of either sign. */
  readonly tMv: number;
  readonly tShape: TShape;
}

type Outcomes<T> = { readonly [Name in keyof T]: Outcome<T[Name]> };
type StNames = 'stJMv' | 'stJ60Mv' | 'stJ80Mv' | 'stSlopeMvPerSec';

const P_LEVEL_FROM_MS = 4;
const P_LEVEL_TO_MS = 12;
const ST_END_MS = 80;
const ST_HALF_WINDOW_MS = 4;
const FLAT_T_MV = 0.1;
/** The smaller part of a biphasic T reaches this, and this share of the larger. */
const BIPHASIC_MV = 0.05;
const BIPHASIC_SHARE = 0.25;

/** ST levels, against the level before QRS. */
export function stLevels(beat: TypicalBeat, lead: Float64Array): Outcomes<Pick<LeadAmplitudes, StNames>> {
  const { qrsOff } = beat.waves;
  const perMs = beat.fs / 1000;
  const from = (use: (j: number) => number): Outcome<number> => {
    if (qrsOff === undefined) return new NoValue('the end of QRS could not be delineated');
    return measured(use(qrsOff));
  };
  const around = (ms: number) => (j: number) =>
    meanOf(lead, Math.round(j + (ms - ST_HALF_WINDOW_MS) * perMs), Math.round(j + (ms + ST_HALF_WINDOW_MS) * perMs));
  return {
    stJMv: from((j) => lead[j] ?? Number.NaN),
    stJ60Mv: from(around(60)),
    stJ80Mv: from(around(ST_END_MS)),
    stSlopeMvPerSec: from((j) => slopePerSample(lead, j, Math.round(j + ST_END_MS * perMs)) * beat.fs),
  };
}

/** Amplitudes and durations of P, QRS and T. */
export function waveAmplitudes(beat: TypicalBeat, lead: Float64Array): Outcomes<Omit<LeadAmplitudes, StNames>> {
  return { ...pAmplitudes(beat, lead), ...qrsAmplitudes(beat, lead), ...tAmplitude(beat, lead) };
}

function qrsAmplitudes(beat: TypicalBeat, lead: Float64Array) {
  const { fs } = beat;
  const { qrsOn: on, qrsOff: off } = beat.waves;
  const missing =
    on === undefined || off === undefined
      ? new NoValue('QRS could not be delineated')
      : valueIn(lead, on, off)
        ? undefined
        : new NoValue('samples are missing in QRS');
  const [first, last] = [on ?? 0, off ?? 0];
  const waves = missing ? { shape: '' } : qrsWaves(lead, first, last, fs);
  const none = missing ?? (waves.shape === '' ? new NoValue('QRS deflects by less than 0.03 mV') : undefined);
  const of = (wave: QrsWave | undefined, name: string, use: (wave: QrsWave) => number) =>
    none ?? (wave === undefined ? new NoValue(`there is no ${name} (${waves.shape})`) : use(wave));
  const { q, r, s, rPrime, shape } = waves;
  const lastR = rPrime ?? r;
  return {
    qrsShape: none ?? shape,
    qMv: of(q, 'Q', ({ amplitudeMv }) => amplitudeMv),
    qMs: of(q, 'Q', ({ durationMs }) => durationMs),
    rMv: of(r, 'R', ({ amplitudeMv }) => amplitudeMv),
    rMs: of(r, 'R', ({ durationMs }) => durationMs),
    sMv: of(s, 'S', ({ amplitudeMv }) => amplitudeMv),
    sMs: of(s, 'S', ({ durationMs }) => durationMs),
    rPrimeMv: of(rPrime, 'R′', ({ amplitudeMv }) => amplitudeMv),
    rOverS: mapOutcome(
      of(r, 'R', ({ amplitudeMv }) => amplitudeMv),
      (rMv) => of(s, 'S', ({ amplitudeMv }) => rMv / -amplitudeMv),
    ),
    rPeakTimeMs: of(lastR, 'R', ({ peak }) => (1000 * (peak - first)) / fs),
    qrsPeakToPeakMv: missing ?? highest(lead, first, last) - lowest(lead, first, last),
    qrsAreaMvMs: missing ?? netArea(lead, first, last, fs),
  };
}

function pAmplitudes(beat: TypicalBeat, lead: Float64Array) {
  const p: Outcome<Float64Array> = pAboveLine(beat, lead) ?? new NoValue('P could not be delineated');
  return {
    pMv: mapOutcome(p, (samples) => measured(largest(samples, 0, samples.length - 1))),
    ...pWaveParts(p, beat.fs),
  };
}

function tAmplitude({ waves }: TypicalBeat, lead: Float64Array) {
  const { tOn, qrsOff, tOff } = waves;
  const on = tOn ?? qrsOff;
  if (on === undefined || tOff === undefined) {
    const none = new NoValue('T could not be delineated');
    return { tMv: none, tShape: none };
  }
  const tMv = measured(largest(lead, on, tOff));
  return { tMv, tShape: mapOutcome(tMv, () => tShapeOf(lowest(lead, on, tOff), highest(lead, on, tOff))) };
}

function tShapeOf(low: number, high: number): TShape {
  const larger = Math.max(-low, high);
  if (larger < FLAT_T_MV) return 'flat';
  if (Math.min(-low, high) >= Math.max(BIPHASIC_MV, BIPHASIC_SHARE * larger)) return 'biphasic';
  return high > -low ? 'upright' : 'inverted';
}

/**
 * P above the straight line from the level before its onset to the level behind its offset, each the mean of 8 ms that begin 4 ms away;
 * `undefined` where P was not delineated. Where the PR segment is shorter, the level behind is that of its last sample.
 */
export function pAboveLine({ fs, waves }: TypicalBeat, lead: Float64Array): Float64Array | undefined {
  const { pOn, pOff, qrsOn } = waves;
  if (pOn === undefined || pOff === undefined) return undefined;
  const near = Math.round((P_LEVEL_FROM_MS / 1000) * fs);
  const far = Math.round((P_LEVEL_TO_MS / 1000) * fs);
  const end = Math.max(pOff, qrsOn ?? pOff);
  const start = meanOf(lead, pOn - far, pOn - near);
  const rise = meanOf(lead, Math.min(pOff + near, end), Math.min(pOff + far, end)) - start;
  return lead.slice(pOn, pOff + 1).map((value, i) => value - start - (rise * i) / Math.max(1, pOff - pOn));
}

/** Sum of the samples times their distance, in the lead's unit times ms. */
export function netArea(lead: Float64Array, on: number, off: number, fs: number): number {
  let sum = 0;
  for (let n = on; n <= off; n++) sum += lead[n] ?? Number.NaN;
  return (1000 * sum) / fs;
}

function measured(value: number): Outcome<number> {
  return Number.isFinite(value) ? value : new NoValue('samples are missing');
}

function valueIn(lead: Float64Array, on: number, off: number): boolean {
  return Number.isFinite(netArea(lead, on, off, 1000));
}

function largest(lead: Float64Array, on: number, off: number): number {
  const [low, high] = [lowest(lead, on, off), highest(lead, on, off)];
  return high >= -low ? high : low;
}

function lowest(lead: Float64Array, on: number, off: number): number {
  let low = Number.POSITIVE_INFINITY;
  for (let n = on; n <= off; n++) low = Math.min(low, lead[n] ?? Number.NaN);
  return low;
}

function highest(lead: Float64Array, on: number, off: number): number {
  let high = Number.NEGATIVE_INFINITY;
  for (let n = on; n <= off; n++) high = Math.max(high, lead[n] ?? Number.NaN);
  return high;
}

function meanOf(lead: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let n = from; n <= to; n++) sum += lead[n] ?? Number.NaN;
  return sum / (to - from + 1);
}

/** Least squares over equally spaced samples. */
function slopePerSample(lead: Float64Array, from: number, to: number): number {
  const middle = (from + to) / 2;
  let [product, squares] = [0, 0];
  for (let n = from; n <= to; n++) {
    product += (n - middle) * (lead[n] ?? Number.NaN);
    squares += (n - middle) ** 2;
  }
  return product / squares;
}
