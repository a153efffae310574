import { DISCLAIMER } from '../../disclaimer.ts';
import { statementTerm } from '../../statements/index.ts';
import type { EvidenceBundle } from '../evidence/evidence-schema.ts';
import { english } from '../text/english.ts';
import { LOINC_CODES, PROCEDURE, SNOMED_CT, UCUM, UCUM_CODES, UNKNOWN } from './codes.table.ts';
import type { FhirConcept, FhirObservation, FhirQuantity, FhirReference } from './resources.ts';

type Finding = EvidenceBundle['findings'][number];
type Measurement = EvidenceBundle['measurements'][number];
type NotAssessed = EvidenceBundle['notAssessed'][number];
/** What distinguishes one observation from the others. */
type Told = Pick<FhirObservation, 'code'> & Partial<FhirObservation> & { readonly kind: string };

/**
 * One observation for each measurement, each finding, and each thing that could not be assessed.
 *
 * @param shared whose record it is, and of when
 */
export function observationsOf(
  bundle: EvidenceBundle,
  shared: Pick<FhirObservation, 'subject' | 'effectiveDateTime'>,
): readonly FhirObservation[] {
  const { software, model, measurements, findings, notAssessed } = bundle;
  const device: FhirReference = {
    type: 'Device',
    display: `${software.name} ${software.version}, model ${model.name} (SHA-256 ${model.sha256})`,
  };
  const told = [
    ...measurements.map(measured),
    ...findings.map(found),
    ...notAssessed.flatMap((one) => unassessed(one, findings)),
  ];
  return told.map(({ kind, note = [], ...rest }) => ({
    resourceType: 'Observation',
    language: 'en',
    status: 'preliminary',
    category: [PROCEDURE, { text: kind }],
    ...shared,
    ...rest,
    // Each may be read without the report that it belongs to.
    note: [...note, { text: DISCLAIMER }],
    device,
  }));
}

/** What a finding is called; coded where SNOMED CT has the same. Subclasses share names with statements and mean more, so they have no code. */
export function findingConcept(finding: Finding): FhirConcept {
  const code = finding.level === 'subclass' ? undefined : statementTerm(finding.class)?.snomedCode;
  return {
    ...(code !== undefined && { coding: [{ system: SNOMED_CT, code }] }),
    text: english.className(finding),
  };
}

function measured({ id, value, unit, method, resolutionMs }: Measurement): Told {
  return {
    kind: 'measurement',
    code: measurementConcept(id),
    ...(typeof value === 'number' ? { valueQuantity: quantity(value, unit) } : { valueString: value }),
    ...(method !== undefined && { method: { text: method } }),
    ...(resolutionMs !== undefined && { note: [{ text: `resolution ${resolutionMs} ms` }] }),
  };
}

function measurementConcept(id: string): FhirConcept {
  const [name, coding] = [english.measurement(id), LOINC_CODES[id]];
  return { ...(coding && { coding }), text: name === undefined ? id : `${name} (${id})` };
}

/** Nothing about an undetermined finding looks like a result: neither value nor probability. */
function found(finding: Finding): Told {
  const { level, decision, probability, threshold, agreement, calibrated, leads, reasons } = finding;
  const head = { kind: level, code: findingConcept(finding) };
  if (decision === 'undetermined') return { ...head, dataAbsentReason: absentBecause(reasons.join('; ')) };
  const notes = [
    english.agreement(agreement),
    ...(leads.length > 0 ? [`leads: ${leads.join(', ')}`] : []),
    ...(probability !== undefined && !calibrated ? ['the probability is not calibrated'] : []),
    ...reasons,
  ];
  const numbers = Object.entries({ probability, threshold }).flatMap(([text, value]) =>
    value === undefined ? [] : [{ code: { text }, valueQuantity: quantity(value) }],
  );
  return {
    ...head,
    valueBoolean: decision === 'present',
    note: notes.map((text) => ({ text })),
    ...(numbers.length > 0 && { component: numbers }),
  };
}

/** Subject by subject. Findings of the bundle say themselves whether they are undetermined. */
function unassessed({ kind, subjects, leads, reason }: NotAssessed, findings: readonly Finding[]): readonly Told[] {
  return subjects
    .filter((subject) => kind !== 'finding' || findings.every(({ class: name }) => name !== subject))
    .map((subject) => ({
      kind: 'not assessed',
      code: kind === 'measurement' ? measurementConcept(subject) : { text: `${english.kind(kind)}: ${subject}` },
      dataAbsentReason: absentBecause(reason),
      ...(leads.length > 0 && { note: [{ text: `leads: ${leads.join(', ')}` }] }),
    }));
}

function absentBecause(reason: string): FhirConcept {
  return { coding: [UNKNOWN], ...(reason !== '' && { text: reason }) };
}

function quantity(value: number, unit = '1'): FhirQuantity {
  const code = UCUM_CODES[unit];
  return { value, unit, ...(code !== undefined && { system: UCUM, code }) };
}
