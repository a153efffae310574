import { describe, expect, test } from 'vitest';
import { qrsWaves } from '../../src/features/qrs-waves.ts';

const FS = 500;

/** A QRS of half sine waves of the given heights in mV, 20 ms each. */
function halfWaves(...heightsMv: readonly number[]): Float64Array {
  return Float64Array.from({ length: 10 * heightsMv.length + 1 }, (_, n) =>
    n === 10 * heightsMv.length ? 0 : (heightsMv[Math.floor(n / 10)] as number) * Math.sin((Math.PI * (n % 10)) / 10),
  );
}

const wavesOf = (lead: Float64Array) => qrsWaves(lead, 0, lead.length - 1, FS);

describe('qrsWaves', () => {
  test.each([
    [[-0.1, 1, -0.2], 'qRs', [-0.1, 1, -0.2, undefined]],
    [[0.2, -0.8], 'rS', [undefined, 0.2, -0.8, undefined]],
    [[0.3, -0.6, 0.7], 'rSR′', [undefined, 0.3, -0.6, 0.7]],
    [[-0.1, 0.3, -0.6, 0.2], 'qrSr′', [-0.1, 0.3, -0.6, 0.2]],
    [[-0.9], 'QS', [-0.9, undefined, -0.9, undefined]],
    [[1.2], 'R', [undefined, 1.2, undefined, undefined]],
    [[0.02, -0.7, 0.02], 'QS', [-0.7, undefined, -0.7, undefined]],
    [[0.4, -0.02, 0.5], 'R', [undefined, 0.5, undefined, undefined]],
    [[0.02, -0.02], '', [undefined, undefined, undefined, undefined]],
  ])('half waves of %j mV are %s', (heights, shape, amplitudes) => {
    const { q, r, s, rPrime, ...found } = wavesOf(halfWaves(...heights));
    expect(found.shape).toBe(shape);
    // Half waves of an even number of samples reach their height exactly.
    expect([q, r, s, rPrime].map((wave) => wave?.amplitudeMv)).toEqual(amplitudes);
  });

  test('durations run from one crossing of the level to the next', () => {
    const { q, r, s } = wavesOf(halfWaves(-0.1, 1, -0.2));
    for (const wave of [q, r, s]) expect(wave?.durationMs).toBeCloseTo(20, 6);
  });

  test('a notch that stays on one side of the level makes no new wave', () => {
    const notched = halfWaves(1, 1).map((mv, n) => (n > 4 && n < 16 ? Math.max(mv, 0.6) : mv));
    expect(wavesOf(notched).shape).toBe('R');
  });

  test('the rise to a raised ST behind S is no R′, and a sagging ST behind R is no S', () => {
    const raised = Float64Array.from([...halfWaves(0.2, -0.8), 0.05, 0.1, 0.15, 0.2]);
    expect(wavesOf(raised).shape).toBe('rS');
    const sagging = Float64Array.from([...halfWaves(1), -0.05, -0.1, -0.12, -0.15]);
    expect(wavesOf(sagging).shape).toBe('R');
  });

  test('a spike of one sample is no wave at 500 Hz', () => {
    const spike = halfWaves(0, 1).map((mv, n) => (n === 4 ? -0.3 : mv));
    expect(wavesOf(spike).shape).toBe('R');
  });

  test('turning a lead upside down turns every amplitude', () => {
    const upright = wavesOf(halfWaves(-0.1, 1, -0.2));
    const inverted = wavesOf(halfWaves(-0.1, 1, -0.2).map((mv) => -mv));
    expect(inverted.shape).toBe('rSr′');
    expect([inverted.r, inverted.s, inverted.rPrime].map((wave) => -(wave?.amplitudeMv ?? 0))).toEqual(
      [upright.q, upright.r, upright.s].map((wave) => wave?.amplitudeMv),
    );
  });
});
