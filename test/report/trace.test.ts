import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { drawEnvelope, drawTrace, type TraceScale } from '../../src/report/index.ts';
import { minMaxPyramid, pyramidEnvelope } from '../../src/signal/index.ts';

const scale: TraceScale = { fs: 500, speedMmPerSec: 25, gainMm: 10, originSec: 0, baseline: 0 };
const random = createRandom(3);
const lead = Float32Array.from({ length: 5000 }, () => 0.3 * random.normal());

describe('the trace of a stretch', () => {
  test('stands at the height that the baseline says', () => {
    const flat = new Float32Array(1000).fill(0.7);
    expect(drawTrace(flat, 0, 1.998, { ...scale, baseline: 0.5 }).runs[0]).toEqual([
      0,
      expect.closeTo(-2, 5),
      expect.closeTo(49.95, 9),
      expect.closeTo(-2, 5),
    ]);
  });

  test('of a part of the lead that begins at startSec is that of the whole lead', () => {
    const whole = drawTrace(lead, 4, 6, { ...scale, originSec: 4 });
    const part = drawTrace(lead.subarray(1500, 4000), 4, 6, { ...scale, originSec: 4, startSec: 3 });
    expect(part.runs[0]?.length).toBeGreaterThan(100);
    expect(part.runs[0]).toEqual(whole.runs[0]?.map((mm) => expect.closeTo(mm, 9)));
  });

  test('keeps the same points wherever the drawing begins', () => {
    const timesFrom = (originSec: number) => {
      const points = drawTrace(lead, 3, 5, { ...scale, originSec }).runs[0] ?? [];
      return points.filter((_, n) => n % 2 === 0).map((mm) => Math.round((mm / 25 + originSec) * 500));
    };
    expect(timesFrom(2.9137)).toEqual(timesFrom(0));
  });
});

describe('the envelope of a stretch', () => {
  test('reaches from the smallest to the largest sample in each column, at its middle', () => {
    const { runs } = drawEnvelope(Float32Array.of(-1, 2, 0, 1), 10, 0.4, { ...scale, originSec: 10, baseline: 0 });
    expect(runs).toEqual([[5, -20, 5, 10, 15, 0, 15, -10].map((mm) => expect.closeTo(mm, 9))]);
  });

  test('is interrupted where a column is missing', () => {
    const extremes = Float32Array.of(0, 1, Number.NaN, Number.NaN, 0, 1);
    expect(drawEnvelope(extremes, 0, 1, { ...scale, baseline: 0 }).runs).toHaveLength(2);
  });

  test('has the heights of the trace', () => {
    const extremes = pyramidEnvelope(minMaxPyramid(lead), 0, 5000, 50);
    const heights = (runs: readonly (readonly number[])[]) => runs.flat().filter((_, n) => n % 2 === 1);
    const envelope = heights(drawEnvelope(extremes, 0, 0.2, { ...scale, baseline: 0 }).runs);
    const trace = heights(drawTrace(lead, 0, 10, scale).runs);
    expect(Math.min(...envelope)).toBeCloseTo(Math.min(...trace), 6);
    expect(Math.max(...envelope)).toBeCloseTo(Math.max(...trace), 6);
  });

  test('is cut and says so', () => {
    const trace = drawEnvelope(Float32Array.of(0, 11), 0, 1, { ...scale, baseline: 0 });
    expect(trace).toEqual({ runs: [[12.5, -100, 12.5, 0]], isCut: true });
  });
});
