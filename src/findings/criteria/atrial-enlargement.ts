import { all, any, type Condition, compare } from './conditions.ts';
import type { Criterion, MeasuredEcg } from './criterion.ts';
import { inLead, interval, pPart } from './ecg-quantities.ts';
import { SOURCES } from './sources.table.ts';

/** Enlargement of the atria, by the shape of P. */
export const atrialEnlargement: readonly Criterion[] = [
  {
    id: 'p-terminal-force',
    name: 'P terminal force in V1 ≥ 4 mV·ms (0.04 mm·s)',
    source: SOURCES.morris,
    condition: terminalForce,
  },
  {
    id: 'wide-p',
    name: 'P duration ≥ 120 ms',
    source: SOURCES.hypertrophy,
    condition: wideP,
  },
  // Either sign alone is common in healthy hearts, and P is measured some 10 ms too long: together they say more.
  {
    id: 'left-atrial-signs',
    name: 'P terminal force in V1 ≥ 4 mV·ms and P duration ≥ 120 ms',
    source: SOURCES.hypertrophy,
    condition: (ecg) => all(terminalForce(ecg), wideP(ecg)),
  },
  {
    id: 'tall-p',
    name: 'P > 0.25 mV in II, or its positive part > 0.15 mV in V1',
    source: SOURCES.hypertrophy,
    condition: (ecg) =>
      any(
        compare(inLead(ecg, 'II', 'pMv', 'P'), '>', 0.25),
        compare(inLead(ecg, 'V1', 'pPositiveMv', 'positive part of P'), '>', 0.15),
      ),
  },
];

function terminalForce(ecg: MeasuredEcg): Condition {
  return compare(pPart(ecg, 'V1', 'pTerminalForceMvMs', 'P terminal force'), '≤', -4);
}

function wideP(ecg: MeasuredEcg): Condition {
  return compare(interval(ecg, 'pMs', 'P duration'), '≥', 120);
}

/** The left atrial sign of the Romhilt–Estes score: P in V1 ends with a part of 0.1 mV and 40 ms, or more. */
export function deepTerminalP(ecg: MeasuredEcg): Condition {
  return all(
    compare(pPart(ecg, 'V1', 'pTerminalMv', 'end of P'), '≤', -0.1),
    compare(pPart(ecg, 'V1', 'pTerminalMs', 'duration of the end of P'), '≥', 40),
  );
}
