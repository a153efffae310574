import { isEcgError, type Model, type Prediction, predict } from 'einthoven';
import { medianBeat } from 'einthoven/beats';
import { measureRecord } from 'einthoven/features';
import packageJson from 'einthoven/package.json' with { type: 'json' };
import type { EcgRecord } from 'einthoven/record';
import { diagnosisOf, evidenceBundle } from 'einthoven/report';
import type { Judgement, Progress } from './tasks.ts';
import type { Tools } from './tools.ts';

/** The whole line: from a record to everything that is known about it. */
export async function judgeRecord(
  { model, network }: Tools,
  record: EcgRecord,
  progress: (progress: Progress) => void,
): Promise<Judgement> {
  const started = performance.now();
  progress({ stage: 'Finding beats and waves, measuring' });
  const measured = await measureRecord(network, record);
  progress({ stage: 'Asking the model' });
  const prediction = await predictOrRefuse(model, record);
  progress({ stage: 'Weighing model and criteria' });
  const diagnosis = await diagnosisOf(record, model, prediction, measured);
  const { startTime } = record.source;
  const bundle = evidenceBundle({
    diagnosis,
    measured,
    softwareVersion: packageJson.version,
    ...(startTime !== undefined && { recordedAt: startTime }),
  });
  const median = medianBeat(record, measured.beats);
  return { diagnosis, measured, median, bundle, tookMs: performance.now() - started };
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
