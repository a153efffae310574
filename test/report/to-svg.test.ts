import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { makeRecord, simulateRecord } from '../../src/record/index.ts';
import { readRecordFile } from '../../src/record/node.ts';
import { type DisplayItem, type DisplayList, drawRecord, toSvg } from '../../src/report/index.ts';
import { dataFolder } from '../data-folder.ts';
import { parseXml, type XmlElement } from './parse-xml.ts';

function page(...items: readonly DisplayItem[]): DisplayList {
  return { widthMm: 100.5, heightMm: 50, title: 'Test', items };
}

/** The absolute points of a path of one `M` and one `l`, as a viewer computes them. */
function pathPoints(path: string): readonly (readonly [number, number])[] {
  const numbers = path.match(/-?\d*\.?\d+/g)?.map(Number) ?? [];
  let [x, y] = [0, 0];
  return numbers.flatMap((number, n) => {
    if (n % 2 === 0) x += number;
    else y += number;
    return n % 2 === 0 ? [] : [[x, y] as const];
  });
}

function tracePoints(svg: XmlElement, label: string) {
  const path = svg.children.find(({ children }) => children[0]?.name === 'title' && children[0].text === label);
  return pathPoints(path?.attributes.d ?? '');
}

describe('toSvg', () => {
  test('states its size in millimetres, one unit of its coordinates each', () => {
    const { name, attributes } = parseXml(toSvg(page()));
    expect(name).toBe('svg');
    expect(attributes).toMatchObject({ width: '100.5mm', height: '50mm', viewBox: '0 0 100.5 50' });
  });

  test('writes one second as 25 and one millivolt as 10 units', () => {
    const lead = new Float32Array(2000);
    lead[500] = 1;
    lead[1000] = -1;
    const svg = parseXml(toSvg(drawRecord(makeRecord({ fs: 500, leads: { X: lead } }))));
    const points = tracePoints(svg, 'X');
    const up = points.reduce((a, b) => (b[1] < a[1] ? b : a));
    const down = points.reduce((a, b) => (b[1] > a[1] ? b : a));
    expect(down[0] - up[0]).toBeCloseTo(25, 9);
    expect(down[1] - up[1]).toBeCloseTo(20, 9);
  });

  test('rounds each point to hundredths, and rounding does not add up along a line', () => {
    const coordinate = fc.double({ min: 0, max: 300, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 300 }), (points) => {
        const item = { kind: 'polyline', points: points.flat(), ink: 'trace', widthMm: 0.25, label: 'X' } as const;
        const written = tracePoints(parseXml(toSvg(page(item))), 'X').slice(0, points.length);
        written.forEach(([x, y], n) => {
          // Half of a hundredth, and the sum of 300 moves in double precision.
          expect(Math.abs(x - (points[n]?.[0] as number))).toBeLessThan(0.005 + 1e-9);
          expect(Math.abs(y - (points[n]?.[1] as number))).toBeLessThan(0.005 + 1e-9);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('writes horizontal, vertical and oblique lines', () => {
    const lines = {
      kind: 'lines',
      ink: 'mark',
      widthMm: 0.3,
      segments: [1, 2, 1, 4, 1, 2, 3, 2, 0.5, -1, 2, 3],
    } as const;
    expect(toSvg(page(lines))).toContain('d="M1 2V4M1 2H3M.5-1L2 3"');
  });

  test('is well-formed and keeps every text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const item = { kind: 'text', text, xMm: 1, yMm: 2, sizeMm: 3, anchor: 'end', bold: true, ink: 'text' } as const;
        const svg = parseXml(toSvg({ ...page(item), title: text }));
        // XML cannot hold control characters, not even escaped.
        const possible = text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
        expect(svg.children.find(({ name }) => name === 'text')?.text).toBe(possible);
        expect(svg.children.find(({ name }) => name === 'title')?.text).toBe(possible);
      }),
    );
    const markup = { kind: 'text', xMm: 1, yMm: 2, sizeMm: 3, anchor: 'start', bold: false, ink: 'text' } as const;
    expect(toSvg(page({ ...markup, text: '<script>&"' }))).toContain('>&lt;script&gt;&amp;&quot;</text>');
  });

  test('is the same each time', () => {
    const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(2) });
    expect(toSvg(drawRecord(record))).toBe(toSvg(drawRecord(record)));
  });
});

const records = [
  ['ptbxl/records500/00000/00001_hr', 12],
  ['ptbxl/records100/00000/00010_lr', 12],
  ['ludb/data/1', 12],
  ['mitdb/100', 2],
] as const;

describe.each(records)('the drawing of %s', (name, leads) => {
  const path = dataFolder(name.split('/')[0] as string);

  test.skipIf(path === undefined)('is well-formed, names each lead and takes under 250 kB in every layout', () => {
    const record = readRecordFile(`${path}/${name.split('/').slice(1).join('/')}`);
    const layouts = leads === 12 ? (['3x4+1', '3x4', '6x2', '12x1'] as const) : (['12x1'] as const);
    for (const layout of layouts) {
      const text = toSvg(drawRecord(record, { layout }));
      expect(text.length).toBeLessThan(250_000);
      const shown = parseXml(text).children.flatMap(({ name, text }) => (name === 'text' ? [text] : []));
      expect(shown).toEqual(expect.arrayContaining(Object.keys(record.leads)));
    }
  });
});
