import { decide, type Finding } from '../findings/index.ts';
import type { Model, Prediction } from '../models/index.ts';
import { type EcgRecord, recordSha256 } from '../record/index.ts';
import { sha256 } from '../sha256.ts';
import { DISCLAIMER, type Envelope, envelope } from './envelope.ts';
import { bar } from './progress-line.ts';
import { type RecordHead, recordHead } from './record-head.ts';

/** The result for one record, as `--json` prints it. */
export interface Diagnosis extends Envelope {
  readonly record: RecordHead & { readonly sha256: string };
  readonly model: {
    readonly name: string;
    readonly sha256: string;
    readonly metrics: Model['card']['metrics'];
    readonly preparation: Model['card']['input']['preparation'];
    readonly preparationSha256: string;
  };
  readonly windows: number;
  readonly warnings: readonly string[];
  readonly findings: ReturnType<typeof decide>;
}

/** Puts together what is known about a record after its prediction. */
export async function diagnosisOf(record: EcgRecord, model: Model, prediction: Prediction): Promise<Diagnosis> {
  const { card } = model;
  const preparation = card.input.preparation;
  return {
    ...envelope('diagnosis'),
    record: { ...recordHead(record), sha256: await recordSha256(record) },
    model: {
      name: card.name,
      sha256: model.sha256,
      metrics: card.metrics,
      preparation,
      preparationSha256: await sha256(new TextEncoder().encode(JSON.stringify(preparation))),
    },
    windows: prediction.windows,
    warnings: prediction.warnings,
    findings: decide(prediction, card),
  };
}

/** Statements that are less probable than this are not printed for people. */
const SHOWN_PROBABILITY = 0.1;

/** A diagnosis for people: superclasses, then the statements that are present or not improbable. */
export function diagnosisText({ record, model, findings, windows, warnings }: Diagnosis): string {
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
