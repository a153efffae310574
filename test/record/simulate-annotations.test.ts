import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SimulatedRhythm, simulationAnnotations } from '../../src/record/index.ts';
import { type Options, simulate } from './simulated.ts';

const symbols = (options: Partial<Options>) =>
  simulationAnnotations(simulate(options), options.morphology)
    .map(({ symbol }) => symbol)
    .join('');

describe('the annotations of a simulated record', () => {
  test('mark every wave by onset, peak and end', () => {
    expect(symbols({ heartRateBpm: 60, durationSec: 5 })).toContain('(p)(N)(t)(p)(N)(t)(p)(N)(t)');
    expect(symbols({ heartRateBpm: 60, rhythm: 'atrial-fibrillation' })).toContain('(N)(t)(N)(t)');
    expect(symbols({ heartRateBpm: 60, rhythm: 'atrial-fibrillation' })).not.toContain('p');
    expect(symbols({ heartRateBpm: 50, rhythm: 'av-block-2-mobitz', durationSec: 20 })).toContain('(p)(N)(t)(p)(p)(N)');
  });

  test.each([
    [{ morphology: 'left-bundle-branch-block' }, 'L'],
    [{ morphology: 'right-bundle-branch-block' }, 'R'],
    [{ ectopy: { origin: 'atrial', pattern: 'bigeminy' } }, 'A'],
    [{ ectopy: { origin: 'ventricular', pattern: 'bigeminy' } }, 'V'],
    [{ rhythm: 'av-block-3', heartRateBpm: 40 }, 'E'],
    [{ rhythm: 'ventricular-paced' }, '/'],
  ] as const)('call the beats of %o %s', (options, symbol) => {
    expect(symbols({ durationSec: 20, ...options }).replaceAll(/[()ptN]/g, '')).toMatch(
      new RegExp(`^\\${symbol}{5,}$`),
    );
  });

  test('are the fiducials, each once, in the order of time, and a bracket says whose it is', () => {
    const options = fc.record({
      rhythm: fc.constantFrom<SimulatedRhythm>('sinus', 'atrial-flutter', 'av-block-2-wenckebach'),
      heartRateBpm: fc.integer({ min: 40, max: 220 }),
      durationSec: fc.double({ min: 0.2, max: 6, noNaN: true }),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(options, (chosen) => {
        const simulation = simulate(chosen);
        const annotations = simulationAnnotations(simulation);
        const samples = annotations.map(({ sample }) => sample);
        expect(samples).toEqual([...samples].sort((a, b) => a - b));
        const marked = (symbol: string, num: number) =>
          annotations.flatMap((mark) => (mark.symbol === symbol && mark.num === num ? [mark.sample] : []));
        const truth = (name: 'pOn' | 'rPeak' | 'tOff' | 'qrsOff') =>
          simulation.beats.flatMap((beat) => beat.samples[name] ?? []).sort((a, b) => a - b);
        expect(marked('(', 0)).toEqual(truth('pOn'));
        expect(marked('N', 0)).toEqual(truth('rPeak'));
        expect(marked(')', 1)).toEqual(truth('qrsOff'));
        expect(marked(')', 2)).toEqual(truth('tOff'));
      }),
      { numRuns: 40 },
    );
  });
});
