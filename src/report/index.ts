/**
 * What people look at. A record becomes a page of ECG paper: `drawRecord` says what is where in millimetres (a display list that
 * every output format shares), `toSvg` writes it as a file at true scale.
 */
export type { DisplayItem, DisplayLines, DisplayList, DisplayPolyline, DisplayText, Ink } from './display-list.ts';
export { type DrawRecordOptions, drawRecord } from './draw-record.ts';
export type { RecordLayout } from './layout.ts';
export { toSvg } from './to-svg.ts';
