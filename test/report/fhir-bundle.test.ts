// @ts-expect-error: the package has no types
import JSONSchemaValidator from '@asymmetrik/fhir-json-schema-validator';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import {
  type EvidenceBundle,
  type FhirBundle,
  type FhirDiagnosticReport,
  type FhirObservation,
  fhirBundle,
} from '../../src/report/index.ts';
import { evidenceOf } from './evidence-of.ts';

const DISCLAIMER = 'For research and education. Not clinically validated.';
const simulated = (options: Partial<SimulationOptions>) =>
  simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1), ...options }).record;

const normal = await evidenceOf(simulated({ patient: { sex: 'female', ageYears: 56 } }));
const leadOff = await evidenceOf(simulated({ faults: [{ kind: 'lead-off', electrode: 'V2' }] }));
const short = await evidenceOf(simulated({ durationSec: 5 }));
const leftBlock = await evidenceOf(simulated({ morphology: 'left-bundle-branch-block' }));

/** By HL7's JSON Schema of R4, which refuses fields that it does not know. */
const schema: { validate(resource: unknown, verbose: boolean): readonly unknown[] } = new JSONSchemaValidator();

const reportOf = ({ entry }: FhirBundle) => entry[0]?.resource as FhirDiagnosticReport;
const observationsOf = ({ entry }: FhirBundle) => entry.slice(1).map(({ resource }) => resource as FhirObservation);
const named = (bundle: FhirBundle, text: string) => observationsOf(bundle).filter(({ code }) => code.text === text);
const kindOf = ({ category }: FhirObservation) => category[1]?.text;
const valueIn = ({ valueQuantity, valueString, valueBoolean }: FhirObservation) =>
  valueQuantity ?? valueString ?? valueBoolean;

describe.each(Object.entries({ normal, leadOff, short, leftBlock }))('the FHIR Bundle of %s', (_, evidence) => {
  test('keeps to the schema of R4 and is plain JSON', async () => {
    const bundle = await fhirBundle(evidence);
    expect(JSON.parse(JSON.stringify(bundle))).toEqual(bundle);
    expect(schema.validate(bundle, true)).toEqual([]);
  });

  test('is one preliminary report that refers to every observation, each with the disclaimer', async () => {
    const bundle = await fhirBundle(evidence);
    const urls = bundle.entry.map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
    for (const url of urls)
      expect(url).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const report = reportOf(bundle);
    expect(report).toMatchObject({ resourceType: 'DiagnosticReport', status: 'preliminary' });
    expect(report.conclusion.startsWith(DISCLAIMER)).toBe(true);
    expect(report.result.map(({ reference }) => reference)).toEqual(urls.slice(1));
    for (const one of observationsOf(bundle)) {
      expect(one).toMatchObject({ resourceType: 'Observation', status: 'preliminary' });
      expect(one.note.map(({ text }) => text)).toContain(DISCLAIMER);
    }
  });

  test('tells every measurement and every finding, and of each either a value or why there is none', async () => {
    const observations = observationsOf(await fhirBundle(evidence));
    expect(observations.filter((one) => kindOf(one) === 'measurement').map(valueIn)).toEqual(
      evidence.measurements.map(({ value }) =>
        typeof value === 'string' ? value : expect.objectContaining({ value, system: 'http://unitsofmeasure.org' }),
      ),
    );
    const levels = ['superclass', 'subclass', 'statement', 'named'];
    const decisions: Readonly<Record<string, unknown>> = { present: true, absent: false, undetermined: undefined };
    expect(observations.filter((one) => levels.includes(kindOf(one) ?? '')).map(valueIn)).toEqual(
      evidence.findings.map(({ decision }) => decisions[decision]),
    );
    for (const one of observations) expect(valueIn(one) === undefined).toBe(one.dataAbsentReason !== undefined);
  });
});

test('the schema refuses a field that R4 does not have, and a status of its own', async () => {
  const bundle = await fhirBundle(normal);
  for (const wrong of [{ finding: 'none' }, { status: 'automatic' }]) {
    const entry = bundle.entry.map((one) => ({ ...one, resource: { ...one.resource, ...wrong } }));
    expect(schema.validate({ ...bundle, entry }, true).length).toBeGreaterThan(0);
  }
});

describe('of a normal record', () => {
  test('intervals and rate carry LOINC codes and UCUM units', async () => {
    const bundle = await fhirBundle(normal);
    const coded = observationsOf(bundle).flatMap(({ code, valueQuantity }) =>
      (code.coding ?? [])
        .filter(({ system }) => system === 'http://loinc.org')
        .map((one) => [one.code, valueQuantity?.code]),
    );
    expect(Object.fromEntries(coded)).toEqual({
      '8867-4': '/min',
      '8625-6': 'ms',
      '8633-0': 'ms',
      '8634-8': 'ms',
      '76634-5': 'ms',
    });
    expect(named(bundle, 'QRS axis (axes.qrsDeg)')[0]?.valueQuantity).toMatchObject({ unit: '°', code: 'deg' });
  });

  test('a finding has its decision, its probability and its SNOMED CT concept; a subclass has none', async () => {
    const bundle = await fhirBundle(normal);
    const rhythm = observationsOf(bundle).find(({ code }) => code.text?.endsWith('(SR)'));
    expect(rhythm).toMatchObject({ valueBoolean: true, code: { coding: [{ system: 'http://snomed.info/sct' }] } });
    expect(rhythm?.component?.[0]).toMatchObject({ code: { text: 'probability' }, valueQuantity: { code: '1' } });
    expect(reportOf(bundle).conclusionCode).toContainEqual(rhythm?.code);
    const subclasses = observationsOf(bundle).filter((one) => kindOf(one) === 'subclass');
    expect(subclasses.length).toBeGreaterThan(10);
    expect(subclasses.filter(({ code }) => code.coding)).toEqual([]);
  });

  test('the subject is what the source states, and there is none where it states nothing', async () => {
    expect(reportOf(await fhirBundle(normal)).subject).toEqual({ type: 'Patient', display: 'female, 56 years' });
    const anonymous = await fhirBundle(leadOff);
    expect(anonymous.entry.filter(({ resource }) => resource.subject)).toEqual([]);
    expect(new Set(anonymous.entry.map(({ resource }) => resource.resourceType))).toEqual(
      new Set(['DiagnosticReport', 'Observation']),
    );
  });

  test.each([
    ['13:05:11 02/10/2019', '2019-10-02'],
    ['13:05:11', undefined],
    ['13:05:11 31/31/2019', undefined],
  ])('recorded at %s has the date %s', async (recordedAt, date) => {
    const dated: EvidenceBundle = { ...normal, record: { ...normal.record, recordedAt } };
    expect(reportOf(await fhirBundle(dated)).effectiveDateTime).toBe(date);
  });

  test('another bundle has other UUIDs, the same has the same', async () => {
    const [first, again, other] = await Promise.all([normal, normal, leftBlock].map(fhirBundle));
    expect(again).toEqual(first);
    expect(other?.entry[0]?.fullUrl).not.toBe(first?.entry[0]?.fullUrl);
  });
});

describe('with an electrode off', () => {
  test('what is not assessed appears with its reason and leads', async () => {
    const observations = observationsOf(await fhirBundle(leadOff));
    const missing = observations.filter((one) => kindOf(one) === 'not assessed');
    const expected = leadOff.notAssessed.flatMap(({ subjects }) => subjects);
    expect(expected.length).toBeGreaterThan(0);
    expect(missing).toHaveLength(expected.length);
    const voltage = missing.filter(({ code }) => code.text === 'signal: voltage');
    expect(voltage.flatMap(({ note }) => note.map(({ text }) => text)).join()).toContain('V2');
    for (const one of missing) expect(one.dataAbsentReason?.text).toMatch(/\w/);
  });

  test('no finding rests on it: what has a value names its leads, and V2 is not among them', async () => {
    const bundle = await fhirBundle(leadOff);
    const findings = observationsOf(bundle).filter(({ category }) =>
      /class|statement|named/.test(category[1]?.text ?? ''),
    );
    const decided = findings.filter(({ valueBoolean }) => valueBoolean !== undefined);
    expect(decided.length).toBeGreaterThan(0);
    expect(decided.flatMap(({ note }) => note).filter(({ text }) => /^leads: .*\bV2\b/.test(text))).toEqual([]);
    const undetermined = findings.filter(({ valueBoolean }) => valueBoolean === undefined);
    expect(undetermined.length).toBeGreaterThan(0);
    for (const one of undetermined) {
      expect(one.component).toBeUndefined();
      expect(one.dataAbsentReason?.text).toMatch(/\w/);
    }
  });
});

test('what 5 s cannot exclude is not told twice', async () => {
  const observations = observationsOf(await fhirBundle(short));
  const premature = observations.filter(({ code }) => /\bPVC\b/.test(code.text ?? ''));
  expect(premature.map(kindOf)).toEqual(['statement']);
  expect(premature[0]?.dataAbsentReason?.text).toMatch(/\w/);
  const withoutPause = { ...short, findings: short.findings.filter(({ class: name }) => name !== 'pause') };
  expect(named(await fhirBundle(short), 'finding: pause')).toHaveLength(0);
  expect(named(await fhirBundle(withoutPause), 'finding: pause')).toHaveLength(1);
});
