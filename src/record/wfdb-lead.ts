import { EcgError } from '../errors.ts';
import type { AmplitudeUnit } from './ecg-record.ts';
import { standardLeadName } from './leads.ts';
import type { WfdbHeader, WfdbSignalLine } from './wfdb-header.ts';

/** WFDB's gain, in counts per unit, for a signal whose header states none. */
const DEFAULT_GAIN = 200;

/** Millivolts per unit, for the ways in which headers write units of voltage; `µ` exists twice in Unicode. */
const MILLIVOLTS = new Map([
  ['mV', 1],
  ['mv', 1],
  ['uV', 1e-3],
  ['uv', 1e-3],
  ['\u00b5V', 1e-3],
  ['\u03bcV', 1e-3],
  ['V', 1e3],
]);

/** WFDB's "no unit": a signal scaled to its own range. */
export const NO_UNIT = 'NU';

/** A signal that becomes a lead of the record. */
export interface WfdbLead {
  readonly name: string;
  /** Place of the signal in the header. */
  readonly signal: number;
  readonly line: WfdbSignalLine;
}

/**
 * The signals of a header that become leads: its voltages, or all of unit `NU` where there is no voltage. Notes say which others
 * are left out, and where WFDB's default gain is used.
 *
 * @throws EcgError `unsupported` when there is none, `malformed-input` when two have one name
 */
export function wfdbLeads(header: WfdbHeader): { unit: AmplitudeUnit; leads: WfdbLead[]; notes: string[] } {
  const unit = recordUnit(header);
  const notes: string[] = [];
  const leads: WfdbLead[] = [];
  for (const [signal, line] of header.signals.entries()) {
    const name = standardLeadName(line.description) || `signal ${signal}`;
    if (unit === 'mV' ? !MILLIVOLTS.has(line.unit) : line.unit !== NO_UNIT) {
      notes.push(`signal ${name} left out: its unit is ${line.unit}`);
      continue;
    }
    if (leads.some((lead) => lead.name === name)) {
      const rule = `the signals of record ${header.recordName} must have different names`;
      throw new EcgError('malformed-input', `readWfdb: ${rule}, got ${name} twice`, { lead: name });
    }
    if (line.gain === undefined) {
      notes.push(`lead ${name}: no gain stated, WFDB's default of ${DEFAULT_GAIN} per ${line.unit} used`);
    }
    leads.push({ name, signal, line });
  }
  return { unit, leads, notes };
}

function recordUnit({ recordName, signals }: WfdbHeader): AmplitudeUnit {
  const units = new Set(signals.map(({ unit }) => unit));
  if ([...units].some((unit) => MILLIVOLTS.has(unit))) return 'mV';
  if (units.has(NO_UNIT)) return 'normalised';
  const rule = `record ${recordName} must have a signal in mV, µV, V or ${NO_UNIT}`;
  throw new EcgError('unsupported', `readWfdb: ${rule}, got ${[...units].join(', ') || 'no signals'}`, {
    units: [...units],
  });
}

/** Amplitudes in mV (or in `NU`), `[samples]`; missing samples are NaN, and counted. */
export function toAmplitudes(
  { gain = DEFAULT_GAIN, baseline, unit }: WfdbSignalLine,
  counts: Int16Array,
  invalidCount: number,
): { amplitudes: Float32Array; missing: number } {
  const millivolts = MILLIVOLTS.get(unit) ?? 1;
  const amplitudes = new Float32Array(counts.length);
  let missing = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    if (count === invalidCount) missing++;
    amplitudes[i] = count === invalidCount ? Number.NaN : ((count - baseline) / gain) * millivolts;
  }
  return { amplitudes, missing };
}
