import type { Quality, QualityReason, Use } from '../quality/index.ts';
import type { EcgRecord } from '../record/index.ts';
import type { PreparedSignal } from '../signal/index.ts';
import { NoValue } from './outcome.ts';

/**
 * A zero-phase high-pass may go up to 0.5 Hz, a causal one up to 0.05 Hz, before ST is bent: Kligfield P et al., AHA/ACC/HRS part I,
 * Circulation 2007;115:1306, which allows 0.67 Hz without phase; this is stricter.
 */
const HIGHEST_HIGH_PASS_HZ = { zero: 0.5, causal: 0.05 } as const;

/** Uses in words. */
const USES: Readonly<Record<Use, string>> = {
  rhythm: 'rhythm',
  intervals: 'intervals',
  st: 'ST',
  voltage: 'voltages',
  model: 'models',
};

/** Why the record may not be used so, or `undefined` where it may. */
export function recordRefusal(quality: Quality, use: Use): NoValue | undefined {
  return quality.usableFor[use] ? undefined : refusal(`the record is not usable for ${USES[use]}`, quality.reasons);
}

/** Why the lead may not be used so, or `undefined` where it may. */
export function leadRefusal(quality: Quality, lead: string, use: Use): NoValue | undefined {
  const judged = quality.leads[lead];
  if (judged === undefined) return new NoValue(`the quality of lead ${lead} was not judged`);
  return judged.usableFor[use] ? undefined : refusal(`the lead is not usable for ${USES[use]}`, judged.reasons);
}

function refusal(what: string, reasons: readonly QualityReason[]): NoValue {
  return new NoValue(reasons.length === 0 ? what : `${what}: ${reasons.map(({ text }) => text).join('; ')}`);
}

/** Why there are no voltages in the record at all, or `undefined` where there are. */
export function voltageRefusal(record: EcgRecord | PreparedSignal): NoValue | undefined {
  if (record.unit !== 'mV') return new NoValue('the record has lost its millivolts');
  const steps = 'steps' in record ? record.steps : [];
  for (const { step } of steps) {
    if (step.step === 'high-pass' || step.step === 'band-pass') {
      if (step.phase === 'zero' ? step.lowHz < HIGHEST_HIGH_PASS_HZ.zero : step.lowHz <= HIGHEST_HIGH_PASS_HZ.causal)
        continue;
      return new NoValue(`a high-pass of ${step.lowHz} Hz has changed ST and amplitudes`);
    }
    if (step.step === 'remove-baseline') return new NoValue('the removal of a baseline has changed ST and amplitudes');
  }
  return undefined;
}
