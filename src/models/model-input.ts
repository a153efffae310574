import { EcgError, isEcgError } from '../errors.ts';
import { deriveLimbLeads, type EcgRecord, recordLength, selectLeads } from '../record/index.ts';
import { type PreparedSignal, prepare } from '../signal/index.ts';
import type { ModelCard } from './model-card.ts';
import { windowStarts } from './windows.ts';

/** What a card says of its model's input. */
export type InputForm = Pick<ModelCard, 'name' | 'input'>;

/** A record in the form that a model takes. */
export interface ModelInput {
  /** Prepared leads in the card's order. */
  readonly signal: PreparedSignal;
  /** First sample of each window. */
  readonly starts: readonly number[];
  /** What a reader of the prediction should know, in words. */
  readonly warnings: readonly string[];
}

/**
 * Brings a record into the form that the card describes: the model's leads by name (missing limb leads derived where Einthoven's
 * law allows), prepared as in training, with at least one window.
 *
 * @throws EcgError `model-mismatch` naming the rule: unit, missing leads, missing samples, a flat record, too short a record
 */
export function modelInput(card: InputForm, record: EcgRecord): ModelInput {
  const { leads, fs, preparation, units, windowSamples, strideSamples } = card.input;
  const name = record.source.name;
  const refuse = (rule: string, details: Record<string, unknown>, cause?: unknown): never => {
    throw new EcgError(
      'model-mismatch',
      `modelInput: record ${name}: ${rule}`,
      { record: name, model: card.name, ...details },
      { cause },
    );
  };
  if (!units.includes(record.unit)) {
    refuse(`model ${card.name} takes ${units.join(' or ')} amplitudes, got ${record.unit}`, {
      unit: record.unit,
      units,
    });
  }
  const signal = mismatchFrom(refuse, () => prepare(selectLeads(deriveLimbLeads(record), leads), preparation));
  if (signal.fs !== fs) refuse(`the card's preparation must end at ${fs} Hz, got ${signal.fs}`, { fs: signal.fs });
  const starts = windowStarts(recordLength(signal), windowSamples, strideSamples);
  if (starts.length === 0) {
    const needed = windowSamples / fs;
    refuse(`must last at least ${needed} s, one window, got ${recordLength(signal) / fs} s`, { neededSec: needed });
  }
  const flat = signal.steps.flatMap(({ flatLeads = [] }) => flatLeads);
  if (flat.length === leads.length) refuse('must have a lead that is not flat, got none', { flat });
  const apart = signal.steps.flatMap(({ limbLeadsApart }) => limbLeadsApart ?? []);
  const warnings = [
    ...(flat.length > 0 ? [`flat leads: ${flat.join(', ')}`] : []),
    ...apart.map((reason) => `the limb leads were taken one by one, so the axis is lost: ${reason}`),
  ];
  return { signal, starts, warnings };
}

/** Copies windows into a batch `[windows, leads, windowSamples]`, from row `first` on. */
export function fillWindows(batch: Float32Array, first: number, input: ModelInput, windowSamples: number): void {
  const leads = Object.values(input.signal.leads);
  input.starts.forEach((start, i) => {
    leads.forEach((samples, lead) => {
      batch.set(samples.subarray(start, start + windowSamples), ((first + i) * leads.length + lead) * windowSamples);
    });
  });
}

/** What cannot be prepared does not fit the model, whatever the reason. */
function mismatchFrom<T>(
  refuse: (rule: string, details: Record<string, unknown>, cause?: unknown) => never,
  attempt: () => T,
): T {
  try {
    return attempt();
  } catch (error) {
    if (!isEcgError(error)) throw error;
    return refuse(error.message, error.details, error);
  }
}
