import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeRecord, STANDARD_LEADS, simulateRecord } from '../../src/record/index.ts';
import {
  type DisplayItem,
  type DisplayList,
  type DisplayPolyline,
  type DrawRecordOptions,
  drawRecord,
  RECORD_LAYOUTS,
} from '../../src/report/index.ts';

const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1) });

function polylines(drawing: DisplayList, label: string): readonly DisplayPolyline[] {
  return drawing.items.filter((item) => item.kind === 'polyline').filter((item) => item.label === label);
}

function places(line: DisplayPolyline | undefined): readonly { readonly x: number; readonly y: number }[] {
  const points = line?.points ?? [];
  return points.flatMap((x, n) => (n % 2 === 0 ? [{ x, y: points[n + 1] as number }] : []));
}

function texts(drawing: DisplayList): readonly string[] {
  return drawing.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
}

/** A record of one lead that is 0 but for the samples given. */
function spikes(fs: number, sec: number, values: Readonly<Record<number, number>>, unit: 'mV' | 'normalised' = 'mV') {
  const samples = new Float32Array(fs * sec);
  for (const [sample, value] of Object.entries(values)) samples[Number(sample)] = value;
  return makeRecord({ fs, unit, leads: { X: samples } });
}

/** Every x and y of an item, one after the other; of boxes their corners. */
function placesOf(item: DisplayItem): readonly number[] {
  if (item.kind === 'polyline') return item.points;
  if (item.kind === 'lines') return item.segments;
  if (item.kind === 'text') return [item.xMm, item.yMm];
  return item.boxes.map((value, n) => (n % 4 < 2 ? value : value + (item.boxes[n - 2] as number)));
}

describe('the scale of a drawn record', () => {
  test.each([
    { options: {}, mmPerSec: 25, mmPerMv: 10 },
    { options: { speedMmPerSec: 50, gainMmPerMv: 20 }, mmPerSec: 50, mmPerMv: 20 },
    { options: { speedMmPerSec: 12.5, gainMmPerMv: 5 }, mmPerSec: 12.5, mmPerMv: 5 },
  ])('one second is $mmPerSec mm and one millivolt $mmPerMv mm', ({ options, mmPerSec, mmPerMv }) => {
    const drawing = drawRecord(spikes(500, 4, { 500: 1, 1500: -1 }), options);
    const trace = places(polylines(drawing, 'X')[0]);
    const up = trace.reduce((a, b) => (b.y < a.y ? b : a));
    const down = trace.reduce((a, b) => (b.y > a.y ? b : a));
    expect(down.x - up.x).toBeCloseTo(2 * mmPerSec, 9);
    expect(down.y - up.y).toBeCloseTo(2 * mmPerMv, 9);
  });

  test('the calibration pulse is 5 mm wide and 10 mm high and stands on the baseline', () => {
    const drawing = drawRecord(spikes(500, 4, {}));
    const pulse = places(polylines(drawing, 'calibration')[0]);
    const top = pulse.filter(({ y }) => y === Math.min(...pulse.map((point) => point.y)));
    expect((top[1]?.x as number) - (top[0]?.x as number)).toBeCloseTo(5, 9);
    expect((pulse[0]?.y as number) - (top[0]?.y as number)).toBeCloseTo(10, 9);
    expect(pulse[0]?.y).toBe(places(polylines(drawing, 'X')[0])[0]?.y);
  });

  test('grid lines lie every millimetre, every fifth of them bold, and traces begin on a bold one', () => {
    const drawing = drawRecord(spikes(500, 4, {}));
    const verticals = (ink: string) =>
      drawing.items
        .flatMap((item) => (item.kind === 'lines' && item.ink === ink ? [item.segments] : []))
        .flatMap((segments) => segments.filter((x, n) => n % 4 === 0 && x === segments[n + 2]));
    const bold = verticals('grid-bold');
    const all = [...bold, ...verticals('grid-fine')].sort((a, b) => a - b);
    expect(new Set(all.slice(1).map((x, n) => x - (all[n] as number)))).toEqual(new Set([1]));
    expect(new Set(bold.slice(1).map((x, n) => x - (bold[n] as number)))).toEqual(new Set([5]));
    expect(bold).toContain(places(polylines(drawing, 'X')[0])[0]?.x);
  });

  test('standard deviations are never drawn as millivolts', () => {
    const drawing = drawRecord(spikes(500, 4, { 500: 4 }, 'normalised'));
    const trace = places(polylines(drawing, 'X')[0]);
    expect(Math.max(...trace.map(({ y }) => y)) - Math.min(...trace.map(({ y }) => y))).toBeCloseTo(10, 9);
    expect(texts(drawing)).toContain('25 mm/s   2.5 mm/SD   pulse 4 SD, 0.2 s');
    expect(texts(drawing).join()).not.toContain('mV');
    expect(() => drawRecord(spikes(500, 4, {}, 'normalised'), { gainMmPerMv: 10 })).toThrow(
      'drawRecord: a record in standard deviations takes gainMmPerSd, got gainMmPerMv',
    );
  });
});

describe('the trace of a lead', () => {
  test('keeps every peak, however many samples share a millimetre', () => {
    const peaks = { 20011: 1.5, 50013: -0.7, 50014: 0.9 };
    const trace = places(polylines(drawRecord(spikes(10_000, 10, peaks)), 'X')[0]);
    const baseline = trace[0]?.y as number;
    const heights = trace.map(({ y }) => Math.round((baseline - y) * 1000) / 1000);
    expect(heights).toEqual(expect.arrayContaining([15, -7, 9]));
    expect(trace.length).toBeLessThan(100);
  });

  test('passes within 0.02 mm of every sample where each has its own place', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 2, maxLength: 200 }), (values) => {
        const lead = Float32Array.from(values);
        const drawing = drawRecord(makeRecord({ fs: 100, leads: { X: lead } }));
        const [first, ...rest] = places(polylines(drawing, 'X')[0]);
        const baseline = (first?.y as number) + 10 * (lead[0] as number);
        let [from, to] = [first, rest.shift()];
        lead.forEach((value, sample) => {
          const x = (first?.x as number) + sample * 0.25;
          while (to !== undefined && x > to.x + 1e-9) [from, to] = [to, rest.shift()];
          const { x: x0, y: y0 } = from as { x: number; y: number };
          const { x: x1, y: y1 } = to as { x: number; y: number };
          const drawn = y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
          // At 100 Hz samples lie 0.25 mm apart, so none share a column. 0.0001 mm is for single precision.
          expect(Math.abs(drawn - (baseline - 10 * value))).toBeLessThan(0.0201);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('is interrupted where samples are missing', () => {
    const lead = new Float32Array(1000).fill(Number.NaN, 300, 400);
    const runs = polylines(drawRecord(makeRecord({ fs: 100, leads: { X: lead } })), 'X').map(places);
    const left = runs[0]?.[0]?.x as number;
    expect(runs.map((run) => run.map(({ x }) => Math.round((x - left) * 100) / 100))).toEqual([
      [0, 74.75],
      [100, 249.75],
    ]);
  });

  test('that is missing altogether leaves its row empty but named', () => {
    const drawing = drawRecord(makeRecord({ fs: 100, leads: { X: new Float32Array(1000).fill(Number.NaN) } }));
    expect(polylines(drawing, 'X')).toEqual([]);
    expect(texts(drawing)).toContain('X');
  });

  test('is cut off 100 mm from its baseline, and the page says so', () => {
    const drawing = drawRecord(spikes(100, 4, { 200: 50 }));
    expect(texts(drawing)).toContain('Cut off 100 mm from the baseline: X.');
  });
});

describe('the layout of a drawn record', () => {
  const timesOf = (drawing: DisplayList, lead: string) => {
    const left = places(polylines(drawing, 'I')[0])[0]?.x as number;
    return polylines(drawing, lead).map((line) => {
      const trace = places(line);
      return [trace[0]?.x, trace.at(-1)?.x].map((x) => Math.round(((x as number) - left) * 4) / 100);
    });
  };

  test('twelve leads come as three rows of four columns of 2.5 s over a strip of II of 10 s', () => {
    const drawing = drawRecord(record);
    expect(timesOf(drawing, 'I')).toEqual([[0, 2.5]]);
    expect(timesOf(drawing, 'aVL')).toEqual([[2.5, 5]]);
    expect(timesOf(drawing, 'V3')).toEqual([[5, 7.5]]);
    // The last sample of 5000 lies at 9.998 s.
    expect(timesOf(drawing, 'V6')).toEqual([[7.5, 10]]);
    expect(timesOf(drawing, 'II')).toEqual([
      [0, 2.5],
      [0, 10],
    ]);
    expect(texts(drawing)).toContain(
      'Leads above one another are simultaneous; the 4 columns follow one another in time, 2.5 s each.',
    );
  });

  test.each([
    { layout: '3x4', rows: 3 },
    { layout: '6x2', rows: 6 },
    { layout: 'cabrera', rows: 6 },
    { layout: '12x1', rows: 12 },
    { layout: '3x4+1', rows: 4 },
  ] as const)('$layout has $rows rows and every lead', ({ layout, rows }) => {
    const drawing = drawRecord(record, { layout });
    expect(polylines(drawing, 'calibration')).toHaveLength(rows);
    for (const lead of STANDARD_LEADS) expect(texts(drawing).map((text) => text.replace('−', ''))).toContain(lead);
  });

  test('Cabrera’s order runs through the limb leads by 30°, with aVR upside down', () => {
    const drawing = drawRecord(record, { layout: 'cabrera' });
    const names = texts(drawing).filter((text) => ['I', 'II', 'III', 'aVL', 'aVF', 'aVR', '−aVR'].includes(text));
    expect(names).toEqual(['aVL', 'I', '−aVR', 'II', 'aVF', 'III']);
    const upright = places(polylines(drawRecord(record, { layout: '6x2' }), 'aVR')[0]);
    const inverted = places(polylines(drawing, '−aVR')[0]);
    const span = (line: typeof upright) => {
      const [start = 0, ...ys] = line.map(({ y }) => y);
      return [Math.min(...ys) - start, Math.max(...ys) - start];
    };
    const [up = 0, down = 0] = span(upright);
    expect(span(inverted)).toEqual([expect.closeTo(-down, 9), expect.closeTo(-up, 9)]);
  });

  test('other leads have a row each, and the page says which part of a long record it shows', () => {
    const leads = { MLII: new Float32Array(360 * 60), V5: new Float32Array(360 * 60) };
    const drawing = drawRecord(makeRecord({ fs: 360, leads }), { fromSec: 30 });
    expect(polylines(drawing, 'calibration')).toHaveLength(2);
    expect(texts(drawing)).toContain('Seconds 30 to 40 of 60.');
  });

  test('rows do not run into one another', () => {
    const drawing = drawRecord(record, { layout: '12x1' });
    const lines = STANDARD_LEADS.map((lead) => places(polylines(drawing, lead)[0]));
    lines.slice(1).forEach((below, n) => {
      for (const point of lines[n] ?? []) {
        for (const { x, y } of below) if (Math.abs(x - point.x) < 0.5) expect(y).toBeGreaterThan(point.y);
      }
    });
  });

  test('calibration pulses do not run into one another at any gain', () => {
    const drawing = drawRecord(record, { gainMmPerMv: 40, leads: ['aVL', 'I'] });
    const [first, second] = polylines(drawing, 'calibration').map((line) => places(line).map(({ y }) => y));
    expect(Math.min(...(second ?? []))).toBeGreaterThan(Math.max(...(first ?? [])));
  });

  test('chosen leads come in the order asked for', () => {
    const drawing = drawRecord(record, { leads: ['V2', 'avr'] });
    expect(texts(drawing).filter((text) => text === 'V2' || text === 'aVR')).toEqual(['V2', 'aVR']);
  });
});

describe('a drawn record', () => {
  test('says its name, the patient, the sampling rate, the scale, the filters and that it is not validated', () => {
    const drawing = drawRecord(
      { ...record, patient: { id: '7', ageYears: 90, ageIsLowerBound: true, sex: 'female' } },
      { title: 'A <b> & "c"', filterStatement: 'Low-pass 40 Hz.' },
    );
    expect(texts(drawing)).toEqual(
      expect.arrayContaining([
        'A <b> & "c"',
        'patient 7 · at least 90 years · female · 500 Hz',
        '25 mm/s   10 mm/mV   pulse 1 mV, 0.2 s',
        'Low-pass 40 Hz. Each trace is centred on its median.',
        'Source: leads III, aVR, aVL, aVF derived from I and II.',
        'For research and education. Not clinically validated.',
      ]),
    );
  });

  test('stays on its page, whatever the signal and the scale', () => {
    const options = fc.record({
      speedMmPerSec: fc.constantFrom(12.5, 25, 50, 100),
      gainMmPerMv: fc.constantFrom(2.5, 5, 10, 20, 40),
      layout: fc.constantFrom(...RECORD_LAYOUTS),
      durationSec: fc.double({ min: 0.1, max: 20, noNaN: true }),
    }) as fc.Arbitrary<DrawRecordOptions>;
    fc.assert(
      fc.property(options, fc.double({ min: 0.001, max: 30, noNaN: true }), fc.integer(), (chosen, factor, seed) => {
        const random = createRandom(seed);
        const leads = Object.fromEntries(
          STANDARD_LEADS.map((name) => [name, Float32Array.from({ length: 700 }, () => factor * random.normal())]),
        );
        const drawing = drawRecord(makeRecord({ fs: 100, leads }), chosen);
        for (const item of drawing.items) {
          const xys = placesOf(item);
          expect(xys.every((v, n) => v >= 0 && v <= (n % 2 === 0 ? drawing.widthMm : drawing.heightMm))).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('is the same each time it is drawn, and leaves the record as it was', () => {
    const before = structuredClone(record);
    expect(drawRecord(record)).toEqual(drawRecord(record));
    expect(record).toEqual(before);
  });

  test.each([
    [{ speedMmPerSec: 0 }, 'drawRecord: speedMmPerSec must be positive, got 0'],
    [{ gainMmPerMv: Number.NaN }, 'drawRecord: gainMmPerMv must be positive, got NaN'],
    [{ durationSec: -1 }, 'drawRecord: durationSec must be positive, got -1'],
    [{ fromSec: 10 }, 'drawRecord: fromSec must lie inside the record of 10 s, got 10'],
    [{ gainMmPerSd: 1 }, 'drawRecord: a record in mV takes gainMmPerMv, got gainMmPerSd'],
    [{ leads: ['I', 'II'], layout: '6x2' }, 'layoutRows: layout 6x2 needs the twelve standard leads, got I, II'],
    [{ leads: ['V9'] }, 'selectLeads: '],
  ] as const)('refuses %o', (options, message) => {
    expect(() => drawRecord(record, options)).toThrow(message);
  });
});
