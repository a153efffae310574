import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { approximateTokens, type EvidenceBundle, evidenceSchema, type FhirBundle } from '../../src/report/index.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const disclaimer = 'For research and education. Not clinically validated.';

function recordOf(name: string, options: Partial<SimulationOptions> = {}): string {
  const path = join(folder, name);
  const base = { fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1), name };
  writeRecordFile(simulateRecord({ ...base, ...options }).record, path);
  return path;
}

function report(name: string, ...args: readonly string[]): string {
  const path = join(folder, name);
  const { code, stderr } = einthoven('diagnose', recordOf('good'), '--report', path, ...args);
  expect(stderr).toBe(`wrote ${path}\n`);
  expect(code).toBe(0);
  return readFileSync(path, 'utf8');
}

function bundleOf(name: string, options: Partial<SimulationOptions>): EvidenceBundle {
  const path = join(folder, `${name}.json`);
  einthoven('diagnose', recordOf(name, options), '--report', path);
  return evidenceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

describe('einthoven diagnose --report', () => {
  it('writes the bundle as JSON, and a compact one below 2,000 tokens', () => {
    const whole = evidenceSchema.parse(JSON.parse(report('whole.json')));
    const text = report('compact.json', '--compact');
    expect(evidenceSchema.parse(JSON.parse(text)).record).toEqual(whole.record);
    expect(approximateTokens(text)).toBeLessThan(2000);
  });

  it('writes sentences in the language that is asked for', () => {
    expect(report('en.md')).toContain('## Findings\n\n- Present: normal ECG');
    expect(report('de.md', '--language', 'de')).toContain('## Befunde\n\n- Vorhanden: normales EKG');
  });

  it('draws tracing, findings, measurements and disclaimer on one page, as SVG and as PDF', () => {
    for (const page of [report('page.svg'), report('page.pdf')]) {
      for (const words of [disclaimer, 'Present: normal ECG', 'PR interval', '25 mm/s   10 mm/mV']) {
        expect(page).toContain(words);
      }
    }
  });

  it('tells and draws with --explain which waves the present superclass rests on', () => {
    const bundle = evidenceSchema.parse(JSON.parse(report('explained.json', '--explain')));
    const explained = bundle.findings.filter(({ attribution }) => attribution !== undefined);
    expect(explained.map(({ class: name, level }) => [name, level])).toEqual([['NORM', 'superclass']]);
    expect(explained[0]?.attribution?.parts[0]?.lead).toMatch(/^(I|II|III|aV[RLF]|V[1-6])$/);
    expect(report('explained.svg', '--explain')).toContain('Colours: orange speaks for NORM');
  });

  it('writes with --fhir a Bundle whose report names the record', () => {
    const path = join(folder, 'fhir.json');
    const { code, stderr } = einthoven('diagnose', recordOf('good'), '--fhir', path);
    expect([code, stderr]).toEqual([0, `wrote ${path}\n`]);
    const bundle: FhirBundle = JSON.parse(readFileSync(path, 'utf8'));
    expect(bundle.entry[0]?.resource).toMatchObject({
      resourceType: 'DiagnosticReport',
      identifier: [{ value: 'good' }],
      conclusion: expect.stringContaining(disclaimer),
    });
  });

  it.each([
    ['a format that there is not', ['--report', 'a.docx'], /--report.*must end in \.json/],
    ['two records', [recordOf('second'), '--report', 'a.json'], /--report needs one record, got 2/],
    ['no measurements', ['--model-only', '--report', 'a.json'], /--report needs the measurements/],
    ['two records as FHIR', [recordOf('second'), '--fhir', 'a.json'], /--fhir needs one record, got 2/],
    ['nothing to explain in', ['--explain'], /need --report/],
  ])('refuses %s', (_, args, message) => {
    const { code, stderr } = einthoven('diagnose', recordOf('good'), ...args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
    expect(existsSync('a.json')).toBe(false);
  });
});

describe('what could not be assessed is said, and no finding rests on it', () => {
  const decided = ({ findings }: EvidenceBundle) => findings.filter(({ decision }) => decision !== 'undetermined');
  const refused = (bundle: EvidenceBundle, use: string) =>
    bundle.notAssessed.filter(({ kind, subjects }) => kind === 'use' && subjects.includes(use));

  it('with an electrode off', () => {
    const bundle = bundleOf('off', { faults: [{ kind: 'lead-off', electrode: 'V2' }] });
    expect(refused(bundle, 'voltage').flatMap(({ leads }) => leads)).toContain('V2');
    expect(refused(bundle, 'model').length).toBeGreaterThan(0);
    expect(decided(bundle).filter(({ leads }) => leads.includes('V2'))).toEqual([]);
    expect(decided(bundle).filter(({ agreement }) => agreement === 'model-only' || agreement === 'agree')).toEqual([]);
  });

  it('with interchanged cables', () => {
    const bundle = bundleOf('reversed', { reversal: 'RA-LA' });
    expect(bundle.quality.reversal).toBe('RA-LA');
    expect(refused(bundle, 'voltage').flatMap(({ leads }) => leads)).toEqual(
      expect.arrayContaining(['I', 'II', 'aVL']),
    );
    expect(decided(bundle).flatMap(({ leads }) => leads)).not.toContain('I');
  });

  it('with noise of a tenth of the power of the signal (10 dB)', () => {
    const clean = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1) }).record;
    const samples = Object.values(clean.leads).flatMap((lead) => [...lead]);
    const power = samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length;
    const bundle = bundleOf('noisy', { noise: { muscleRmsMv: Math.sqrt(power / 10) } });
    expect(bundle.quality.leads.some(({ reasons }) => reasons.some(({ code }) => code === 'muscle'))).toBe(true);
    expect(bundle.notAssessed.length).toBeGreaterThan(0);
    const spoilt = new Set(refused(bundle, 'st').flatMap(({ leads }) => leads));
    const ofCriteria = decided(bundle).filter(({ agreement }) => agreement === 'criteria-only');
    expect(
      ofCriteria.filter(
        ({ class: name, leads }) => /st-|STE_|STD_/.test(name) && leads.some((lead) => spoilt.has(lead)),
      ),
    ).toEqual([]);
  });

  it('with 5 s, which cannot exclude what comes and goes', () => {
    const bundle = bundleOf('short', { durationSec: 5 });
    expect(bundle.notAssessed.map(({ reason }) => reason).join()).toContain('5.0 s were recorded');
    const absent = bundle.findings.filter(({ decision }) => decision === 'absent').map(({ class: name }) => name);
    for (const name of ['PVC', 'PAC', 'BIGU', 'SVARR']) expect(absent).not.toContain(name);
  });
});
