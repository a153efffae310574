import { sha256 } from '../../sha256.ts';
import type { EvidenceBundle } from '../evidence/evidence-schema.ts';
import { english } from '../text/english.ts';
import { reportMarkdown } from '../text/write-report.ts';
import { ECG_STUDY, ELECTROCARDIAC } from './codes.table.ts';
import { findingConcept, observationsOf } from './observations.ts';
import type { FhirBundle, FhirDiagnosticReport, FhirReference } from './resources.ts';

/**
 * An evidence bundle as HL7 FHIR R4: a Bundle of one DiagnosticReport and the Observations that it refers to. All of them are `preliminary`, for
 * nobody has reviewed them, and carry the disclaimer. Coded is what LOINC, SNOMED CT or UCUM have the same for; the rest is text. What is
 * undetermined or could not be measured has a `dataAbsentReason` and no value. No Patient is made: the subject is what the source states.
 * The same bundle gives the same UUIDs.
 */
export async function fhirBundle(bundle: EvidenceBundle): Promise<FhirBundle> {
  const subject = subjectOf(bundle);
  const date = dateOf(bundle.record.recordedAt);
  const shared = { ...(subject && { subject }), ...(date !== undefined && { effectiveDateTime: date }) };
  const digest = await sha256(new TextEncoder().encode(JSON.stringify(bundle)));
  const observations = observationsOf(bundle, shared).map((resource, i) => ({
    fullUrl: urnOf(digest, i + 1),
    resource,
  }));
  const conclusionCode = bundle.findings
    .filter(({ decision }) => decision === 'present')
    .map(findingConcept)
    .filter(({ coding }) => coding !== undefined);
  const report: FhirDiagnosticReport = {
    resourceType: 'DiagnosticReport',
    language: 'en',
    identifier: [{ value: bundle.record.name }],
    status: 'preliminary',
    category: [ELECTROCARDIAC],
    code: ECG_STUDY,
    ...shared,
    result: observations.map(({ fullUrl }) => ({ reference: fullUrl })),
    conclusion: `${bundle.disclaimer}\n\n${reportMarkdown(bundle)}`,
    ...(conclusionCode.length > 0 && { conclusionCode }),
  };
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: [{ fullUrl: urnOf(digest, 0), resource: report }, ...observations],
  };
}

/** A UUID of version 8 (RFC 9562, 5.8): part of a digest, and a number. */
function urnOf(digest: string, index: number): string {
  const part = digest.slice(0, 18);
  const last = index.toString(16).padStart(12, '0');
  return `urn:uuid:${part.slice(0, 8)}-${part.slice(8, 12)}-8${part.slice(12, 15)}-8${part.slice(15, 18)}-${last}`;
}

/** By the source's own id, sex and age; nobody where it states none. */
function subjectOf({ record }: EvidenceBundle): FhirReference | undefined {
  const { id, sex, ageYears, ageIsLowerBound = false } = record.patient;
  const facts = [
    ...(sex === undefined ? [] : [english.sex(sex)]),
    ...(ageYears === undefined ? [] : [english.years(english.number(ageYears, 0), ageIsLowerBound)]),
  ];
  if (id === undefined && facts.length === 0) return undefined;
  return {
    type: 'Patient',
    ...(id !== undefined && { identifier: { value: id } }),
    ...(facts.length > 0 && { display: facts.join(', ') }),
  };
}

/**
 * The day of a WFDB header's time and date (`HH:MM:SS DD/MM/YYYY`, https://physionet.org/physiotools/wag/header-5.htm). FHIR wants a zone beside
 * a time of day, and no header tells one.
 */
function dateOf(recordedAt: string | undefined): string | undefined {
  const [, day, month, year] = /(?:^|\s)(0[1-9]|[12]\d|3[01])\/(0[1-9]|1[0-2])\/(\d{4})$/.exec(recordedAt ?? '') ?? [];
  return day === undefined ? undefined : `${year}-${month}-${day}`;
}
