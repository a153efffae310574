import {
  type Attribution,
  attributeClasses,
  attributionCells,
  explainedClass,
  fiducialBeats,
  openExplainer,
} from '../explain/index.ts';
import type { MeasuredRecord } from '../features/index.ts';
import type { Model } from '../models/index.ts';
import { openSession, threadsPerSession } from '../nn/node.ts';
import type { EcgRecord } from '../record/index.ts';
import {
  type ClassAttribution,
  compactBundle,
  type Diagnosis,
  evidenceBundle,
  fhirBundle,
  reportContent,
} from '../report/index.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import type { ReportOptions } from './report-options.ts';
import { writeFileWhole } from './write-file.ts';

/** What reports are made of. */
export interface ReportedRecord {
  readonly record: EcgRecord;
  readonly model: Model;
  readonly measured: MeasuredRecord;
  readonly diagnosis: Diagnosis;
}

/** Writes the report and the FHIR Bundle of a record, those that are asked for, from one evidence bundle. */
export async function writeReports(reported: ReportedRecord, options: ReportOptions): Promise<void> {
  const { record, measured, diagnosis } = reported;
  const { report, fhir, language, compact } = options;
  const attributions = await attributionsOf(reported, options);
  const { startTime } = record.source;
  const bundle = evidenceBundle({
    diagnosis,
    measured,
    softwareVersion: PACKAGE_VERSION,
    ...(startTime !== undefined && { recordedAt: startTime }),
    attributions: attributions.map((one) => gathered(one, measured)),
  });
  if (report !== undefined) {
    const beats = fiducialBeats(measured.waves);
    const drawn = { record, bundle: compact ? compactBundle(bundle) : bundle, language, attributions, beats };
    writeFile(report.path, reportContent(report.format, drawn));
  }
  if (fhir !== undefined) writeFile(fhir, `${JSON.stringify(await fhirBundle(bundle), undefined, 2)}\n`);
}

function writeFile(path: string, content: string | Uint8Array): void {
  writeFileWhole(path, content);
  process.stderr.write(`wrote ${path}\n`);
}

/** Attributions of the classes that are asked for, or of every present superclass, the most probable first; says where there is none. */
async function attributionsOf(
  { record, model, measured, diagnosis }: ReportedRecord,
  { explain, explainClass = [] }: ReportOptions,
): Promise<readonly Attribution[]> {
  if (!explain && explainClass.length === 0) return [];
  const { superdiagnostic = [] } = diagnosis.findings;
  const present = superdiagnostic.filter(({ decision }) => decision === 'present');
  const targets =
    explainClass.length > 0
      ? explainClass.map((name) => explainedClass(model.card, name))
      : present.map(({ class: name }) => explainedClass(model.card, name, 'superdiagnostic'));
  if (targets.length === 0) {
    process.stderr.write('nothing is explained: no superclass is present (--explain-class names one that is not)\n');
    return [];
  }
  const beats = fiducialBeats(measured.waves);
  if (beats.beats.length === 0) {
    process.stderr.write(`nothing is explained: ${measured.waves.reason ?? 'no wave was found'}\n`);
    return [];
  }
  const explainer = openExplainer(model, openSession, threadsPerSession(1));
  const attributions = await attributeClasses(explainer, record, targets, beats);
  await explainer.close();
  return attributions;
}

/** By wave and lead. */
function gathered(attribution: Attribution, measured: MeasuredRecord): ClassAttribution {
  const { task, class: name, method, isSigned, completeness } = attribution;
  const cells = attributionCells(attribution, fiducialBeats(measured.waves));
  const error = completeness?.relativeError;
  return { task, class: name, method, isSigned, cells, ...(error !== undefined && { completenessError: error }) };
}
