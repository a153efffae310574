/**
 * From bytes to an `EcgRecord`: leads by name in millivolts, a sampling rate, what the source says about the patient, and notes
 * on everything that was left out or assumed. A record is plain data, is never mutated, and remembers where it came from.
 *
 * One reader and writer per file format; each file of this folder is a chapter of the format. **WFDB**, PhysioNet's format:
 * `readWfdb` reads header (`wfdb-header.ts`) and signal files (`wfdb-signal.ts`, `wfdb-storage.ts`: formats 16 and 212) and verifies checksums,
 * `openWfdb` (`wfdb-blocks.ts`) reads the same in parts, for recordings of hours, `writeWfdb` writes format 16, `readWfdbAnnotations` and `writeWfdbAnnotations` do MIT annotation files. What is not read
 * (other formats, several segments, rates or skews in one record) is refused by name.
 *
 * Readers take bytes and run anywhere. For paths in Node there is `einthoven/node`: `readRecordFile`, `openRecordFile`,
 * `writeRecordFile`, `readAnnotationFile`, `findRecords`.
 *
 * Leads are found by name, never by place: `selectLeads` puts them into the order that is asked for, `deriveLimbLeads`
 * computes missing limb leads from two that are there.
 */
export {
  type AmplitudeUnit,
  type EcgRecord,
  makeRecord,
  type PatientFacts,
  type RecordParts,
  type RecordSource,
  recordLength,
} from './ecg-record.ts';
export { fiducialAnnotations } from './fiducial-annotations.ts';
export { openFloatRecord } from './float-record.ts';
export { deriveLimbLeads, STANDARD_LEADS, selectLeads, standardLeadName } from './leads.ts';
export { readPart } from './read-part.ts';
export { recordSha256 } from './record-digest.ts';
export {
  SIMULATED_MORPHOLOGIES,
  SIMULATED_RATE_LIMITS_BPM,
  type SimulatedMorphology,
  type Simulation,
  type SimulationOptions,
  simulateRecord,
} from './simulate.ts';
export { simulationAnnotations } from './simulate-annotations.ts';
export type { BeatType, SimulatedBeat } from './simulate-beat.ts';
export { ECTOPIC_ORIGINS, ECTOPIC_PATTERNS, type SimulatedEctopy } from './simulate-ectopy.ts';
export { FAULT_PLACES, SIMULATED_FAULTS, type SimulatedFault } from './simulate-faults.ts';
export type { IndependentLead, IndependentLeads } from './simulate-leads.ts';
export { SIMULATED_NOISES, type SimulatedNoise } from './simulate-noise.ts';
export { LEAD_REVERSALS, type LeadReversal, reverseLeads } from './simulate-reversal.ts';
export { SIMULATED_RHYTHMS, type SimulatedRhythm } from './simulate-rhythm.ts';
export { NO_WAVES, type WaveFiducials } from './wave-fiducials.ts';
export { readWfdb, writeWfdb } from './wfdb.ts';
export { ANNOTATION_CODES, type AnnotationCode } from './wfdb-annotation.table.ts';
export {
  readWfdbAnnotations,
  type WfdbAnnotation,
  type WfdbAnnotationDefinition,
  type WfdbAnnotationFile,
  writeWfdbAnnotations,
} from './wfdb-annotation.ts';
export { type ByteSource, type OpenRecord, openWfdb, type RecordBlock } from './wfdb-blocks.ts';
export { parseWfdbHeader, type WfdbHeader, type WfdbSignalLine } from './wfdb-header.ts';
