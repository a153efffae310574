import type { EvidenceBundle } from './evidence-schema.ts';

/** How many tokens a language model may make of a compact bundle, by `approximateTokens`. */
export const COMPACT_TOKENS = 2000;

const CHARACTERS_PER_TOKEN = 3.5;

/**
 * How many tokens a text is, about. Tokenisers differ; JSON of short words and numbers has 3.5 to 4 characters per token with the common ones,
 * and the lower end is taken here.
 */
export function approximateTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** A step that makes a bundle smaller, and what it leaves out, in words. */
interface Reduction {
  readonly leavesOut: string;
  readonly apply: (bundle: EvidenceBundle) => EvidenceBundle;
}

/** What every compact bundle leaves out. */
const ALWAYS: readonly Reduction[] = [
  { leavesOut: 'measurements lead by lead', apply: ({ leadMeasurements: _, ...rest }) => rest },
  { leavesOut: 'methods, sources, third digits', apply: withoutMethods },
  { leavesOut: 'criteria that are not met', apply: (b) => ({ ...b, criteria: b.criteria.filter(({ met }) => met) }) },
  { leavesOut: 'absent subclasses and statements, and those without a threshold', apply: withNotableFindings },
  {
    leavesOut: 'leads without a reason',
    apply: (b) => ({
      ...b,
      quality: { ...b.quality, leads: b.quality.leads.filter(({ reasons }) => reasons.length > 0) },
    }),
  },
];

/** What is left out besides, one after the other, until the rest is small enough. */
const ON_DEMAND: readonly Reduction[] = [
  { leavesOut: 'most names of what was not assessed', apply: (b) => withShortLists(b, 4, 160) },
  { leavesOut: 'values of criteria without a limit of their own', apply: (b) => withCriterionValues(b, true) },
  { leavesOut: 'measurements beyond rate, intervals and axis', apply: withUsualMeasurements },
  { leavesOut: 'values of criteria', apply: (b) => withCriterionValues(b, false) },
  {
    leavesOut: 'subclasses',
    apply: (b) => ({ ...b, findings: b.findings.filter(({ level }) => level !== 'subclass') }),
  },
  { leavesOut: 'reasons of single leads but for the first', apply: withFirstReasons },
  { leavesOut: 'undetermined statements', apply: withoutUndetermined },
  { leavesOut: 'more about what was not assessed', apply: (b) => withShortLists(b, 2, 80) },
  { leavesOut: 'notes and reasons beyond the first three', apply: withFewNotes },
  {
    leavesOut: 'what was not assessed beyond five reasons',
    apply: (b) => ({ ...b, notAssessed: b.notAssessed.slice(0, 5) }),
  },
  { leavesOut: 'least probable findings', apply: (b) => ({ ...b, findings: b.findings.slice(0, 9) }) },
  { leavesOut: 'criteria beyond the first five', apply: (b) => ({ ...b, criteria: b.criteria.slice(0, 5) }) },
  { leavesOut: 'all but the beginning of what was not assessed', apply: (b) => withShortLists(b, 1, 50) },
  {
    leavesOut: 'reasons of findings beyond the first',
    apply: (b) => ({ ...b, findings: b.findings.map((one) => ({ ...one, reasons: one.reasons.slice(0, 1) })) }),
  },
  { leavesOut: 'reasons of single leads', apply: (b) => ({ ...b, quality: { ...b.quality, leads: [] } }) },
];

/**
 * The bundle for the context of a language model: below `COMPACT_TOKENS`, of the same schema, with the most important things kept and what is
 * left out said in `leftOut`.
 */
export function compactBundle(bundle: EvidenceBundle): EvidenceBundle {
  let compact = ALWAYS.reduce(reduced, bundle);
  for (const reduction of ON_DEMAND) {
    if (approximateTokens(JSON.stringify(compact)) < COMPACT_TOKENS) break;
    compact = reduced(compact, reduction);
  }
  return compact;
}

function reduced(bundle: EvidenceBundle, { leavesOut, apply }: Reduction): EvidenceBundle {
  return { ...apply(bundle), leftOut: [...(bundle.leftOut ?? []), leavesOut] };
}

function withoutMethods(bundle: EvidenceBundle): EvidenceBundle {
  return {
    ...bundle,
    measurements: bundle.measurements.map(({ method: _, resolutionMs: __, value, ...rest }) => ({
      ...rest,
      value: typeof value === 'number' ? Number(value.toFixed(rest.unit === undefined ? 2 : 0)) : value,
    })),
    criteria: bundle.criteria.map(({ source: _, ...rest }) => ({
      ...rest,
      values: rest.values.map((one) => ({ ...one, value: twoDecimals(one.value) })),
    })),
    findings: bundle.findings.map((one) => ({
      ...one,
      ...(one.probability !== undefined && { probability: twoDecimals(one.probability) }),
      ...(one.threshold !== undefined && { threshold: twoDecimals(one.threshold) }),
    })),
    quality: {
      ...bundle.quality,
      leads: bundle.quality.leads.map((one) => ({ ...one, score: twoDecimals(one.score) })),
    },
  };
}

function twoDecimals<T extends number | string>(value: T): T {
  return typeof value === 'number' ? (Number(value.toFixed(2)) as T) : value;
}

/** Superclasses; present ones; and undetermined ones that could have been determined, or whose criteria are met. */
function withNotableFindings(bundle: EvidenceBundle): EvidenceBundle {
  const findings = bundle.findings.filter(
    ({ level, decision, threshold, agreement }) =>
      level === 'superclass' ||
      decision === 'present' ||
      (decision === 'undetermined' && (agreement === 'conflict' || (threshold !== undefined && level === 'statement'))),
  );
  const everywhere = bundle.record.leads.length;
  const short = findings.map((one) => ({
    ...one,
    leads: one.leads.length === everywhere ? ['all'] : one.leads,
    reasons: one.reasons.map((text) => shortened(text, 160)),
  }));
  return { ...bundle, findings: short };
}

const USUAL =
  /^(rhythm\.(rateBpm|regularity)|intervals\.(prMs|qrsMs|qtMs|qtcFridericiaMs)|axes\.qrsDeg|atria\.pPresence)$/;

function withUsualMeasurements(bundle: EvidenceBundle): EvidenceBundle {
  return { ...bundle, measurements: bundle.measurements.filter(({ id }) => USUAL.test(id)) };
}

function withCriterionValues(bundle: EvidenceBundle, isLimited: boolean): EvidenceBundle {
  const kept = ({ limit }: { limit?: string | undefined }) => isLimited && limit !== undefined;
  return { ...bundle, criteria: bundle.criteria.map((one) => ({ ...one, values: one.values.filter(kept) })) };
}

function withFirstReasons(bundle: EvidenceBundle): EvidenceBundle {
  const leads = bundle.quality.leads.map((one) => ({ ...one, reasons: fewReasons(one.reasons, 1) }));
  return { ...bundle, quality: { ...bundle.quality, leads } };
}

function withoutUndetermined(bundle: EvidenceBundle): EvidenceBundle {
  const findings = bundle.findings.filter(
    ({ level, decision }) => level === 'superclass' || decision !== 'undetermined',
  );
  return { ...bundle, findings };
}

function withFewNotes(bundle: EvidenceBundle): EvidenceBundle {
  const few = (texts: readonly string[]) => texts.slice(0, 3).map((text) => shortened(text, 100));
  return {
    ...bundle,
    record: { ...bundle.record, notes: few(bundle.record.notes) },
    model: { ...bundle.model, warnings: few(bundle.model.warnings) },
    findings: bundle.findings.map((one) => ({ ...one, reasons: few(one.reasons) })),
    quality: { ...bundle.quality, reasons: fewReasons(bundle.quality.reasons, 3) },
  };
}

function fewReasons(reasons: EvidenceBundle['quality']['reasons'], count: number) {
  return reasons.slice(0, count).map(({ code, text }) => ({ code, text: shortened(text, 100) }));
}

function withShortLists(bundle: EvidenceBundle, names: number, characters: number): EvidenceBundle {
  const few = (subjects: readonly string[]) =>
    subjects.length > names + 1 ? [...subjects.slice(0, names), `and ${subjects.length - names} more`] : subjects;
  const notAssessed = bundle.notAssessed.map((one) => ({
    ...one,
    subjects: few(one.subjects).map((text) => shortened(text, characters)),
    reason: shortened(one.reason, characters),
  }));
  return { ...bundle, notAssessed };
}

function shortened(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
