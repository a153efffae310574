import { describe, expect, test } from 'vitest';
import { detectBeats } from '../../src/beats/index.ts';
import { measureFlutterWaves } from '../../src/features/flutter-waves.ts';
import { NoValue } from '../../src/features/outcome.ts';
import { assessQuality } from '../../src/quality/index.ts';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, type SimulationOptions, simulateRecord } from '../../src/record/index.ts';

const simulated = (options: Partial<SimulationOptions>): EcgRecord =>
  simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 75, random: createRandom(1), ...options }).record;

const measured = (record: EcgRecord) => {
  const beats = detectBeats(record);
  return measureFlutterWaves(record, assessQuality(record, beats), beats);
};

describe('waves between QRS complexes', () => {
  test.each([60, 75, 100])(
    'flutter of 300/min is found at a ventricular rate of %i/min, with half of the power',
    (rate) => {
      const found = measured(simulated({ rhythm: 'atrial-flutter', heartRateBpm: rate }));
      // The simulator's flutter waves: 300/min; lines of ten seconds lie 6/min apart.
      expect(found).toMatchObject({ rateBpm: expect.closeTo(300, -0.5), share: expect.any(Number) });
      expect((found as { share: number }).share).toBeGreaterThan(0.5);
    },
  );

  test.each([
    ['sinus rhythm', {}],
    ['a fast sinus rhythm', { heartRateBpm: 130 }],
    ['atrial fibrillation', { rhythm: 'atrial-fibrillation' }],
    ['ventricular pacing', { rhythm: 'ventricular-paced' }],
    ['left bundle branch block', { morphology: 'left-bundle-branch-block' }],
  ] as const)('%s has none with as much', (_, options) => {
    expect((measured(simulated(options)) as { share: number }).share).toBeLessThan(0.5);
  });

  test('are not looked for in three seconds, nor in one lead', () => {
    expect(measured(simulated({ rhythm: 'atrial-flutter', durationSec: 3 }))).toEqual(
      new NoValue('flutter waves need 5 s, there are 3 s'),
    );
    const record = simulated({ rhythm: 'atrial-flutter' });
    const leads = { II: record.leads.II as Float32Array, V5: record.leads.V5 as Float32Array };
    expect(measured({ ...record, leads })).toEqual(
      new NoValue('flutter waves need two usable leads of II, III, aVF, V1, there are 1'),
    );
  });
});
