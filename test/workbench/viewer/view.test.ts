import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moved } from '../../../workbench/viewer/use-moving.ts';
import {
  centredOn,
  dragged,
  type Frame,
  frameOf,
  type Paper,
  pixelAt,
  type Screen,
  START_VIEW,
  timeAt,
  zoomedAt,
} from '../../../workbench/viewer/view.ts';

const screen: Screen = { widthPx: 1048, heightPx: 600, pixelsPerMm: 4 };
const paper: Paper = { durationSec: 60, speedMmPerSec: 25, gutterMm: 10, heightMm: 150 };

const screens = fc.record({
  widthPx: fc.integer({ min: 50, max: 4000 }),
  heightPx: fc.integer({ min: 50, max: 2000 }),
  pixelsPerMm: fc.double({ min: 2, max: 10, noNaN: true }),
});
const papers = fc.record({
  durationSec: fc.oneof(fc.double({ min: 0.5, max: 60, noNaN: true }), fc.constant(86_400)),
  speedMmPerSec: fc.constantFrom(12.5, 25, 50),
  gutterMm: fc.constantFrom(10, 15),
  heightMm: fc.double({ min: 20, max: 400, noNaN: true }),
});
const views = fc.record({
  fromSec: fc.double({ min: -100, max: 90_000, noNaN: true }),
  topMm: fc.double({ min: -100, max: 500, noNaN: true }),
  zoom: fc.double({ min: 1e-6, max: 20, noNaN: true }),
});

describe('the frame of a view', () => {
  test('shows ten seconds at true scale where the traces have 250 mm', () => {
    const frame = frameOf(START_VIEW, screen, paper);
    expect(frame).toMatchObject({ fromSec: 0, toSec: 10, pixelsPerMm: 4, speedMmPerSec: 25, traceWidthMm: 250 });
    expect(pixelAt(frame, 1) - pixelAt(frame, 0)).toBe(25 * 4);
  });

  test('magnifies the paper above true scale, and presses time together below it', () => {
    const large = frameOf({ ...START_VIEW, zoom: 2 }, screen, paper);
    expect([large.pixelsPerMm, large.speedMmPerSec]).toEqual([8, 25]);
    const small = frameOf({ ...START_VIEW, zoom: 0.5 }, screen, paper);
    expect([small.pixelsPerMm, small.speedMmPerSec, small.toSec]).toEqual([4, 12.5, 20]);
  });

  test('never leaves the recording, and shows all of it at the least zoom', () => {
    fc.assert(
      fc.property(views, screens, papers, (view, anyScreen, anyPaper) => {
        const frame = frameOf(view, anyScreen, anyPaper);
        expect(frame.fromSec).toBeGreaterThanOrEqual(0);
        expect(frame.toSec).toBeLessThanOrEqual(anyPaper.durationSec * (1 + 1e-12));
        expect(frame.toSec).toBeGreaterThan(frame.fromSec);
        const whole = frameOf({ ...view, zoom: frame.leastZoom }, anyScreen, anyPaper);
        expect(whole.fromSec).toBeLessThan(1e-6 * anyPaper.durationSec);
        expect(whole.toSec).toBeCloseTo(anyPaper.durationSec, 6);
      }),
    );
  });

  test('time at the pixel of a time is that time', () => {
    fc.assert(
      fc.property(
        views,
        screens,
        papers,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (view, anyScreen, anyPaper, part) => {
          const frame = frameOf(view, anyScreen, anyPaper);
          const sec = frame.fromSec + part * (frame.toSec - frame.fromSec);
          expect(timeAt(frame, pixelAt(frame, sec))).toBeCloseTo(sec, 6);
        },
      ),
    );
  });
});

describe('moving a view', () => {
  const at = (view: Parameters<typeof frameOf>[0]): Frame => frameOf(view, screen, paper);

  test('a drag moves the paper with the pointer', () => {
    const before = at({ ...START_VIEW, fromSec: 20 });
    const after = at(dragged(before, 50, 0));
    expect(pixelAt(after, 22) - pixelAt(before, 22)).toBeCloseTo(50, 9);
  });

  test('zooming keeps what is under the pointer, unless the recording ends there', () => {
    const place = fc.record({
      zoom: fc.double({ min: 0.4, max: 4, noNaN: true }),
      factor: fc.double({ min: 0.5, max: 2, noNaN: true }),
      xPx: fc.double({ min: 40, max: 1040, noNaN: true }),
      yPx: fc.double({ min: 0, max: 600, noNaN: true }),
    });
    fc.assert(
      fc.property(place, ({ zoom, factor, xPx, yPx }) => {
        const long = { ...paper, durationSec: 3600 };
        const before = frameOf({ fromSec: 1800, topMm: 60, zoom }, screen, long);
        const view = zoomedAt(before, factor, xPx, yPx);
        const after = frameOf(view, screen, long);
        expect(timeAt(after, xPx)).toBeCloseTo(timeAt(before, xPx), 6);
        const heightAt = (frame: Frame, topMm: number) => topMm + yPx / frame.pixelsPerMm;
        expect(heightAt(after, view.topMm)).toBeCloseTo(heightAt(before, before.topMm), 6);
      }),
    );
  });

  test('keys move by a window, to the ends, and back to true scale', () => {
    const frame = at({ ...START_VIEW, fromSec: 20 });
    const fromSec = (key: string) => at(moved(frame, key) ?? START_VIEW).fromSec;
    expect([fromSec('PageDown'), fromSec('PageUp'), fromSec('Home'), fromSec('End')]).toEqual([30, 10, 0, 50]);
    expect(fromSec('ArrowRight')).toBeCloseTo(20.5, 9);
    const large = at({ ...START_VIEW, fromSec: 20, zoom: 3 });
    expect(at(moved(large, '0') ?? START_VIEW).zoom).toBe(1);
    expect(moved(frame, 'x')).toBeUndefined();
    expect(moved(frame, 'ArrowDown')).toBeUndefined();
    expect(moved(large, 'ArrowDown')?.topMm).toBe(large.topMm + 5);
  });

  test('a time is centred', () => {
    const frame = at(centredOn(at(START_VIEW), 30));
    expect([frame.fromSec, frame.toSec]).toEqual([25, 35]);
  });
});
