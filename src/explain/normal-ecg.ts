import { EcgError } from '../errors.ts';
import { type InputForm, type ModelInput, modelInput } from '../models/index.ts';
import { type EcgRecord, makeRecord } from '../record/index.ts';
import { NORMAL_BEAT } from './normal-beat.table.ts';
import type { FiducialBeats } from './segments.ts';

/** From R to about the end of QRS, which does not change with the rate; what follows does. */
const QRS_END_SEC = 0.06;
/** RR interval of a record with one beat. */
const USUAL_RR_SEC = 1;

/**
 * Time after R at a heart rate of 60/min of what lies at `sec` at another: from the end of QRS on, intervals go with the cube root of RR
 * (Fridericia 1920, "Die Systolendauer im Elektrokardiogramm", Acta Med Scand 53:469).
 */
export function secAtUsualRate(sec: number, rrSec: number): number {
  return sec <= QRS_END_SEC ? sec : QRS_END_SEC + (sec - QRS_END_SEC) / Math.cbrt(rrSec);
}

/** The inverse of `secAtUsualRate`. */
export function secAtRate(sec: number, rrSec: number): number {
  return sec <= QRS_END_SEC ? sec : QRS_END_SEC + (sec - QRS_END_SEC) * Math.cbrt(rrSec);
}

/**
 * The ECG that the record would be if every beat were normal: at each R peak the usual beat of healthy people (`NORMAL_BEAT`), its PR and
 * QRS as theirs, its T as late as the median RR asks for. Leads I, II and V1 to V6, in mV, without noise.
 *
 * Every R peak counts, those of premature and paced beats too; pauses stay pauses. A rhythm is normal only where its beats are.
 *
 * @param fs Hz of the result
 * @param samples of the result, from the time that the beats are counted from
 * @throws EcgError `invalid-argument` when no beat has an R peak
 */
export function normalEcg({ beats, fs: ofBeats }: FiducialBeats, fs: number, samples: number): EcgRecord {
  const peaksSec = beats.flatMap(({ rPeak }) => (rPeak === undefined ? [] : [rPeak / ofBeats]));
  if (peaksSec.length === 0) throw new EcgError('invalid-argument', 'normalEcg: needs an R peak, got none');
  const rrSec = medianRr(peaksSec);
  const { fs: fsOfBeat, beforeSec, leads } = NORMAL_BEAT;
  const length = leads.II.length;
  const reachSec = secAtRate((length - 1) / fsOfBeat - beforeSec, rrSec);
  const drawn = Object.entries(leads).map(([lead, microvolts]) => {
    const values = new Float32Array(samples);
    // Where beats overlap at high rates, T and P add up, as potentials do.
    for (const peakSec of peaksSec) {
      const from = Math.max(0, Math.ceil((peakSec - beforeSec) * fs));
      const to = Math.min(samples - 1, Math.floor((peakSec + reachSec) * fs));
      for (let i = from; i <= to; i++) {
        const place = (secAtUsualRate(i / fs - peakSec, rrSec) + beforeSec) * fsOfBeat;
        values[i] = (values[i] as number) + interpolate(microvolts, place) / 1000;
      }
    }
    return [lead, values] as const;
  });
  return makeRecord({ fs, leads: Object.fromEntries(drawn), source: { name: 'normal beats' } });
}

/**
 * `normalEcg` in a model's form, beside an input of that model. A lead that is flat in the input, as of an electrode that is off, is flat here
 * too, so that nothing is laid to its absence.
 *
 * @returns `[leads × samples]`
 * @throws EcgError `invalid-argument` as `normalEcg`; `model-mismatch` as `modelInput`
 */
export function normalInput(card: InputForm, { signal }: ModelInput, beats: FiducialBeats): Float32Array {
  const samples = Object.values(signal.leads)[0]?.length ?? 0;
  const normal = modelInput(card, normalEcg(beats, signal.fs, samples)).signal.leads;
  const flat = new Set(signal.steps.flatMap(({ flatLeads = [] }) => flatLeads));
  const values = new Float32Array(Object.keys(signal.leads).length * samples);
  Object.keys(signal.leads).forEach((lead, l) => {
    if (!flat.has(lead)) values.set(normal[lead] as Float32Array, l * samples);
  });
  return values;
}

function medianRr(peaksSec: readonly number[]): number {
  const intervals = peaksSec.slice(1).map((sec, i) => sec - (peaksSec[i] as number));
  return intervals.sort((a, b) => a - b)[intervals.length >> 1] ?? USUAL_RR_SEC;
}

/** Between samples, by the cubic of Catmull and Rom: straight lines would cut the peak of R. */
export function interpolate(samples: ArrayLike<number>, place: number): number {
  const whole = Math.floor(place);
  const part = place - whole;
  const at = (i: number) => samples[Math.max(0, Math.min(samples.length - 1, i))] as number;
  const [a, b, c, d] = [at(whole - 1), at(whole), at(whole + 1), at(whole + 2)];
  return b + (part / 2) * (c - a + part * (2 * a - 5 * b + 4 * c - d + part * (3 * (b - c) + d - a)));
}
