/**
 * From a record to a page. `drawRecord` puts a record on ECG paper as a display list, plain data in millimetres that knows no
 * format; `toSvg`, `toPdf` and `toCanvas` write it, at true scale. What is drawn is the signal that was handed in: nothing is
 * filtered, scaled or hidden here, and what was left out is said on the page. `drawExplanation` adds the colours of an attribution, on
 * the record and on its median beat. A viewer, whose rows keep their places while time moves under them, puts its own page together from the
 * same parts: `layoutRows`, `stackRows`, `drawPaper`, `drawTrace` or `drawEnvelope`, `drawShading`, `drawRow`.
 *
 * And from results to JSON: `recordHead`, `diagnosisOf` and `measurementsJson` are what every door answers with. `evidenceBundle` (`evidence/`)
 * puts everything known about a record into one documented schema, `compactBundle` makes it small, and `writeReport` (`text/`) says it in
 * sentences that tell which fields they were made from. `conversationOf` (`conversations/`) makes questions and answers for the tuning of language
 * models of them. `fhirBundle` (`fhir/`) says it to hospital systems, as HL7 FHIR R4.
 */
export {
  CONVERSATION_SPLITS,
  type Conversation,
  type ConversationSplit,
  type ConversedRow,
  conversationOf,
  conversationSplit,
} from './conversations/conversation.ts';
export { type Diagnosis, diagnosisOf } from './diagnosis.ts';
export type {
  DisplayBoxes,
  DisplayItem,
  DisplayLines,
  DisplayList,
  DisplayPolyline,
  DisplayText,
  Ink,
} from './display-list.ts';
export { drawBeat } from './draw-beat.ts';
export {
  type CalibrationPanel,
  drawCalibration,
  type NetBenefitPoint,
  type ReliabilityPoint,
} from './draw-calibration.ts';
export { type DrawnExplanation, drawExplanation, shadingOf } from './draw-explanation.ts';
export { type DrawRecordOptions, drawRecord } from './draw-record.ts';
export { type DrawnReport, drawReport } from './draw-report.ts';
export { type DrawnCell, drawRow, type RowPlaces } from './draw-rows.ts';
export { drawShading, type Shading, type ShadingPlace } from './draw-shading.ts';
export { approximateTokens, COMPACT_TOKENS, compactBundle } from './evidence/compact-bundle.ts';
export { type ClassAttribution, type Evidence, evidenceBundle } from './evidence/evidence-bundle.ts';
export {
  EVIDENCE_SCHEMA,
  type EvidenceBundle,
  evidenceJsonSchema,
  evidenceSchema,
} from './evidence/evidence-schema.ts';
export { evidenceDocument } from './evidence/schema-document.ts';
export { fhirBundle } from './fhir/fhir-bundle.ts';
export type { FhirBundle, FhirDiagnosticReport, FhirEntry, FhirObservation } from './fhir/resources.ts';
export { INK_THEMES, type Inks } from './inks.table.ts';
export { type LayoutCell, layoutRows, RECORD_LAYOUTS, type RecordLayout } from './layout.ts';
export { measurementsJson } from './measurements-json.ts';
export { type NotMeasured, notMeasured } from './not-measured.ts';
export { type PageScale, pulseAmplitude, scaleText } from './page-text.ts';
export { drawPaper, drawPulse, type PageBox, PULSE_SEC } from './paper.ts';
export { type RecordHead, recordHead } from './record-head.ts';
export { REPORT_FORMATS, reportContent } from './report-content.ts';
export { stackRows } from './stack-rows.ts';
export { REPORT_LANGUAGES, type ReportLanguage } from './text/report-language.ts';
export type { Sentence } from './text/sentence.ts';
export { type ReportSection, reportMarkdown, writeReport } from './text/write-report.ts';
export { type CanvasContext, type CanvasOptions, toCanvas } from './to-canvas.ts';
export { toPdf } from './to-pdf.ts';
export { toSvg } from './to-svg.ts';
export { drawEnvelope, drawTrace, PEN_MM, type Trace, type TraceScale } from './trace.ts';
