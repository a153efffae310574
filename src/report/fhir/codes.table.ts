import type { FhirConcept } from './resources.ts';

const LOINC = 'http://loinc.org';

/** LOINC (https://loinc.org): the study as a whole. */
export const ECG_STUDY: FhirConcept = {
  coding: [{ system: LOINC, code: '11524-6', display: 'EKG study' }],
  text: 'ECG',
};

/** HL7 v2 table 0074: the service is electrocardiac. R4 binds `DiagnosticReport.category` to that table. */
export const ELECTROCARDIAC: FhirConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'EC' }],
};

/** R4's categories of observations: made by a procedure, neither a laboratory's nor a picture. */
export const PROCEDURE: FhirConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'procedure' }],
};

/** R4's reasons for a missing value: there is one, but it is not known. The text tells why. */
export const UNKNOWN = { system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason', code: 'unknown' };

/**
 * LOINC codes of measurements, by the id in a bundle, where a code means the very same. The intervals are in HL7's US Core Clinical Test Codes
 * (https://hl7.org/fhir/us/core/ValueSet-us-core-clinical-test-codes.html), the heart rate in R4's vital signs.
 */
export const LOINC_CODES: Readonly<Record<string, NonNullable<FhirConcept['coding']>>> = {
  'rhythm.rateBpm': [{ system: LOINC, code: '8867-4', display: 'Heart rate' }],
  'intervals.prMs': [{ system: LOINC, code: '8625-6', display: 'P-R interval' }],
  'intervals.qrsMs': [{ system: LOINC, code: '8633-0', display: 'QRS duration' }],
  'intervals.qtMs': [{ system: LOINC, code: '8634-8', display: 'Q-T interval' }],
  'intervals.qtcFridericiaMs': [{ system: LOINC, code: '76634-5' }],
};

/** System of SNOMED CT's concepts. */
export const SNOMED_CT = 'http://snomed.info/sct';

/** System of UCUM's units. */
export const UCUM = 'http://unitsofmeasure.org';

/** UCUM codes (https://ucum.org/ucum) of the units in a bundle; `1` is of counts, ratios and probabilities. */
export const UCUM_CODES: Readonly<Record<string, string>> = {
  ms: 'ms',
  s: 's',
  '/min': '/min',
  '°': 'deg',
  '%': '%',
  'ms²': 'ms2',
  '1': '1',
};
