import { beforeAll, describe, expect, test } from 'vitest';
import { measureRecord, type WaveNetwork } from '../../src/features/index.ts';
import { openWaveNetwork } from '../../src/features/node.ts';
import { type CriterionResult, decide, findingsByCriteria, judgeCriteria } from '../../src/findings/index.ts';
import type { ModelCard } from '../../src/models/index.ts';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, type SimulationOptions, simulateRecord } from '../../src/record/index.ts';

let network: WaveNetwork;
beforeAll(async () => {
  network = await openWaveNetwork();
});

/** Criteria and quality of a simulated man of 60 years. */
async function judge(record: EcgRecord) {
  const { measurements, quality } = await measureRecord(network, record);
  const criteria = judgeCriteria({ measurements, patient: record.patient });
  return { criteria, quality, byId: (id: string) => criteria.find((one) => one.id === id) as CriterionResult };
}

const simulated = (options: Partial<SimulationOptions> = {}): EcgRecord =>
  simulateRecord({
    fs: 500,
    durationSec: 10,
    heartRateBpm: 66,
    random: createRandom(3),
    patient: { sex: 'male', ageYears: 60 },
    ...options,
  }).record;

/** What each simulated heart must show, and what a healthy one does not. */
const SHOWN: readonly (readonly [string, Partial<SimulationOptions>, readonly string[]])[] = [
  ['left bundle branch block', { morphology: 'left-bundle-branch-block' }, ['complete-lbbb']],
  ['right bundle branch block', { morphology: 'right-bundle-branch-block' }, ['complete-rbbb']],
  [
    'left anterior fascicular block',
    { morphology: 'left-anterior-fascicular-block' },
    ['left-anterior-fascicular-block', 'left-axis-deviation'],
  ],
  [
    'left posterior fascicular block',
    { morphology: 'left-posterior-fascicular-block' },
    ['left-posterior-fascicular-block', 'right-axis-deviation'],
  ],
  ['pre-excitation', { morphology: 'wolff-parkinson-white' }, ['wpw-pattern', 'short-pr']],
  ['left ventricular hypertrophy', { morphology: 'left-ventricular-hypertrophy' }, ['sokolow-lyon']],
  ['anterior infarction', { morphology: 'anterior-infarction' }, ['q-anteroseptal', 'st-elevation-anteroseptal']],
  ['inferior infarction', { morphology: 'inferior-infarction' }, ['q-inferior', 'st-elevation-inferior']],
  ['lateral infarction', { morphology: 'lateral-infarction' }, ['q-lateral', 'st-elevation-lateral']],
  ['ischaemia', { morphology: 'ischaemic-st-depression' }, ['st-depression-lateral', 'st-depression-inferior']],
  ['long QT', { morphology: 'long-qt' }, ['prolonged-qtc', 'qtc-500']],
  ['hyperkalaemia', { morphology: 'hyperkalaemia' }, ['tall-t', 'hyperkalaemia-hint', 'prolonged-pr']],
  ['atrial fibrillation', { rhythm: 'atrial-fibrillation' }, ['atrial-fibrillation']],
  ['atrial flutter', { rhythm: 'atrial-flutter', heartRateBpm: 75 }, ['atrial-flutter']],
  ['atrial flutter with another ratio', { rhythm: 'atrial-flutter', heartRateBpm: 100 }, ['atrial-flutter']],
  ['first-degree AV block', { rhythm: 'av-block-1' }, ['prolonged-pr']],
  ['Wenckebach periods', { rhythm: 'av-block-2-wenckebach' }, ['mobitz-1']],
  ['Mobitz type II', { rhythm: 'av-block-2-mobitz' }, ['mobitz-2']],
  ['complete AV block', { rhythm: 'av-block-3', heartRateBpm: 30 }, ['complete-block', 'bradycardia']],
  ['ventricular pacing', { rhythm: 'ventricular-paced' }, ['paced-beats']],
  ['a slow sinus rhythm', { heartRateBpm: 45 }, ['sinus-bradycardia']],
  ['a fast sinus rhythm', { heartRateBpm: 110 }, ['sinus-tachycardia']],
];

describe('criteria on simulated records', () => {
  test.each(SHOWN)('%s is seen, and a healthy heart does not show it', async (_, options, ids) => {
    const { criteria } = await judge(simulated(options));
    const met = criteria.filter((criterion) => criterion.met).map(({ id }) => id);
    expect(met).toEqual(expect.arrayContaining([...ids]));
    const healthy = await judge(simulated());
    for (const id of ids) expect(healthy.byId(id).met, id).toBe(false);
  });

  test('nothing is concluded from voltages where millivolts are lost', async () => {
    const { byId } = await judge({ ...simulated({ morphology: 'left-ventricular-hypertrophy' }), unit: 'normalised' });
    for (const id of ['sokolow-lyon', 'cornell-voltage', 'q-inferior', 'st-elevation-inferior', 'low-limb-voltage']) {
      expect(byId(id).met, id).toBeUndefined();
      expect(byId(id).reason, id).toContain('the record has lost its millivolts');
    }
    expect(byId('prolonged-pr').met).toBe(false);
  });
});

const card = {
  input: { leads: ['I', 'II', 'V1', 'V2', 'V3', 'V4', 'V5', 'V6'] },
  decisions: { superdiagnostic: { HYP: { threshold: 0.5, positives: 99 } } },
} as unknown as ModelCard;
const prediction = {
  tasks: { superdiagnostic: [{ class: 'HYP', probability: 0.9, calibrated: true }] },
  windows: 1,
  warnings: [],
};

describe('what quality refuses is not relied upon', () => {
  test('with V1 off, what needs V1 is not judged, and the model decides nothing', async () => {
    const record = simulated({
      morphology: 'left-ventricular-hypertrophy',
      faults: [{ kind: 'lead-off', electrode: 'V1' }],
    });
    const { byId, criteria, quality } = await judge(record);
    expect(byId('sokolow-lyon').met).toBeUndefined();
    expect(byId('sokolow-lyon').reason).toMatch(/S V1: the lead is not usable/);
    expect(byId('prolonged-pr').met).toBe(false);
    const { superdiagnostic } = decide(prediction, card, { criteria, quality });
    expect(superdiagnostic?.[0]).toMatchObject({ decision: 'undetermined', leads: [] });
    expect(superdiagnostic?.[0]?.reasons[0]).toContain('V1');
  });

  test('with RA and LA interchanged, neither axis nor limb leads are judged, but intervals are', async () => {
    const { byId, criteria, quality } = await judge(simulated({ reversal: 'RA-LA' }));
    expect(quality.reversal).toBe('RA-LA');
    for (const id of ['left-axis-deviation', 'right-axis-deviation', 'q-inferior', 'low-limb-voltage'])
      expect(byId(id).met, id).toBeUndefined();
    expect(byId('right-axis-deviation').reason).toContain('two usable limb leads');
    expect(byId('prolonged-pr').met).toBe(false);
    const { superdiagnostic } = decide(prediction, card, { criteria, quality });
    expect(superdiagnostic?.[0]).toMatchObject({ decision: 'undetermined' });
    expect(superdiagnostic?.[0]?.reasons[0]).toContain('RA-LA seem interchanged');
  });

  test('five seconds are enough for intervals and voltages', async () => {
    const { byId } = await judge(simulated({ durationSec: 5, morphology: 'right-bundle-branch-block' }));
    expect(byId('complete-rbbb').met).toBe(true);
    expect(byId('prolonged-pr').met).toBe(false);
  });

  test('in noise that spoils intervals no finding rests on them', async () => {
    const { criteria, quality } = await judge(simulated({ noise: { muscleRmsMv: 0.4 } }));
    expect(quality.usableFor.intervals).toBe(false);
    const rest = findingsByCriteria(criteria).filter(({ decision }) => decision !== 'undetermined');
    expect(rest.map((finding) => finding.class)).not.toEqual(
      expect.arrayContaining(['1AVB', 'CRBBB', 'CLBBB', 'LNGQT', 'WPW']),
    );
  });
});
