import { DISCLAIMER } from '../disclaimer.ts';
import type { Finding } from '../findings/index.ts';
import type { Diagnosis } from '../report/index.ts';
import { criteriaLines } from './criteria-text.ts';
import { bar } from './progress-line.ts';

/** Statements that are less probable than this are not printed for people. */
const SHOWN_PROBABILITY = 0.1;

/** A diagnosis for people: superclasses, then the statements that are present or not improbable, what is doubtful, and the criteria. */
export function diagnosisText({ record, model, findings, criteria, windows, warnings }: Diagnosis): string {
  const { superdiagnostic = [], all = [] } = findings;
  const [metrics] = model.metrics;
  const sex = record.patient.sex ?? 'sex not stated';
  const age = record.patient.ageYears === undefined ? 'age not stated' : `${record.patient.ageYears} years`;
  const shown = all.filter(
    ({ probability, decision }) => decision === 'present' || (probability ?? 0) >= SHOWN_PROBABILITY,
  );
  const judged = metrics
    ? `${metrics.task} macro-AUC ${metrics.macroAuc?.toFixed(3)} on ${metrics.n} validation records`
    : 'no figures in its card';
  return [
    `record ${record.name}: ${record.leads.length} leads, ${record.durationSec.toFixed(1)} s at ${record.fs} Hz, ${sex}, ${age}`,
    `model ${model.name} (${model.sha256.slice(0, 12)}): ${judged}; ${windows} windows`,
    ...[...record.notes, ...warnings].map((note) => `note: ${note}`),
    '',
    ...superdiagnostic.map(findingLine),
    ...(shown.length ? ['', ...shown.map(findingLine)] : []),
    ...doubtLines([...superdiagnostic, ...shown]),
    ...(criteria ? criteriaLines(criteria) : []),
    '',
    DISCLAIMER,
    '',
  ].join('\n');
}

function findingLine({
  class: name,
  description = '',
  probability = 0,
  threshold,
  decision,
  reasons,
}: Finding): string {
  const mark = { present: '●', absent: '○', undetermined: '?' }[decision];
  const limit = threshold === undefined ? reasons.join('; ') : `threshold ${threshold.toFixed(2)}`;
  const figures = `${bar(probability, 12)} ${probability.toFixed(3)}`;
  return `${mark} ${name.padEnd(8)} ${figures}  ${decision.padEnd(12)} ${limit.padEnd(16)} ${description}`.trimEnd();
}

/** Why findings are doubtful: reasons with the classes that they concern. */
function doubtLines(findings: readonly Finding[]): readonly string[] {
  const classesByReason = new Map<string, string[]>();
  for (const { class: name, reasons, threshold } of findings) {
    if (threshold === undefined) continue;
    for (const reason of reasons) classesByReason.set(reason, [...(classesByReason.get(reason) ?? []), name]);
  }
  const lines = [...classesByReason].map(([reason, names]) => `  ${[...new Set(names)].join(', ')}: ${reason}`);
  return lines.length === 0 ? [] : ['', 'doubtful', ...lines];
}
