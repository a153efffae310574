import { DISCLAIMER } from '../../disclaimer.ts';
import { isEcgError } from '../../errors.ts';
import { measureOpenRecord, type WaveNetwork } from '../../features/index.ts';
import { decide, type Findings } from '../../findings/index.ts';
import { confidenceSetsOf, type Model, predict } from '../../models/index.ts';
import { type OpenRecord, readPart } from '../../record/index.ts';
import { diagnosisOf, measurementsJson } from '../../report/index.ts';
import { partSamples } from './description.ts';
import { type Judged, judgedFile, keepAnswer } from './kept-answer.ts';

/** Who decided which findings of a record are present: the model alone, or the whole line. */
export const DECIDED_BY = ['model', 'model-and-criteria'] as const;

/** One of `DECIDED_BY`. */
export type DecidedBy = (typeof DECIDED_BY)[number];

/** What a worker thread judges records with. */
export interface Judges {
  readonly model: Model;
  readonly network: WaveNetwork;
}

/**
 * What the model alone says at once, whatever the quality of the record: a fraction of the time of the whole line.
 *
 * @returns codes of the findings that are present; none where the model does not take the record
 */
export async function screen({ model }: Judges, open: OpenRecord): Promise<readonly string[]> {
  const record = await readPart(open, 0, partSamples({ fs: open.fs, samples: open.length }));
  try {
    const prediction = await predict(model, record);
    return presentIn(decide(prediction, model.card, { confidenceSets: confidenceSetsOf(prediction) }));
  } catch (error) {
    if (isEcgError(error, 'model-mismatch')) return [];
    throw error;
  }
}

/**
 * The whole line: quality, measurements, criteria and model, joined by `decide`. Keeps diagnosis, quality and measurements in the folder.
 *
 * @returns codes of the findings that are present
 */
export async function judge({ model, network }: Judges, open: OpenRecord, folder: string): Promise<readonly string[]> {
  const to = partSamples({ fs: open.fs, samples: open.length });
  const measured = await measureOpenRecord(network, open, 0, to);
  const record = await readPart(open, 0, to);
  const { quality, measurements } = measurementsJson(measured) as { quality: object; measurements: object };
  const keep = (part: Judged, answer: object) =>
    keepAnswer(judgedFile(folder, part), JSON.stringify({ disclaimer: DISCLAIMER, ...answer }));
  keep('quality', quality);
  keep('measurements', measurements);
  try {
    const diagnosis = await diagnosisOf(record, model, await predict(model, record), measured);
    keep('diagnosis', diagnosis);
    return presentIn(diagnosis.findings);
  } catch (error) {
    // A record that the model does not take is a record nevertheless; why there is no diagnosis is the answer.
    if (!isEcgError(error, 'model-mismatch')) throw error;
    keep('diagnosis', { refusal: { code: error.code, message: error.message } });
    return [];
  }
}

function presentIn({ superdiagnostic = [], all = [], byCriteria }: Findings): readonly string[] {
  const present = [...superdiagnostic, ...all, ...byCriteria].filter(({ decision }) => decision === 'present');
  return [...new Set(present.map((finding) => finding.class))];
}
