import type { MeasuredRecord } from '../features/index.ts';
import { type CriterionResult, decide, type Findings, judgeCriteria } from '../findings/index.ts';
import { confidenceSetsOf, type Model, type Prediction } from '../models/index.ts';
import { type EcgRecord, recordSha256 } from '../record/index.ts';
import { sha256 } from '../sha256.ts';
import { type RecordHead, recordHead } from './record-head.ts';

/** What a model and ECG criteria say of a record, with everything that tells which model and which record that was. Plain JSON. */
export interface Diagnosis {
  readonly record: RecordHead & { readonly sha256: string };
  readonly model: {
    readonly name: string;
    /** Of the model's file. */
    readonly sha256: string;
    readonly metrics: Model['card']['metrics'];
    readonly preparation: Model['card']['input']['preparation'];
    readonly preparationSha256: string;
  };
  /** Windows that were averaged. */
  readonly windows: number;
  /** What to know when reading it, in words. */
  readonly warnings: readonly string[];
  readonly findings: Findings;
  /** Every ECG criterion with the values that it used; absent where the model alone was asked. */
  readonly criteria?: readonly CriterionResult[];
}

/**
 * Puts together what is known about a record after its prediction.
 *
 * @param record that `prediction` is of
 * @param model that made it
 * @param measured the record's measurements and quality; without them the model decides alone, and whatever the quality of the record
 */
export async function diagnosisOf(
  record: EcgRecord,
  model: Model,
  prediction: Prediction,
  measured?: Pick<MeasuredRecord, 'measurements' | 'quality'>,
): Promise<Diagnosis> {
  const { card } = model;
  const criteria = measured && judgeCriteria({ measurements: measured.measurements, patient: record.patient });
  const preparation = card.input.preparation;
  return {
    record: { ...recordHead(record), sha256: await recordSha256(record) },
    model: {
      name: card.name,
      sha256: model.sha256,
      metrics: card.metrics,
      preparation,
      preparationSha256: await sha256(new TextEncoder().encode(JSON.stringify(preparation))),
    },
    windows: prediction.windows,
    warnings: prediction.warnings,
    findings: decide(prediction, card, {
      confidenceSets: confidenceSetsOf(prediction),
      ...(measured && criteria && { criteria, quality: measured.quality }),
    }),
    ...(criteria && { criteria }),
  };
}
