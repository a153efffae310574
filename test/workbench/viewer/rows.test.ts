import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { makeRecord, simulateRecord } from '../../../src/record/index.ts';
import type { DisplayPolyline, DisplayText } from '../../../src/report/index.ts';
import { drawView, type Scene } from '../../../workbench/viewer/draw-view.ts';
import { leadSpans } from '../../../workbench/viewer/lead-spans.ts';
import { placeRows } from '../../../workbench/viewer/place-rows.ts';
import { printedText } from '../../../workbench/viewer/printed-text.ts';
import { defaultSettings, possibleLayouts, type TracingLayout } from '../../../workbench/viewer/settings.ts';
import { createSignalCache } from '../../../workbench/viewer/signal-cache.ts';
import { clockText } from '../../../workbench/viewer/time-text.ts';
import type { TracingFilter } from '../../../workbench/viewer/tracing-filter.ts';
import { sourceOf } from '../../../workbench/viewer/tracing-source.ts';
import { frameOf, START_VIEW, type View } from '../../../workbench/viewer/view.ts';

const { record } = simulateRecord({ fs: 500, durationSec: 30, heartRateBpm: 64, random: createRandom(1) });
const source = sourceOf(record);
const fs = 500;

async function sceneOf(layout: TracingLayout, gainMm = 10, filter: TracingFilter = 'none'): Promise<Scene> {
  const spans = await leadSpans(source, filter);
  const signals = createSignalCache(
    source,
    filter,
    () => undefined,
    () => undefined,
  );
  const rows = placeRows({ layout, lead: 'V2' }, source.leads, spans, { fs, gainMm });
  return { source, signals, spans, rows, gainMm };
}

/** The frame of a screen with 250 mm for traces. */
function frameIn(scene: Scene, view: Partial<View> = {}) {
  const heightMm = scene.rows.heightMm + 6;
  return frameOf(
    { ...START_VIEW, ...view },
    { widthPx: 1048, heightPx: heightMm * 4, pixelsPerMm: 4 },
    { durationSec: 30, speedMmPerSec: 25, gutterMm: 10, heightMm },
  );
}

function traces(scene: Scene, view?: Partial<View>): readonly DisplayPolyline[] {
  return drawView(scene, frameIn(scene, view)).filter(
    (item): item is DisplayPolyline => item.kind === 'polyline' && item.label !== 'calibration',
  );
}

const xs = ({ points }: DisplayPolyline) => points.filter((_, n) => n % 2 === 0);
const ys = ({ points }: DisplayPolyline) => points.filter((_, n) => n % 2 === 1);

describe('the rows of a tracing', () => {
  test.each([
    ['3x4+1', 4, 13],
    ['3x4', 3, 12],
    ['6x2', 6, 12],
    ['cabrera', 6, 12],
    ['12x1', 12, 12],
    ['single', 1, 1],
  ] as const)('%s has %d rows with %d traces', async (layout, rows, count) => {
    const scene = await sceneOf(layout);
    expect(scene.rows.baselinesMm).toHaveLength(rows);
    expect(traces(scene)).toHaveLength(count);
  });

  test('keep their places while time moves, and do not run into one another anywhere', async () => {
    const scene = await sceneOf('12x1', 20);
    for (const fromSec of [0, 7.3, 20]) {
      const drawn = traces(scene, { fromSec });
      drawn.slice(1).forEach((below, n) => {
        const above = drawn[n] as DisplayPolyline;
        const lowest = new Map<number, number>();
        xs(above).forEach((x, i) => {
          const column = Math.round(x);
          lowest.set(column, Math.max(lowest.get(column) ?? -Infinity, ys(above)[i] as number));
        });
        xs(below).forEach((x, i) => {
          expect(ys(below)[i] as number).toBeGreaterThan(lowest.get(Math.round(x)) ?? -Infinity);
        });
      });
    }
  });

  test('stand on bold lines of the grid', async () => {
    const scene = await sceneOf('6x2');
    expect(scene.rows.baselinesMm.map((mm) => mm % 5)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('aVR is upside down in Cabrera’s order', async () => {
    const [upright] = traces(await sceneOf('6x2')).filter(({ label }) => label === 'aVR');
    const cabrera = await sceneOf('cabrera');
    const [inverted] = traces(cabrera).filter(({ label }) => label === '−aVR');
    const reach = (line: DisplayPolyline | undefined, baseline: number) =>
      Math.max(...ys(line as DisplayPolyline).map((y) => y - baseline));
    const rise = (line: DisplayPolyline | undefined, baseline: number) =>
      Math.max(...ys(line as DisplayPolyline).map((y) => baseline - y));
    const place = (await sceneOf('6x2')).rows.baselinesMm[3] as number;
    expect(rise(inverted, cabrera.rows.baselinesMm[2] as number)).toBeCloseTo(reach(upright, place), 6);
  });

  test('layouts of twelve leads are offered to records that have them', () => {
    expect(possibleLayouts(['MLII', 'V5'])).toEqual(['12x1', 'single']);
    expect(defaultSettings(['MLII', 'V5'], 4)).toMatchObject({ layout: '12x1', lead: 'MLII' });
    expect(defaultSettings(Object.keys(record.leads), 4)).toMatchObject({ layout: '3x4+1', lead: 'II' });
  });
});

describe('a view of a tracing', () => {
  test('draws a second 25 mm wide and a millivolt 10 mm high', async () => {
    const values = new Float32Array(5000);
    values[1000] = 1;
    values[1500] = -1;
    const spike = sourceOf(makeRecord({ fs, leads: { X: values } }));
    const spans = await leadSpans(spike, 'none');
    const rows = placeRows({ layout: '12x1', lead: 'X' }, ['X'], spans, { fs, gainMm: 10 });
    const signals = createSignalCache(
      spike,
      'none',
      () => undefined,
      () => undefined,
    );
    const scene: Scene = { source: spike, signals, spans, rows, gainMm: 10 };
    const [line] = traces(scene) as [DisplayPolyline];
    const [top, bottom] = [Math.min(...ys(line)), Math.max(...ys(line))];
    expect(bottom - top).toBeCloseTo(20, 6);
    expect((xs(line)[ys(line).indexOf(bottom)] as number) - (xs(line)[ys(line).indexOf(top)] as number)).toBeCloseTo(
      25,
      6,
    );
  });

  test('shows the extremes of columns from afar, as high as the samples are', async () => {
    const scene = await sceneOf('12x1');
    const near = traces(scene, { fromSec: 0 }).filter(({ label }) => label === 'V2');
    const far = traces(scene, { zoom: 0.02 }).filter(({ label }) => label === 'V2');
    expect(Math.min(...far.flatMap(ys))).toBeLessThanOrEqual(Math.min(...near.flatMap(ys)) + 1e-6);
    expect(far.flatMap(xs).length).toBeLessThan(6000);
  });

  test('draws nothing of rows that are out of sight', async () => {
    const scene = await sceneOf('12x1', 20);
    const frame = frameIn(scene, { zoom: 8, topMm: 300 });
    const shown = drawView(scene, frame).filter((item) => item.kind === 'text').length;
    expect(shown).toBeGreaterThan(0);
    expect(shown).toBeLessThan(12);
  });

  test('marks fiducials below their trace', async () => {
    const scene = { ...(await sceneOf('single')), fiducials: { V2: [{ sample: 500, label: 'R peak' }] } };
    const marks = drawView(scene, frameIn(scene)).filter((item) => item.kind === 'lines');
    expect(marks.flatMap((item) => (item.kind === 'lines' ? item.segments[0] : []))).toEqual([10 + 25]);
  });
});

describe('what is printed on a tracing', () => {
  const said = async (filter: TracingFilter, view: Partial<View>) => {
    const scene = await sceneOf('3x4', 10, filter);
    const settings = { ...defaultSettings(source.leads, 4), filter };
    return printedText(scene, frameIn(scene, view), settings).map(({ text }: DisplayText) => text);
  };

  test('is the scale, the filter and the time', async () => {
    expect(await said('0.5–40', { fromSec: 5 })).toEqual([
      '25 mm/s   10 mm/mV   pulse 1 mV, 0.2 s   filter 0.5–40 Hz   4 columns of 2.5 s',
      '5.0 s – 15.0 s of 30.0 s',
    ]);
  });

  test('is the speed that time is pressed together to, and how much the paper is magnified', async () => {
    expect((await said('none', { zoom: 0.5 }))[0]).toMatch(/^12\.5 mm\/s {3}10 mm\/mV/);
    const { source: ten } = await sceneOf('single');
    const day = { ...(await sceneOf('single')), source: { ...ten, length: 86_400 * fs } };
    const frame = frameOf(
      { ...START_VIEW, zoom: 0 },
      { widthPx: 1048, heightPx: 200, pixelsPerMm: 4 },
      { durationSec: 86_400, speedMmPerSec: 25, gutterMm: 10, heightMm: 50 },
    );
    const [overview] = printedText(day, frame, defaultSettings(source.leads, 4));
    // 250 mm for 1440 minutes.
    expect(overview?.text).toMatch(/^0\.174 mm\/min {3}10 mm\/mV/);
    expect((await said('none', { zoom: 2 }))[0]).toContain('magnified 200 %');
  });

  test('times are told as their recording asks for', () => {
    expect([clockText(2.53, 10), clockText(751, 1800), clockText(4351.04, 86_400)]).toEqual([
      '2.5 s',
      '12:31.0',
      '01:12:31.0',
    ]);
  });
});
