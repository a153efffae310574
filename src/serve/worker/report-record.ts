import { measureRecord } from '../../features/index.ts';
import { predict } from '../../models/index.ts';
import type { EcgRecord } from '../../record/index.ts';
import {
  diagnosisOf,
  evidenceBundle,
  fhirBundle,
  type REPORT_FORMATS,
  type ReportLanguage,
  reportContent,
} from '../../report/index.ts';
import type { Judges } from './judge.ts';

/** In what form a report is asked for. */
export interface ReportQuestion {
  /** `fhir` for an HL7 FHIR R4 Bundle. */
  readonly format: (typeof REPORT_FORMATS)[number] | 'fhir';
  /** Of Markdown and drawings. */
  readonly language: ReportLanguage;
  /** Version of this package. */
  readonly softwareVersion: string;
}

/**
 * The report of a record of minutes: the evidence bundle, or what is made of it.
 *
 * @throws EcgError `model-mismatch` for a record that the model does not take
 */
export async function reportRecord(
  { model, network }: Judges,
  record: EcgRecord,
  { format, language, softwareVersion }: ReportQuestion,
): Promise<string | Uint8Array> {
  const prediction = await predict(model, record);
  const measured = await measureRecord(network, record);
  const diagnosis = await diagnosisOf(record, model, prediction, measured);
  const { startTime } = record.source;
  const about = { diagnosis, measured, softwareVersion };
  const bundle = evidenceBundle(startTime === undefined ? about : { ...about, recordedAt: startTime });
  if (format === 'fhir') return JSON.stringify(await fhirBundle(bundle));
  return reportContent(format, { record, bundle, language });
}
