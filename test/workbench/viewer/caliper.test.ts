import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Caliper,
  marchedTimes,
  moveBoth,
  moveLeg,
  readCaliper,
  readingText,
  snapLeg,
} from '../../../workbench/viewer/caliper.ts';
import { nearestMark } from '../../../workbench/viewer/fiducial-marks.ts';

const caliper: Caliper = { startSec: 2, endSec: 2.8, upper: 1.25, lower: -0.25, row: 0, isMarching: false };
const standard = { speedMmPerSec: 25, gainMm: 10 };

describe('what a caliper reads', () => {
  test('is interval, rate, amplitude and their lengths on paper', () => {
    const reading = readCaliper(caliper, standard);
    expect(reading.intervalMs).toBeCloseTo(800, 9);
    expect(reading.rateBpm).toBeCloseTo(75, 9);
    expect(reading.widthMm).toBeCloseTo(20, 9);
    expect([reading.amplitude, reading.heightMm]).toEqual([1.5, 15]);
    expect(readingText(reading, 'V2', 'mV')).toBe('800 ms = 75 bpm (20.0 mm) · 1.50 mV (15.0 mm) in V2');
  });

  test('is the same interval whichever leg comes first', () => {
    expect(readCaliper({ ...caliper, startSec: 2.8, endSec: 2 }, standard).intervalMs).toBeCloseTo(800, 9);
  });

  test('has no rate where there is no interval', () => {
    const reading = readCaliper({ ...caliper, endSec: 2 }, standard);
    expect(reading.rateBpm).toBeUndefined();
    expect(readingText(reading, 'II', 'mV')).toBe('0 ms (0.0 mm) · 1.50 mV (15.0 mm) in II');
  });
});

describe('marching out', () => {
  test('repeats the interval before and after, through both legs', () => {
    expect(marchedTimes(caliper, 0, 5).map((sec) => Math.round(1000 * sec))).toEqual([
      400, 1200, 2000, 2800, 3600, 4400,
    ]);
  });

  test('gives every time that is a whole number of intervals away, and no other', () => {
    const parts = fc.record({
      startSec: fc.double({ min: 0, max: 100, noNaN: true }),
      intervalSec: fc.double({ min: 0.1, max: 10, noNaN: true }),
      fromSec: fc.double({ min: 0, max: 100, noNaN: true }),
      windowSec: fc.double({ min: 0, max: 60, noNaN: true }),
    });
    fc.assert(
      fc.property(parts, ({ startSec, intervalSec, fromSec, windowSec }) => {
        const placed = { ...caliper, startSec, endSec: startSec + intervalSec };
        const times = marchedTimes(placed, fromSec, fromSec + windowSec);
        // From 100 s before the start to 160 s behind it there is room for 1,600 of the shortest intervals.
        const all = Array.from({ length: 3400 }, (_, n) => startSec + (n - 1700) * (placed.endSec - startSec));
        const expected = all.filter((sec) => sec > fromSec + 1e-6 && sec < fromSec + windowSec - 1e-6);
        const inner = times.filter((sec) => sec > fromSec + 1e-6 && sec < fromSec + windowSec - 1e-6);
        expect(inner).toEqual(expected.map((sec) => expect.closeTo(sec, 6)));
      }),
    );
  });

  test('an interval of 0 marches nowhere', () => {
    expect(marchedTimes({ ...caliper, endSec: 2 }, 0, 10)).toEqual([]);
  });
});

describe('moving a caliper', () => {
  test('legs stay inside the recording, heights move freely', () => {
    expect(moveLeg(caliper, 'endSec', 20, 10).endSec).toBe(10);
    expect(moveLeg(caliper, 'startSec', -20, 10).startSec).toBe(0);
    expect(moveLeg(caliper, 'lower', -3, 10).lower).toBe(-3.25);
  });

  test('both legs keep their distance, also at the ends', () => {
    const moved = moveBoth(caliper, 100, 10);
    expect(moved.endSec).toBe(10);
    expect(moved.endSec - moved.startSec).toBeCloseTo(0.8, 9);
    expect(moveBoth(caliper, -100, 10).startSec).toBe(0);
  });
});

describe('snapping', () => {
  const marks = [
    { sample: 900, label: 'P onset' },
    { sample: 1010, label: 'R peak' },
    { sample: 1100, label: 'T onset' },
  ];

  test('puts a leg on the nearest fiducial and tells which', () => {
    const { caliper: snapped, mark } = snapLeg(caliper, 'startSec', marks, 500);
    expect([snapped.startSec, snapped.endSec, mark?.label]).toEqual([2.02, 2.8, 'R peak']);
  });

  test('leaves a leg alone where no fiducial is within the distance', () => {
    expect(snapLeg(caliper, 'startSec', marks, 500, 0.019)).toEqual({ caliper });
    expect(snapLeg(caliper, 'startSec', [], 500)).toEqual({ caliper });
  });

  test('nothing is nearer than what was found', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: 1 }), fc.nat(5000), (samples, sample) => {
        const found = nearestMark(
          samples.map((one) => ({ sample: one, label: '' })),
          sample,
        );
        const least = Math.min(...samples.map((one) => Math.abs(one - sample)));
        expect(Math.abs((found?.sample ?? Number.NaN) - sample)).toBe(least);
      }),
    );
  });
});
