import { EcgError, isEcgError } from '../errors.ts';
import type { EcgRecord } from '../record/index.ts';
import { medianBaseline, medianKnots, splineBaseline } from './baseline.ts';
import { butterworth } from './butterworth.ts';
import { fillGaps, type Gap } from './fill-gaps.ts';
import { filterCausal, filterZeroPhase, steadyState } from './filter.ts';
import { LIMB_LEADS, limbGains } from './limb-gains.ts';
import { detectMains } from './mains.ts';
import { notch } from './notch.ts';
import type { PassBand } from './pass-band.ts';
import type { AppliedStep, FilterPhase, PreparationStep } from './preparation-step.ts';
import { createResampler } from './resample.ts';
import type { SecondOrderSections } from './second-order-sections.ts';
import { FLAT_SD, moments, scale, standardise } from './standardise.ts';

type Leads = EcgRecord['leads'];
type StepNamed<N extends PreparationStep['step']> = Extract<PreparationStep, { step: N }>;

/** What a step changes of a record, and what it met on the way. */
export interface StepResult extends Omit<AppliedStep, 'step' | 'version'> {
  readonly leads: Leads;
  readonly fs?: number;
  readonly unit?: EcgRecord['unit'];
}

/** Takes one step of `prepare` on a record whose leads are finite, unless the step is `fill-gaps`. */
export function applyStep({ leads, fs, unit }: EcgRecord, step: PreparationStep): StepResult {
  switch (step.step) {
    case 'fill-gaps':
      // 0.29 s at 100 Hz are 28.999999999999996 samples in float64.
      return fillLeads(leads, Math.floor(step.maxGapSec * fs + 1e-6));
    case 'resample':
      return { leads: mapLeads(leads, createResampler(fs, step.fs)), fs: step.fs };
    case 'low-pass':
    case 'high-pass':
    case 'band-pass':
      return filterLeads(leads, butterworth(passBandOf(step), step.order, fs), step.phase);
    case 'notch':
      return notchLeads(leads, fs, step);
    case 'remove-baseline':
      return { leads: mapLeads(leads, (samples) => difference(samples, baselineOf(samples, fs, step))) };
    case 'scale':
      return scaleLeads(leads, unit, step.meanMv, step.sdMv);
    case 'standardise':
      return standardiseOver(leads, unit, step.over);
    default:
      step satisfies never;
      throw new EcgError('invalid-argument', `prepare: unknown step ${JSON.stringify(step)}`, { step });
  }
}

function passBandOf(step: StepNamed<'low-pass' | 'high-pass' | 'band-pass'>): PassBand {
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
  return Object.fromEntries(
    Object.entries(leads).map(([name, samples]) => [name, namingLead(name, () => change(samples, name))]),
  );
}

/** Adds to an error of a function on samples which lead they were of. */
function namingLead<T>(lead: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!isEcgError(error)) throw error;
    const { code, message, details } = error;
    throw new EcgError(code, `${message}, in lead ${lead}`, { ...details, lead }, { cause: error });
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

function notchLeads(leads: Leads, fs: number, step: StepNamed<'notch'>): StepResult {
  const { mainsHz, qualityFactor, phase } = step;
  if (mainsHz !== 'detect') return filterLeads(leads, notch(mainsHz, qualityFactor, fs), phase);
  const found = detectMains(Object.values(leads), fs);
  return found === undefined
    ? { leads }
    : { ...filterLeads(leads, notch(found, qualityFactor, fs), phase), mainsHz: found };
}

function baselineOf(samples: Float32Array, fs: number, step: StepNamed<'remove-baseline'>): Float32Array {
  switch (step.method) {
    case 'median':
      return medianBaseline(samples, fs, step.windowsSec);
    case 'spline':
      return splineBaseline(samples, medianKnots(samples, fs, step.knotSec));
    default:
      step satisfies never;
      throw new EcgError('invalid-argument', `prepare: unknown baseline ${JSON.stringify(step)}`, { step });
  }
}

function difference(samples: Float32Array, baseline: Float32Array): Float32Array {
  return samples.map((x, i) => x - (baseline[i] as number));
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

function standardiseOver(leads: Leads, unit: EcgRecord['unit'], over: StepNamed<'standardise'>['over']): StepResult {
  switch (over) {
    case 'lead':
      return standardiseEach(leads);
    case 'record':
      return standardiseTogether(leads);
    case 'limb-and-chest-leads':
      return standardiseLimbAndChest(leads, unit);
    default:
      over satisfies never;
      throw new EcgError(
        'invalid-argument',
        `prepare: standardise goes over lead, record or limb-and-chest-leads, got ${over}`,
        { over },
      );
  }
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

/** Each lead by itself, then the limb leads back into the proportion that they had, with a mean square of 1 over the six. */
function standardiseLimbAndChest(leads: Leads, unit: EcgRecord['unit']): StepResult {
  const each = standardiseEach(leads);
  const missing = LIMB_LEADS.filter((name) => !Object.hasOwn(leads, name) || each.flatLeads?.includes(name));
  if (missing.length > 0) return { ...each, limbLeadsApart: `${missing.join(', ')} missing or flat` };
  const sd = LIMB_LEADS.map((name) => moments(leads[name] as Float32Array).sd);
  const gains = unit === 'mV' ? sd : limbGains(LIMB_LEADS.map((name) => each.leads[name] as Float32Array));
  if (gains === undefined) return { ...each, limbLeadsApart: 'they do not fit together, with whatever gains' };
  const rms = Math.hypot(...gains) / Math.sqrt(gains.length);
  const related = LIMB_LEADS.map((name, i) => {
    const factor = (gains[i] as number) / rms;
    return [name, (each.leads[name] as Float32Array).map((value) => value * factor)] as const;
  });
  return { ...each, leads: { ...each.leads, ...Object.fromEntries(related) } };
}
