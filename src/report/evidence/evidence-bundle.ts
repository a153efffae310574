import { DISCLAIMER } from '../../disclaimer.ts';
import type { AttributionCell } from '../../explain/index.ts';
import type { MeasuredRecord } from '../../features/index.ts';
import type { CriterionResult, CriterionValue, Finding } from '../../findings/index.ts';
import type { Quality, Use } from '../../quality/index.ts';
import type { Task } from '../../statements/index.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { beatSegments } from './beat-segments.ts';
import { EVIDENCE_SCHEMA, type EvidenceBundle } from './evidence-schema.ts';
import { LISTED_MEASUREMENTS } from './measurements.table.ts';
import { INTERMITTENT, isShort, notAssessedOf } from './not-assessed.ts';

/** What the model relies on for one class: from `attributionCells`. */
export interface ClassAttribution {
  readonly task: Task;
  readonly class: string;
  readonly method: string;
  readonly isSigned: boolean;
  /** Of methods that add up: `Completeness.relativeError`. */
  readonly completenessError?: number;
  readonly cells: readonly AttributionCell[];
}

/** What a bundle is made of. */
export interface Evidence {
  /** Made with these measurements. */
  readonly diagnosis: Diagnosis;
  /** As the source states it. */
  readonly recordedAt?: string;
  /** Of the same record. */
  readonly measured: MeasuredRecord;
  readonly attributions?: readonly ClassAttribution[];
  /** Version of this package. */
  readonly softwareVersion: string;
}

type Bundled = EvidenceBundle['findings'][number];

const DECIMALS = 4;
/** Parts of an attribution that are told of each class. */
const TOLD_PARTS = 6;

/**
 * Puts everything that is known about a record into one bundle. What the recording is too short to exclude is undetermined where it would
 * be absent.
 */
export function evidenceBundle(evidence: Evidence): EvidenceBundle {
  const { diagnosis, measured, recordedAt, softwareVersion } = evidence;
  const { criteria = [] } = diagnosis;
  const { quality, measurements, waves } = measured;
  const { durationSec, name, sha256, fs, unit, leads, patient, notes } = diagnosis.record;
  return {
    schema: EVIDENCE_SCHEMA,
    software: { name: 'einthoven', version: softwareVersion },
    disclaimer: DISCLAIMER,
    record: {
      name,
      sha256,
      fs,
      unit,
      durationMs: rounded(1000 * durationSec),
      leads: [...leads],
      ...(recordedAt !== undefined && { recordedAt }),
      patient: { ...patient },
      notes: [...notes],
    },
    model: {
      name: diagnosis.model.name,
      sha256: diagnosis.model.sha256,
      preparationSha256: diagnosis.model.preparationSha256,
      windows: diagnosis.windows,
      warnings: [...diagnosis.warnings],
    },
    quality: qualityOf(quality),
    findings: bundledFindings(evidence),
    measurements: LISTED_MEASUREMENTS.flatMap(({ group, field, unit: ofValue, method }) => {
      const value = (measurements[group] as unknown as Readonly<Record<string, number | string | undefined>>)[field];
      if (value === undefined) return [];
      const isDuration = group === 'intervals' && measurements.intervals.resolutionMs !== undefined;
      return {
        id: `${group}.${field}`,
        value: typeof value === 'number' ? rounded(value) : value,
        ...(ofValue && { unit: ofValue }),
        method,
        ...(isDuration && { resolutionMs: rounded(measurements.intervals.resolutionMs as number) }),
      };
    }),
    beat: [...beatSegments(waves)],
    leadMeasurements: Object.entries(measurements.leads).map(([lead, { notMeasured: _, ...values }]) => ({
      lead,
      values: Object.fromEntries(
        Object.entries(values).flatMap(([field, value]) =>
          value === undefined ? [] : [[field, typeof value === 'number' ? rounded(value) : value]],
        ),
      ),
    })),
    criteria: criteria.flatMap(bundledCriterion),
    notAssessed: [...notAssessedOf(quality, measurements, criteria, durationSec)],
  };
}

/** Never the negative 0, which JSON does not know. */
function rounded(value: number): number {
  return Number(value.toFixed(DECIMALS)) + 0;
}

function qualityOf({ acceptable, score, usableFor, reasons, reversal, leads }: Quality): EvidenceBundle['quality'] {
  const uses = (judged: Readonly<Record<Use, boolean>>) =>
    Object.entries(judged).flatMap(([use, isUsable]) => (isUsable ? [use as Use] : []));
  return {
    acceptable,
    ...(score !== undefined && { score: rounded(score) }),
    usableFor: uses(usableFor),
    reasons: [...reasons],
    ...(reversal !== undefined && { reversal }),
    leads: Object.entries(leads).map(([lead, judged]) => ({
      lead,
      score: rounded(judged.score),
      usableFor: uses(judged.usableFor),
      reasons: [...judged.reasons],
    })),
  };
}

/** Superclasses, subclasses and statements, each once, and what criteria alone name. */
function bundledFindings(evidence: Evidence): Bundled[] {
  const { byCriteria, superdiagnostic = [], subdiagnostic = [], ...others } = evidence.diagnosis.findings;
  const statements = others.all
    ? ([['all', others.all]] as const)
    : (['diagnostic', 'form', 'rhythm'] as const).map((task) => [task, others[task] ?? []] as const);
  const seen = new Set<string>();
  return [
    ...superdiagnostic.map((one) => bundledFinding(one, 'superclass', 'superdiagnostic', evidence)),
    ...subdiagnostic.map((one) => bundledFinding(one, 'subclass', 'subdiagnostic', evidence)),
    ...statements.flatMap(([task, findings]) =>
      findings.flatMap((one) => {
        if (seen.has(one.class)) return [];
        seen.add(one.class);
        return bundledFinding(one, 'statement', task, evidence);
      }),
    ),
    ...byCriteria.map((one) => bundledFinding(one, 'named', undefined, evidence)),
  ];
}

function bundledFinding(
  finding: Finding,
  level: Bundled['level'],
  task: Task | undefined,
  evidence: Evidence,
): Bundled {
  const { durationSec } = evidence.diagnosis.record;
  const { description, probability, threshold, confidenceSet, evidence: asked } = finding;
  const isDoubtful = finding.decision === 'absent' && isShort(durationSec) && INTERMITTENT.includes(finding.class);
  const decision = isDoubtful ? 'undetermined' : finding.decision;
  const attributed = evidence.attributions?.find((one) => one.task === task && one.class === finding.class);
  return {
    class: finding.class,
    level,
    ...(task && { task }),
    ...(description !== undefined && { description }),
    decision,
    ...(probability !== undefined && { probability: rounded(probability) }),
    calibrated: finding.calibrated,
    ...(threshold !== undefined && { threshold: rounded(threshold) }),
    ...(confidenceSet && {
      confidenceSet: { level: confidenceSet.level, decisions: [...confidenceSet.decisions] },
    }),
    agreement: finding.agreement,
    reasons: [...finding.reasons, ...(isDoubtful ? [`${durationSec.toFixed(1)} s are too short to exclude it`] : [])],
    leads: decision === 'undetermined' ? [] : [...finding.leads],
    ...(decision !== 'undetermined' && { interval: { fromMs: 0, toMs: rounded(1000 * durationSec) } }),
    criteria: asked.criteria?.results.map(({ id }) => id) ?? [],
    ...(asked.criteria && { criteriaRole: asked.criteria.role }),
    ...(attributed && { attribution: bundledAttribution(attributed, evidence) }),
  };
}

function bundledAttribution(attributed: ClassAttribution, { measured }: Evidence) {
  const { method, isSigned, completenessError, cells } = attributed;
  const segments = beatSegments(measured.waves);
  const parts = [...cells]
    .sort((a, b) => b.share - a.share)
    .slice(0, TOLD_PARTS)
    .map(({ lead, segment, share, sum }) => {
      const interval = segments.find((one) => one.segment === segment);
      return {
        lead,
        segment,
        share: rounded(isSigned && sum < 0 ? -share : share),
        ...(interval && { interval: { fromMs: interval.fromMs, toMs: interval.toMs } }),
      };
    });
  return {
    method,
    isSigned,
    ...(completenessError !== undefined && { completenessError: rounded(completenessError) }),
    parts,
  };
}

/** Nothing where it could not be judged, which `notAssessed` tells. */
function bundledCriterion({ id, name, source, met, values }: CriterionResult): EvidenceBundle['criteria'] {
  if (met === undefined) return [];
  return [{ id, name, met, source: source.citation, values: values.flatMap(bundledValue) }];
}

function bundledValue({ name, value, unit, leads, limit }: CriterionValue) {
  if (value === undefined) return [];
  return {
    name,
    value: typeof value === 'number' ? rounded(value) : value,
    ...(unit && { unit }),
    ...(leads.length > 0 && { leads: [...leads] }),
    ...(limit && {
      limit: `${limit.relation} ${typeof limit.value === 'number' ? rounded(limit.value) : limit.value}`,
    }),
  };
}
