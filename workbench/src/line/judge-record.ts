import { isEcgError, type Model, type Prediction, predict } from 'einthoven';
import { medianBeat } from 'einthoven/beats';
import { type MeasuredRecord, measure, measureRecord } from 'einthoven/features';
import packageJson from 'einthoven/package.json' with { type: 'json' };
import type { EcgRecord, WaveFiducials } from 'einthoven/record';
import { diagnosisOf, evidenceBundle } from 'einthoven/report';
import type { FiducialShifts, Judgement } from './tasks.ts';
import type { Tools } from './tools.ts';
import { pause, type Work } from './work.ts';

/** What a judgement is made of, kept for corrections of it. */
export interface Judged {
  readonly measured: MeasuredRecord;
  readonly prediction: Prediction;
}

/** Measures a record and asks the model. */
export async function judgeRecord({ model, network }: Tools, record: EcgRecord, work: Work): Promise<Judged> {
  work.progress({ stage: 'Finding beats and waves, measuring' });
  await pause(work);
  const measured = await measureRecord(network, record);
  work.progress({ stage: 'Asking the model' });
  await pause(work);
  return { measured, prediction: await predictOrRefuse(model, record) };
}

/** A record that the model does not take is judged by criteria alone, and the refusal is told as a warning. */
async function predictOrRefuse(model: Model, record: EcgRecord): Promise<Prediction> {
  try {
    return await predict(model, record);
  } catch (error) {
    if (!isEcgError(error, 'model-mismatch')) throw error;
    return { tasks: {}, windows: 0, warnings: [`The model does not take this record: ${error.message}`] };
  }
}

/** Joins model and criteria to everything that is known about a record. */
export async function judgementOf(
  { model }: Tools,
  record: EcgRecord,
  { measured, prediction }: Judged,
): Promise<Omit<Judgement, 'from' | 'tookMs'>> {
  const diagnosis = await diagnosisOf(record, model, prediction, measured);
  const { startTime } = record.source;
  const bundle = evidenceBundle({
    diagnosis,
    measured,
    softwareVersion: packageJson.version,
    ...(startTime !== undefined && { recordedAt: startTime }),
  });
  return { diagnosis, measured, bundle, median: medianBeat(record, measured.beats) };
}

/**
 * The same with the boundaries over all leads moved, alike in every beat: all that rests on them (intervals, amplitudes and ST read between
 * them, criteria) is measured again. Boundaries in single leads, and what the model says, stay.
 */
export function corrected(record: EcgRecord, { measured, prediction }: Judged, shifts: FiducialShifts): Judged {
  const { beats, quality } = measured;
  const moved = Object.entries(shifts) as [keyof WaveFiducials, number][];
  const fused = measured.waves.fused.map((waves) => {
    const places = moved.flatMap(([name, shift]) => {
      const sample = waves[name];
      return sample === undefined ? [] : [[name, sample + shift] as const];
    });
    return { ...waves, ...Object.fromEntries(places) };
  });
  const waves = { ...measured.waves, fused };
  return { prediction, measured: { beats, quality, waves, measurements: measure(record, { beats, quality, waves }) } };
}
