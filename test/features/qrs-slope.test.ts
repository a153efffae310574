import { describe, expect, test } from 'vitest';
import { fusedBySlope } from '../../src/features/qrs-slope.ts';
import { createRandom } from '../../src/random.ts';
import { type SimulationOptions, simulateRecord } from '../../src/record/index.ts';
import { trueBeats, trueWaves } from './simulated-truth.ts';

/** By how many ms the boundaries of QRS move in each normal beat, when those given lie so far outside of the true ones. */
function movedMs(outsideMs: number, options: Partial<SimulationOptions> = {}, only?: string) {
  const random = createRandom(6);
  const simulation = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random, ...options });
  const { record, beats } = simulation;
  const by = Math.round((outsideMs / 1000) * record.fs);
  const { leads: all, ...waves } = trueWaves(simulation);
  const leads = only === undefined ? all : { [only]: all[only] ?? [] };
  const given = waves.fused.map((entry) => {
    const { qrsOn, qrsOff } = entry;
    return {
      ...entry,
      qrsOn: qrsOn === undefined ? qrsOn : qrsOn - by,
      qrsOff: qrsOff === undefined ? qrsOff : qrsOff + by,
    };
  });
  const found = fusedBySlope(record, trueBeats(simulation), { ...waves, leads, fused: given });
  const ms = (a: number | undefined, b: number | undefined) =>
    (1000 * ((a ?? Number.NaN) - (b ?? Number.NaN))) / record.fs;
  return beats.flatMap(({ type, samples }, i) =>
    samples.qrsOn === undefined || samples.qrsOff === undefined
      ? []
      : [{ type, on: ms(found[i]?.qrsOn, given[i]?.qrsOn), off: ms(found[i]?.qrsOff, given[i]?.qrsOff) }],
  );
}

describe('fusedBySlope', () => {
  test('moves boundaries that lie 10 ms outside of QRS by about half of that towards it', () => {
    const moved = movedMs(10);
    expect(moved.length).toBeGreaterThan(9);
    for (const { on, off } of moved) {
      // Half of 10 ms, give or take 2 ms: the slope begins where the simulator's 20 µV are reached, within 4 ms.
      expect(Math.abs(on - 5)).toBeLessThanOrEqual(2);
      expect(Math.abs(off + 5)).toBeLessThanOrEqual(2);
    }
  });

  test('moves true boundaries by 2 ms at most, and the same in all beats', () => {
    const moved = movedMs(0);
    for (const { on, off } of moved) {
      expect(Math.abs(on)).toBeLessThanOrEqual(2);
      expect(Math.abs(off)).toBeLessThanOrEqual(2);
    }
    expect(new Set(moved.map(({ on, off }) => `${on.toFixed(0)} ${off.toFixed(0)}`)).size).toBe(1);
  });

  test.each<readonly [string, Partial<SimulationOptions>]>([
    ['without noise', {}],
    ['with mains hum', { noise: { mainsRmsMv: 0.05 } }],
    ['with muscle noise', { noise: { muscleRmsMv: 0.1 } }],
  ])('moves no boundary by more than 6 ms, %s', (_, options) => {
    for (const outsideMs of [0, 20, 40]) {
      for (const { on, off } of movedMs(outsideMs, options)) {
        expect(Math.max(Math.abs(on), Math.abs(off))).toBeLessThanOrEqual(6 + 1e-6);
      }
    }
    const far = movedMs(40, options);
    expect(far.map(({ on }) => Math.round(on))).toEqual(far.map(() => 6));
  });

  test('leaves beats of another class as they are', () => {
    const moved = movedMs(10, { ectopy: { origin: 'ventricular', pattern: 'bigeminy' } });
    const ventricular = moved.filter(({ type }) => type === 'ventricular');
    expect(ventricular.length).toBeGreaterThan(3);
    for (const { on, off } of ventricular) expect([Math.abs(on), Math.abs(off)]).toEqual([0, 0]);
    expect(moved.find(({ type }) => type === 'normal')?.on).toBeGreaterThan(0);
  });

  test('tells nothing of a single lead', () => {
    for (const { on, off } of movedMs(10, {}, 'II')) expect([Math.abs(on), Math.abs(off)]).toEqual([0, 0]);
  });

  test('tells nothing below 250 Hz, where samples are further apart than the slope is wide', () => {
    for (const { on, off } of movedMs(10, { fs: 100 })) expect([Math.abs(on), Math.abs(off)]).toEqual([0, 0]);
  });
});
