/**
 * From a record to a page. `drawRecord` puts a record on ECG paper as a display list, plain data in millimetres that knows no
 * format; `toSvg` writes it as an SVG document at true scale. What is drawn is the signal that was handed in: nothing is
 * filtered, scaled or hidden here, and what was left out is said on the page. `drawExplanation` adds the colours of an attribution, on
 * the record and on its median beat.
 *
 * And from results to JSON: `recordHead`, `diagnosisOf` and `measurementsJson` are what every door answers with.
 */
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
export { type DrawnExplanation, drawExplanation } from './draw-explanation.ts';
export { type DrawRecordOptions, drawRecord } from './draw-record.ts';
export type { Shading } from './draw-shading.ts';
export type { RecordLayout } from './layout.ts';
export { measurementsJson } from './measurements-json.ts';
export { type RecordHead, recordHead } from './record-head.ts';
export { toSvg } from './to-svg.ts';
