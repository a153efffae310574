import { EcgError } from '../errors.ts';
import type { EcgRecord } from '../record/index.ts';
import { applyStep } from './apply-step.ts';
import type { AppliedStep, PreparationStep, PreparedSignal } from './preparation-step.ts';
import { firstNonFinite } from './samples.ts';

const STEP_VERSIONS: Readonly<Record<PreparationStep['step'], number>> = {
  'fill-gaps': 1,
  resample: 1,
  'low-pass': 1,
  'high-pass': 1,
  'band-pass': 1,
  notch: 1,
  'remove-baseline': 1,
  scale: 1,
  standardise: 1,
};

/**
 * Takes the steps one after the other and writes each down. Preparing twice is preparing once with both lists. Leads
 * are rounded to float32 after every step.
 *
 * @param record any record, also one prepared before
 * @throws EcgError `invalid-argument` for a missing sample, unless a `fill-gaps` step comes first, for a record too
 * short for a filter, and for parameters that the step's function refuses; `model-mismatch` for `scale` on a record
 * without millivolts
 * @example
 * const record = makeRecord({ fs: 500, leads: { I: new Float32Array(5000), II: new Float32Array(5000) } });
 * const signal = prepare(record, [
 *   { step: 'resample', fs: 100 },
 *   { step: 'band-pass', lowHz: 0.5, highHz: 40, order: 4, phase: 'zero' },
 *   { step: 'standardise', over: 'lead' },
 * ]);
 * [signal.fs, signal.leads.II.length, signal.unit] // => [100, 1000, 'normalised']
 * signal.steps[2].flatLeads // => ['I', 'II']
 */
export function prepare(record: EcgRecord | PreparedSignal, steps: readonly PreparationStep[]): PreparedSignal {
  let signal: PreparedSignal = { steps: [], ...record };
  for (const step of steps) {
    if (step.step !== 'fill-gaps') requireFiniteLeads(signal.leads);
    const { leads, fs = signal.fs, unit = signal.unit, ...met } = applyStep(signal, step);
    const applied: AppliedStep = { step, version: STEP_VERSIONS[step.step], ...met };
    signal = { ...signal, leads, fs, unit, steps: [...signal.steps, applied] };
  }
  return signal;
}

function requireFiniteLeads(leads: EcgRecord['leads']): void {
  for (const [lead, samples] of Object.entries(leads)) {
    const index = firstNonFinite(samples);
    if (index === undefined) continue;
    throw new EcgError(
      'invalid-argument',
      `prepare: samples must be finite unless a step fill-gaps comes first, got ${samples[index]} in lead ${lead} at index ${index}`,
      { lead, index },
    );
  }
}
