import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import {
  compactBundle,
  type EvidenceBundle,
  REPORT_LANGUAGES,
  type ReportLanguage,
  reportMarkdown,
  type Sentence,
  writeReport,
} from '../../src/report/index.ts';
import { evidenceOf } from './evidence-of.ts';

const simulated = (options: Partial<SimulationOptions>) =>
  simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1), ...options }).record;

const bundles: Readonly<Record<string, EvidenceBundle>> = {
  normal: await evidenceOf(simulated({ patient: { sex: 'male', ageYears: 90, ageIsLowerBound: true } })),
  'lead off': await evidenceOf(simulated({ faults: [{ kind: 'lead-off', electrode: 'V2' }] })),
  'bundle branch block': await evidenceOf(simulated({ morphology: 'left-bundle-branch-block' })),
};
const sentencesOf = (bundle: EvidenceBundle, language: ReportLanguage) =>
  writeReport(bundle, language).flatMap(({ sentences }) => sentences);

/** The value at a JSON pointer, and the bundle with another one there. */
function at(bundle: EvidenceBundle, pointer: string): { readonly value: unknown; readonly changed: EvidenceBundle } {
  const changed = structuredClone(bundle) as unknown as Record<string, unknown>;
  const keys = pointer.slice(1).split('/');
  const last = keys.pop() as string;
  const parent = keys.reduce<Record<string, unknown>>((place, key) => place[key] as Record<string, unknown>, changed);
  const value = parent[last];
  parent[last] = another(value);
  return { value, changed: changed as unknown as EvidenceBundle };
}

const ANOTHER: Readonly<Record<string, string>> = {
  present: 'absent',
  absent: 'present',
  undetermined: 'present',
  male: 'female',
  female: 'male',
  'model-only': 'conflict',
  agree: 'conflict',
  conflict: 'agree',
  'criteria-only': 'agree',
  undecided: 'agree',
  use: 'finding',
  finding: 'use',
  measurement: 'use',
  criterion: 'use',
  'rhythm.rateBpm': 'intervals.pMs',
};

function another(value: unknown): unknown {
  if (typeof value === 'number') return value === 0 ? 1.37 : value > 0 && value <= 1 ? 1 - value * 0.61 : value + 1007;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string')
    return ANOTHER[value] ?? (value.includes('.') && !value.includes(' ') ? 'rhythm.rateBpm' : `${value} other`);
  return Array.isArray(value) ? [...value, 'other'] : { sex: 'female' };
}

describe.each(REPORT_LANGUAGES)('a report in the language %s', (language) => {
  describe.each(Object.keys(bundles))('of the record "%s"', (name) => {
    const whole = bundles[name] as EvidenceBundle;
    describe.each([
      ['full', whole],
      ['compact', compactBundle(whole)],
    ] as const)('from the %s bundle', (_, bundle) => {
      const sentences = sentencesOf(bundle, language);

      test('has no sentence without a pointer, and no pointer to nothing', () => {
        expect(sentences.length).toBeGreaterThan(8);
        for (const { text, from } of sentences) {
          expect(from.length, text).toBeGreaterThan(0);
          for (const pointer of from) expect(at(bundle, pointer).value, `${pointer} of ${text}`).toBeDefined();
        }
      });

      test('changes a sentence when a field that it points to changes', () => {
        const texts = (list: readonly Sentence[]) => list.map(({ text }) => text);
        for (const { text, from } of sentences) {
          for (const pointer of from) {
            const { changed } = at(bundle, pointer);
            expect(texts(sentencesOf(changed, language)), `${pointer} of ${text}`).not.toContain(text);
          }
        }
      });
    });
  });

  test('ends with the disclaimer', () => {
    expect(reportMarkdown(bundles.normal as EvidenceBundle, language)).toMatch(
      /Not clinically validated\.|Nicht klinisch validiert\./,
    );
  });
});

test('English and German say the same from the same fields', () => {
  for (const bundle of Object.values(bundles)) {
    const [english, german] = REPORT_LANGUAGES.map((language) => sentencesOf(bundle, language).map(({ from }) => from));
    expect(german).toEqual(english);
  }
});

test('a report in Markdown has a heading per section and a line per sentence, with decimal commas in German', () => {
  const [english, german] = REPORT_LANGUAGES.map((language) =>
    reportMarkdown(bundles.normal as EvidenceBundle, language),
  );
  expect(english).toMatch(
    /^# ECG report\n\n## Record\n\n- Record simulated: 12 leads, 10\.0 s at 500 Hz; patient: male, at least 90 years\.\n/,
  );
  expect(german).toMatch(
    /^# EKG-Bericht\n\n## Aufzeichnung\n\n- Aufzeichnung simulated: 12 Ableitungen, 10,0 s mit 500 Hz; Patient: männlich, mindestens 90 Jahre\.\n/,
  );
  expect(english).toContain('- Present: normal ECG (NORM) (probability 0.');
  expect(german).toContain('- Vorhanden: normales EKG (NORM) (Wahrscheinlichkeit 0,');
});

test('underscores and stars of names do not become emphasis', () => {
  const bundle = bundles.normal as EvidenceBundle;
  const renamed = { ...bundle, record: { ...bundle.record, name: 'a_b_*c*' } };
  expect(reportMarkdown(renamed)).toContain('Record a\\_b\\_\\*c\\*:');
});
