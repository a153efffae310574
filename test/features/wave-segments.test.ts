import { describe, expect, test } from 'vitest';
import { waveSegments } from '../../src/features/wave-segments.ts';

const rule = { threshold: 0.25, bridgeSec: 0.02, leastSec: 0.03 };
/** A probability that rises and falls on straight lines around a plateau. */
const hill = (length: number, from: number, to: number, height = 1, slope = 5) =>
  Float32Array.from(
    { length },
    (_, i) => height * Math.max(0, Math.min(1, 0.5 + (i - from) / slope, 0.5 + (to - i) / slope)),
  );

describe('stretches in which a wave is probable', () => {
  test('begin and end where a straight rise or fall crosses one half, between samples too', () => {
    const [segment] = waveSegments(hill(250, 100.4, 130.7), rule);
    // A sum over samples stands for the area under the line: within a twentieth of a sample, 0.2 ms.
    expect(Math.abs((segment?.onSec ?? 0) - 100.4 / 250)).toBeLessThan(0.0002);
    expect(Math.abs((segment?.offSec ?? 0) - 130.7 / 250)).toBeLessThan(0.0002);
  });

  test('of a faint wave begin and end at half of its own maximum', () => {
    const [segment] = waveSegments(hill(250, 100, 130, 0.3), rule);
    expect(segment?.onSec).toBeCloseTo(0.4, 6);
    expect(segment?.offSec).toBeCloseTo(0.52, 6);
  });

  test('that do not reach the threshold are none', () => {
    expect(waveSegments(hill(250, 100, 130, 0.24), rule)).toEqual([]);
  });

  test('shorter than the shortest wave are none', () => {
    expect(waveSegments(hill(250, 100, 106, 1, 1), rule)).toEqual([]);
    expect(waveSegments(hill(250, 100, 109, 1, 1), rule)).toHaveLength(1);
  });

  test('with a short interruption are one, with a long one two', () => {
    const interrupted = (samples: number) => hill(250, 100, 130).fill(0, 114, 114 + samples);
    expect(waveSegments(interrupted(5), rule)).toHaveLength(1);
    expect(waveSegments(interrupted(8), rule)).toHaveLength(2);
  });

  test('that reach an end of the record have no boundary there', () => {
    const [first] = waveSegments(hill(250, -20, 20), rule);
    const [last] = waveSegments(hill(250, 230, 270), rule);
    expect([first?.onSec, last?.offSec]).toEqual([undefined, undefined]);
    expect([first?.offSec, last?.onSec].every((sec) => sec !== undefined)).toBe(true);
  });

  test('of no samples are none', () => {
    expect(waveSegments(new Float32Array(0), rule)).toEqual([]);
  });
});
