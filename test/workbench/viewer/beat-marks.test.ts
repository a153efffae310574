import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BeatMark, beatIntervals, placeMark } from '../../../workbench/viewer/beat-marks.ts';

const names = ['pOn', 'pOff', 'qrsOn', 'qrsOff', 'tOff'] as const;
const marks: readonly BeatMark[] = [-180, -80, -40, 50, 340].map((ms, n) => ({
  name: names[n] ?? 'tOff',
  measuredMs: ms,
  editedMs: ms,
}));

describe('the boundaries of the usual beat', () => {
  test('keep their order and stay on the beat wherever they are put', () => {
    const moves = fc.array(fc.tuple(fc.constantFrom(...names), fc.double({ min: -2000, max: 2000, noNaN: true })));
    fc.assert(
      fc.property(moves, (all) => {
        const moved = all.reduce((known, [name, ms]) => placeMark(known, name, ms, [-400, 700]), marks);
        const places = moved.map(({ editedMs }) => editedMs);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        expect(new Set(places).size).toBe(places.length);
        for (const ms of places) expect(ms >= -400 && ms <= 700).toBe(true);
        expect(moved.map(({ measuredMs }) => measuredMs)).toEqual(marks.map(({ measuredMs }) => measuredMs));
      }),
    );
  });

  test('give the intervals, as measured and as edited', () => {
    const moved = placeMark(marks, 'qrsOn', -60, [-400, 700]);
    expect(beatIntervals(moved, 'measuredMs', 1000)).toEqual({ pMs: 100, prMs: 140, qrsMs: 90, qtMs: 380, qtcMs: 380 });
    // 400 ms at 1000 ms stay 400 ms in Fridericia's formula.
    expect(beatIntervals(moved, 'editedMs', 1000)).toEqual({ pMs: 100, prMs: 120, qrsMs: 110, qtMs: 400, qtcMs: 400 });
  });

  test('without P or RR there is no PR and no QTc', () => {
    expect(beatIntervals(marks.slice(2), 'editedMs', undefined)).toEqual({ qrsMs: 90, qtMs: 380 });
  });
});
