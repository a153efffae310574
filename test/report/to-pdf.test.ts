import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { type DisplayText, drawRecord, toPdf } from '../../src/report/index.ts';

const text = (bytes: Uint8Array) => [...bytes].map((byte) => String.fromCharCode(byte)).join('');
const line = (words: string, more: Partial<DisplayText> = {}): DisplayText => ({
  kind: 'text',
  text: words,
  xMm: 50,
  yMm: 10,
  sizeMm: 4,
  anchor: 'start',
  bold: false,
  ink: 'text',
  ...more,
});
const page = (...items: readonly DisplayText[]) => text(toPdf({ widthMm: 254, heightMm: 127, title: 'T', items }));

describe('a PDF of a drawing', () => {
  const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1) });
  const drawing = drawRecord(record);
  const pdf = text(toPdf(drawing));

  test('has the size of the drawing: 72 points are 25.4 mm', () => {
    expect(page()).toContain('/MediaBox [0 0 720 360]');
  });

  test('places each object where its table says, and the table where its end says', () => {
    const table = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(pdf)?.[1]);
    expect(pdf.slice(table, table + 5)).toBe('xref\n');
    const starts = [...pdf.slice(table).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, start]) => Number(start));
    expect(starts).toHaveLength(7);
    starts.forEach((start, i) => {
      expect(pdf.slice(start, start + 7)).toBe(`${i + 1} 0 obj`);
    });
  });

  test('says how long its content is', () => {
    const [, length, content] = /\/Length (\d+) >>\nstream\n([\s\S]*)\nendstream/.exec(pdf) ?? [];
    expect(content).toHaveLength(Number(length));
  });

  test('draws every line of the drawing in millimetres from the top left corner', () => {
    expect(pdf).toContain('\n2.8346 0 0 -2.8346 0 ');
    const points = drawing.items.flatMap((item) => (item.kind === 'polyline' ? [item.points.length / 2] : []));
    const drawn = pdf.match(/^-?[\d.]+ -?[\d.]+ [ml]$/gm) ?? [];
    const lines = drawing.items.flatMap((item) => (item.kind === 'lines' ? [item.segments.length / 4] : []));
    const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
    expect(drawn).toHaveLength(total(points));
    expect(pdf.match(/ m -?[\d.]+ -?[\d.]+ l$/gm)).toHaveLength(total(lines));
  });

  test('has the disclaimer', () => {
    expect(pdf).toContain('(For research and education. Not clinically validated.) Tj');
  });

  test('anchors text by the widths of Helvetica', () => {
    // "Wi" is 944 + 222 thousandths wide, at 4 mm 4.664 mm.
    expect(page(line('Wi'))).toContain('1 0 0 -1 50 10 Tm (Wi)');
    expect(page(line('Wi', { anchor: 'end' }))).toContain('1 0 0 -1 45.336 10 Tm (Wi)');
    expect(page(line('Wi', { anchor: 'middle' }))).toContain('1 0 0 -1 47.668 10 Tm (Wi)');
  });

  test('escapes what PDF takes for its own, encodes what Helvetica has and replaces what it lacks', () => {
    expect(page(line('(a\\b)'))).toContain('(\\(a\\\\b\\)) Tj');
    expect(page(line('120° – ä'))).toContain('(120\xb0 \x96 \xe4) Tj');
    expect(page(line('R′ ≥ 1 語'))).toContain("(R' >= 1 ?) Tj");
  });

  test('writes no exponents, which PDF does not know', () => {
    expect(page(line('x', { xMm: 1e-9, yMm: 1e9 }))).toContain('1 0 0 -1 0 1000000000 Tm');
  });
});
