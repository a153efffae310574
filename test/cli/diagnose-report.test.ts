import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

  it('explains with --explain-class what is asked for, present or not, and draws the first', () => {
    const path = join(folder, 'asked.json');
    const args = ['--explain-class', 'MI', '--explain-class', 'AFIB'];
    expect(einthoven('diagnose', recordOf('good'), '--report', path, ...args).code).toBe(0);
    const { findings } = evidenceSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    const explained = findings.filter(({ attribution }) => attribution !== undefined);
    expect(explained.map(({ class: name, decision }) => [name, decision])).toEqual([
      ['MI', 'absent'],
      ['AFIB', 'absent'],
    ]);
    expect(explained[0]?.attribution?.completenessError).toBeLessThan(0.2);
    expect(report('asked.svg', ...args)).toContain('What AFIB rests on is told below in words only.');
  });

  it('says so where no superclass is present that could be explained', () => {
    const off = recordOf('nothing', { faults: [{ kind: 'lead-off', electrode: 'V2' }] });
    const { code, stderr } = einthoven('diagnose', off, '--report', join(folder, 'nothing.md'), '--explain');
    expect(code).toBe(0);
    expect(stderr).toContain('nothing is explained: no superclass is present');
  });

  it('adjusts probabilities with --prevalence, of the command line or of a file, and says so', () => {
    const rates = join(folder, 'rates.json');
    writeFileSync(rates, JSON.stringify({ MI: 0.01 }));
    const probability = (...args: readonly string[]) => {
      const { stdout } = einthoven('diagnose', recordOf('good'), '--json', ...args);
      const { findings, warnings } = JSON.parse(stdout);
      const [mi] = findings.superdiagnostic.filter((one: { class: string }) => one.class === 'MI');
      return { mi: mi.probability as number, warnings: warnings as readonly string[] };
    };
    const [usual, rare, fromFile] = [
      probability(),
      probability('--prevalence', 'MI=0.01'),
      probability('--prevalence', rates),
    ];
    expect(rare.mi).toBeLessThan(usual.mi);
    expect(fromFile).toEqual(rare);
    expect(rare.warnings).toContain('probabilities are adjusted to prevalences of MI 1 %');
    expect(usual.warnings).toEqual([]);
  });

  it('decides with --no-abstain by thresholds alone', () => {
    const of = (...args: readonly string[]) =>
      JSON.parse(einthoven('diagnose', recordOf('good'), '--json', ...args).stdout).findings.superdiagnostic;
    const decided: readonly { decision: string; confidenceSet?: object }[] = of('--no-abstain');
    expect(of().every((one: { confidenceSet?: object }) => one.confidenceSet !== undefined)).toBe(true);
    expect(decided.every(({ confidenceSet }) => confidenceSet === undefined)).toBe(true);
    expect(decided.map(({ decision }) => decision)).not.toContain('undetermined');
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
    ['a prevalence that is none', ['--prevalence', 'MI=1.5'], /--prevalence.*above 0 and below 1/],
    ['a class that the model has not', ['--prevalence', 'FLU=0.1'], /must have a class of that name, got FLU/],
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
