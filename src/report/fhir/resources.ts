/**
 * A Bundle of HL7 FHIR R4 (4.0.1, https://hl7.org/fhir/R4/). These types have the names of the specification, and of its fields those that this
 * package writes.
 */
export interface FhirBundle {
  readonly resourceType: 'Bundle';
  readonly type: 'collection';
  readonly entry: readonly FhirEntry[];
}

/** One resource of a Bundle. */
export interface FhirEntry {
  /** `urn:uuid:…`, by which others refer to it. */
  readonly fullUrl: string;
  readonly resource: FhirDiagnosticReport | FhirObservation;
}

/** The report of one ECG, which refers to its observations. */
export interface FhirDiagnosticReport {
  readonly resourceType: 'DiagnosticReport';
  readonly language: 'en';
  readonly identifier: readonly { readonly value: string }[];
  readonly status: 'preliminary';
  readonly category: readonly FhirConcept[];
  readonly code: FhirConcept;
  readonly subject?: FhirReference;
  readonly effectiveDateTime?: string;
  readonly result: readonly FhirReference[];
  readonly conclusion: string;
  readonly conclusionCode?: readonly FhirConcept[];
}

/** A measurement, a finding, or what could not be assessed. */
export interface FhirObservation {
  readonly resourceType: 'Observation';
  readonly language: 'en';
  readonly status: 'preliminary';
  readonly category: readonly FhirConcept[];
  readonly code: FhirConcept;
  readonly subject?: FhirReference;
  readonly effectiveDateTime?: string;
  readonly valueQuantity?: FhirQuantity;
  readonly valueString?: string;
  readonly valueBoolean?: boolean;
  /** Instead of a value. */
  readonly dataAbsentReason?: FhirConcept;
  readonly note: readonly { readonly text: string }[];
  readonly method?: FhirConcept;
  readonly device: FhirReference;
  readonly component?: readonly { readonly code: FhirConcept; readonly valueQuantity: FhirQuantity }[];
}

/** CodeableConcept */
export interface FhirConcept {
  readonly coding?: readonly { readonly system: string; readonly code: string; readonly display?: string }[];
  readonly text?: string;
}

/** Quantity in units of UCUM. */
export interface FhirQuantity {
  readonly value: number;
  readonly unit: string;
  readonly system?: string;
  readonly code?: string;
}

/** Reference; without `reference` it names what has no resource of its own. */
export interface FhirReference {
  readonly reference?: string;
  readonly type?: 'Patient' | 'Device';
  readonly identifier?: { readonly value: string };
  readonly display?: string;
}
