import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import {
  type Attribution,
  attribute,
  attributionCells,
  explainedClass,
  openExplainer,
  RECOMMENDED_METHOD,
} from '../explain/index.ts';
import type { MeasuredRecord } from '../features/index.ts';
import type { Model } from '../models/index.ts';
import { openSession, threadsPerSession } from '../nn/node.ts';
import type { EcgRecord } from '../record/index.ts';
import {
  type ClassAttribution,
  compactBundle,
  type Diagnosis,
  drawReport,
  type EvidenceBundle,
  evidenceBundle,
  fhirBundle,
  type ReportLanguage,
  reportMarkdown,
  toPdf,
  toSvg,
} from '../report/index.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { writeFileWhole } from './write-file.ts';

const FORMATS = ['json', 'md', 'svg', 'pdf'] as const;

/** Where a report goes, and its format, which the name's ending tells. */
export interface ReportFile {
  readonly path: string;
  readonly format: (typeof FORMATS)[number];
}

/** The value of `--report`. */
export function reportFile(path: string): ReportFile {
  const format = FORMATS.find((name) => extname(path).toLowerCase() === `.${name}`);
  if (format !== undefined) return { path, format };
  throw new InvalidArgumentError(`It must end in ${FORMATS.map((name) => `.${name}`).join(', ')}.`);
}

/** How a report is written. */
export interface ReportOptions {
  readonly language: ReportLanguage;
  readonly compact?: true;
  readonly explain?: true;
}

/** What a report is made of. */
export interface ReportedRecord {
  readonly record: EcgRecord;
  readonly model: Model;
  readonly measured: MeasuredRecord;
  readonly diagnosis: Diagnosis;
}

/** Writes the report of a record, with what its most probable present superclass rests on where that is asked for. */
export async function writeReportFile(
  { path, format }: ReportFile,
  reported: ReportedRecord,
  { language, compact, explain }: ReportOptions,
): Promise<void> {
  const { record } = reported;
  const attribution = explain ? await explainPresent(reported) : undefined;
  const whole = bundleOf(reported, attribution);
  const bundle = compact ? compactBundle(whole) : whole;
  writeFileWhole(path, contentOf(format, { record, bundle, language, ...(attribution && { attribution }) }));
  process.stderr.write(`wrote ${path}\n`);
}

/** Writes what is known about a record as a FHIR R4 Bundle. */
export async function writeFhirFile(path: string, reported: ReportedRecord): Promise<void> {
  writeFileWhole(path, `${JSON.stringify(await fhirBundle(bundleOf(reported)), undefined, 2)}\n`);
  process.stderr.write(`wrote ${path}\n`);
}

function bundleOf({ record, measured, diagnosis }: ReportedRecord, attribution?: Attribution): EvidenceBundle {
  const { startTime } = record.source;
  return evidenceBundle({
    diagnosis,
    measured,
    softwareVersion: PACKAGE_VERSION,
    ...(startTime !== undefined && { recordedAt: startTime }),
    ...(attribution && { attributions: gathered(attribution, measured) }),
  });
}

interface Content {
  readonly record: EcgRecord;
  readonly bundle: EvidenceBundle;
  readonly language: ReportLanguage;
  readonly attribution?: Attribution;
}

function contentOf(format: ReportFile['format'], content: Content): string | Uint8Array {
  const { bundle, language } = content;
  switch (format) {
    case 'json':
      return `${JSON.stringify(bundle, undefined, bundle.leftOut ? 0 : 2)}\n`;
    case 'md':
      return reportMarkdown(bundle, language);
    case 'svg':
      return toSvg(drawReport(content));
    case 'pdf':
      return toPdf(drawReport(content));
  }
}

/** Attributes the most probable superclass that is present; nothing where none is. */
async function explainPresent({
  record,
  model,
  measured,
  diagnosis,
}: ReportedRecord): Promise<Attribution | undefined> {
  const present = diagnosis.findings.superdiagnostic?.find(({ decision }) => decision === 'present');
  if (present === undefined) return undefined;
  const explainer = openExplainer(model, openSession, threadsPerSession(1));
  const target = explainedClass(model.card, present.class, 'superdiagnostic');
  const beats = { fs: measured.waves.fs, beats: measured.waves.fused };
  const attribution = await attribute(explainer, record, target, RECOMMENDED_METHOD, { beats });
  await explainer.close();
  return attribution;
}

/** By wave and lead; nothing where no wave was found. */
function gathered(attribution: Attribution, { waves }: MeasuredRecord): readonly ClassAttribution[] {
  if (waves.fused.length === 0) return [];
  const { task, class: name, method, isSigned } = attribution;
  const cells = attributionCells(attribution, { fs: waves.fs, beats: waves.fused });
  return [{ task, class: name, method, isSigned, cells }];
}
