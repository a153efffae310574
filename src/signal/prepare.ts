import { EcgError } from '../errors.ts';
import type { EcgRecord } from '../record/index.ts';
import { butterworth } from './butterworth.ts';
import { fillGaps, type Gap } from './fill-gaps.ts';
import { filterCausal, filterZeroPhase, steadyState } from './filter.ts';
import type { PassBand } from './pass-band.ts';
import type { AppliedStep, FilterPhase, PreparationStep, PreparedSignal } from './preparation-step.ts';
import { createResampler } from './resample.ts';
import { firstNonFinite } from './samples.ts';
import type { SecondOrderSections } from './second-order-sections.ts';
import { FLAT_SD, moments, scale, standardise } from './standardise.ts';

type Leads = EcgRecord['leads'];

/** What a step changes of a record, and what it met on the way. */
interface StepResult extends Omit<AppliedStep, 'step' | 'version'> {
  readonly leads: Leads;
  readonly fs?: number;
  readonly unit?: EcgRecord['unit'];
}

const STEP_VERSIONS: Readonly<Record<PreparationStep['step'], number>> = {
  'fill-gaps': 1,
  resample: 1,
  'low-pass': 1,
  'high-pass': 1,
  'band-pass': 1,
  scale: 1,
  standardise: 1,
};

/**
 * Takes the steps one after the other and writes each down. Preparing twice is preparing once with both lists. Leads are rounded
 * to float32 after every step.
 *
 * @param record any record, also one prepared before
 * @throws EcgError `invalid-argument` for a missing sample, unless a `fill-gaps` step comes first, for a record too short for a
 * filter, and for parameters that the step's function refuses; `model-mismatch` for `scale` on a record without millivolts
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

function applyStep({ leads, fs, unit }: EcgRecord, step: PreparationStep): StepResult {
  switch (step.step) {
    case 'fill-gaps':
      return fillLeads(leads, Math.floor(step.maxGapSec * fs));
    case 'resample':
      return { leads: mapLeads(leads, createResampler(fs, step.fs)), fs: step.fs };
    case 'low-pass':
    case 'high-pass':
    case 'band-pass':
      return filterLeads(leads, butterworth(passBandOf(step), step.order, fs), step.phase);
    case 'scale':
      return scaleLeads(leads, unit, step.meanMv, step.sdMv);
    case 'standardise':
      return step.over === 'lead' ? standardiseEach(leads) : standardiseTogether(leads);
    default:
      step satisfies never;
      throw new EcgError('invalid-argument', `prepare: unknown step ${JSON.stringify(step)}`, { step });
  }
}

function passBandOf(step: Extract<PreparationStep, { order: number }>): PassBand {
  switch (step.step) {
    case 'low-pass':
      return { kind: 'low-pass', highHz: step.highHz };
    case 'high-pass':
      return { kind: 'high-pass', lowHz: step.lowHz };
    case 'band-pass':
      return { kind: 'band-pass', lowHz: step.lowHz, highHz: step.highHz };
  }
}

function mapLeads(leads: Leads, change: (samples: Float32Array, name: string) => Float32Array): Leads {
  return Object.fromEntries(Object.entries(leads).map(([name, samples]) => [name, change(samples, name)]));
}

function requireFiniteLeads(leads: Leads): void {
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

function fillLeads(leads: Leads, maxGap: number): StepResult {
  const gaps: Record<string, readonly Gap[]> = {};
  const filled = mapLeads(leads, (samples, name) => {
    const result = fillGaps(samples, maxGap);
    if (result.gaps.length > 0) gaps[name] = result.gaps;
    return result.samples;
  });
  return { leads: filled, gaps };
}

/** A causal filter starts as if the first sample had stood for ever, so that an offset does not begin with a step. */
function filterLeads(leads: Leads, sections: SecondOrderSections, phase: FilterPhase): StepResult {
  switch (phase) {
    case 'zero':
      return { leads: mapLeads(leads, (samples) => filterZeroPhase(sections, samples)) };
    case 'causal': {
      const steady = steadyState(sections);
      const start = (samples: Float32Array) => steady.map((s) => s * (samples[0] ?? 0));
      return { leads: mapLeads(leads, (samples) => filterCausal(sections, samples, start(samples))) };
    }
    default:
      phase satisfies never;
      throw new EcgError('invalid-argument', `prepare: phase must be zero or causal, got ${phase}`, { phase });
  }
}

function scaleLeads(leads: Leads, unit: EcgRecord['unit'], meanMv: number, sdMv: number): StepResult {
  if (unit !== 'mV') {
    throw new EcgError('model-mismatch', `prepare: the step scale needs a record in mV, got one in unit ${unit}`, {
      unit,
    });
  }
  if (!(Number.isFinite(meanMv) && Number.isFinite(sdMv) && sdMv > 0)) {
    throw new EcgError(
      'invalid-argument',
      `prepare: scale needs a finite meanMv and a positive sdMv, got ${meanMv} and ${sdMv}`,
      { meanMv, sdMv },
    );
  }
  return { leads: mapLeads(leads, (samples) => scale(samples, meanMv, sdMv)), unit: 'normalised' };
}

function standardiseEach(leads: Leads): StepResult {
  const flatLeads: string[] = [];
  const standardised = mapLeads(leads, (samples, name) => {
    const result = standardise(samples);
    if (result.isFlat) flatLeads.push(name);
    return result.samples;
  });
  return { leads: standardised, unit: 'normalised', flatLeads };
}

/** A lead without variation stays a constant here, unless the whole record is one. */
function standardiseTogether(leads: Leads): StepResult {
  const flatLeads = Object.keys(leads).filter((name) => standardise(leads[name] as Float32Array).isFlat);
  const { mean, sd } = moments(...Object.values(leads));
  const change = (samples: Float32Array) =>
    sd > FLAT_SD ? scale(samples, mean, sd) : new Float32Array(samples.length);
  return { leads: mapLeads(leads, change), unit: 'normalised', flatLeads };
}
