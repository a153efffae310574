import { describe, expect, it } from 'vitest';
import { judgeCriteria } from '../../src/findings/index.ts';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import { compactBundle, drawReport, writeReport } from '../../src/report/index.ts';
import { GERMAN_CLASSES } from '../../src/report/text/german.table.ts';
import { inGerman } from '../../src/report/text/german-reasons.ts';
import { STATEMENTS, SUPERCLASSES } from '../../src/statements/index.ts';
import { ADULT, measurementsWith } from '../findings/measured-ecg.ts';
import { evidenceOf } from './evidence-of.ts';

/** English words that are no German ones, and no names of waves, leads or units. */
const ENGLISH =
  /\b(the|of|and|or|with|without|not|are|were|than|other|others|where|when|beats?|leads?|noise|samples?|record|rate|needs?|there|could|be|by|years|seconds|usable|missing|judged|met|only|each|every|any)\b/;

const simulated = (options: Partial<SimulationOptions>): EcgRecord =>
  simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1), ...options }).record;

const normalised = (record: EcgRecord): EcgRecord => ({ ...record, unit: 'normalised' });

const RECORDS: Readonly<Record<string, () => EcgRecord>> = {
  'lead off': () => simulated({ faults: [{ kind: 'lead-off', electrode: 'V2' }] }),
  'limb electrode off': () => simulated({ faults: [{ kind: 'lead-off', electrode: 'LA' }] }),
  'interchanged cables': () => simulated({ reversal: 'RA-LA' }),
  noise: () => simulated({ noise: { muscleRmsMv: 0.12, baselineWanderRmsMv: 0.3, mainsRmsMv: 0.1 } }),
  saturation: () => simulated({ faults: [{ kind: 'saturation', lead: 'V1', levelMv: 0.4 }] }),
  clipping: () => simulated({ faults: [{ kind: 'clipping', lead: 'V4', levelMv: 0.5 }] }),
  motion: () => simulated({ faults: [{ kind: 'electrode-motion', electrode: 'V3', amplitudeMv: 2 }] }),
  'five seconds': () => simulated({ durationSec: 5 }),
  'three seconds': () => simulated({ durationSec: 3 }),
  'standard deviations': () => normalised(simulated({})),
  fibrillation: () => simulated({ rhythm: 'atrial-fibrillation', heartRateBpm: 120 }),
  'complete block': () => simulated({ rhythm: 'av-block-3', heartRateBpm: 38 }),
  Wenckebach: () => simulated({ rhythm: 'av-block-2-wenckebach' }),
  bigeminy: () => simulated({ ectopy: { origin: 'ventricular', pattern: 'bigeminy' } }),
  'bundle branch block': () =>
    simulated({ morphology: 'left-bundle-branch-block', patient: { sex: 'male', ageYears: 30 } }),
  hyperkalaemia: () => simulated({ morphology: 'hyperkalaemia', patient: { sex: 'female', ageYears: 80 } }),
  child: () => simulated({ patient: { sex: 'female', ageYears: 9 } }),
  paced: () => simulated({ rhythm: 'ventricular-paced' }),
  hypertrophy: () => simulated({ morphology: 'left-ventricular-hypertrophy' }),
};

describe('German words', () => {
  it('are there for every class, statement and criterion', () => {
    const codes = [...SUPERCLASSES, ...STATEMENTS.map(({ code }) => code)];
    expect(codes.filter((code) => GERMAN_CLASSES[code] === undefined)).toEqual([]);
    const names = judgeCriteria({ measurements: measurementsWith(), patient: ADULT }).map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(70);
    for (const name of names) expect(inGerman(name)).not.toMatch(/„/);
  });

  it('are put together from parts: fields, lists, names of criteria inside of a reason', () => {
    expect(inGerman('noise above 40 Hz, 0.05 mV rms; lies 6.20 mV from zero')).toBe(
      'Rauschen über 40 Hz, 0,05 mV effektiv; liegt 6,20 mV von null entfernt',
    );
    expect(inGerman('present by the model, but absent by criteria: QTc ≥ 500 ms – not met')).toBe(
      'nach dem Modell vorhanden, nach Kriterien nicht vorhanden: QTc ≥ 500 ms – nicht erfüllt',
    );
    expect(inGerman('S V2, R peak time V6: there is no lead V2')).toBe(
      'S V2, Zeit bis zum R-Gipfel V6: es gibt keine Ableitung V2',
    );
    expect(inGerman('a.dat: 3 bytes after the last sample not read')).toBe(
      'a.dat: 3 Bytes nach dem letzten Wert nicht gelesen',
    );
  });

  it('quote what no table has, and leave nothing out', () => {
    expect(inGerman('noise above 40 Hz, of unknown origin')).toBe('„noise above 40 Hz, of unknown origin“');
  });
});

describe('a German report has no English words', () => {
  it.each(Object.keys(RECORDS))('of the record "%s"', async (name) => {
    const record = (RECORDS[name] as () => EcgRecord)();
    const bundle = await evidenceOf(record);
    for (const one of [bundle, compactBundle(bundle)]) {
      const texts = writeReport(one, 'de').flatMap(({ heading, sentences }) => [
        heading,
        ...sentences.map(({ text }) => text),
      ]);
      // A compact bundle cuts long reasons off, which can only be quoted then.
      const whole = one === bundle ? texts : texts.filter((text) => !text.includes('…'));
      for (const text of whole) {
        expect(text).not.toMatch(/„/);
        expect(text).not.toMatch(ENGLISH);
      }
    }
    const drawn = drawReport({ record, bundle, language: 'de' }).items;
    const words = drawn.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
    for (const text of words) expect(text).not.toMatch(ENGLISH);
  });
});
