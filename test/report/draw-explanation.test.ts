import { describe, expect, it } from 'vitest';
import { detectBeats, medianBeat } from '../../src/beats/index.ts';
import type { Attribution } from '../../src/explain/index.ts';
import { createRandom } from '../../src/random.ts';
import { STANDARD_LEADS, simulateRecord } from '../../src/record/index.ts';
import { type DisplayBoxes, type DisplayList, drawExplanation, toSvg } from '../../src/report/index.ts';

const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(1) });
const beats = detectBeats(record);
const median = medianBeat(record, beats);

/** Zero but for lead V2 between 6 and 6.5 s, where the first half speaks for the class and the second half against it. */
const leads = Object.fromEntries(
  STANDARD_LEADS.map((lead) => [
    lead,
    Float32Array.from({ length: 1000 }, (_, i) => (lead !== 'V2' || i < 600 || i >= 650 ? 0 : i < 625 ? 1 : -1)),
  ]),
);
const attribution: Attribution = {
  task: 'superdiagnostic',
  class: 'MI',
  method: 'integrated-gradients',
  isSigned: true,
  fs: 100,
  leads,
  seenSec: { fromSec: 0, toSec: 10 },
  logOdds: 1,
};
const boxesOf = ({ items }: DisplayList) => items.filter((item): item is DisplayBoxes => item.kind === 'boxes');

describe('drawExplanation', () => {
  const alone = drawExplanation({ record, attribution });
  const withBeat = drawExplanation({ record, attribution, beats, median });

  it('puts colours where the attribution is, in the column of its lead', () => {
    // 3x4+1: V2 stands in the third column, from 5 to 7.5 s, at 25 mm/s.
    expect(boxesOf(alone).map(({ ink }) => ink)).toEqual(['for-dark', 'against-dark']);
    const [first, second] = boxesOf(alone).map(({ boxes }) => boxes);
    expect(first).toHaveLength(4);
    const [x = 0, , width = 0] = first ?? [];
    const [next = 0] = second ?? [];
    expect(width).toBeCloseTo(0.25 * 25, 6);
    expect(next - x).toBeCloseTo(0.25 * 25, 6);
    // A row's traces begin where its first name stands, 1 mm before it.
    const name = alone.items.find((item) => item.kind === 'text' && item.text === 'V2');
    const column = (name?.kind === 'text' ? name.xMm : Number.NaN) - 1;
    expect(x - column).toBeCloseTo((6 - 5 - 0.005) * 25, 6);
  });

  it('adds the median beat below, with the colours of its beats', () => {
    expect(withBeat.heightMm).toBeGreaterThan(alone.heightMm + 50);
    expect(boxesOf(withBeat).length).toBeGreaterThan(boxesOf(alone).length);
    const texts = withBeat.items.flatMap((item) => (item.kind === 'text' ? [item.text] : []));
    expect(texts).toContain(`Median of ${median.beatsUsed.length} normal beats`);
    expect(texts.some((text) => text.includes('orange speaks for MI, purple against it'))).toBe(true);
  });

  it('stays on the page, and becomes SVG', () => {
    for (const { boxes } of boxesOf(withBeat)) {
      for (let n = 0; n < boxes.length; n += 4) {
        const [x = -1, y = -1, width = -1, height = -1] = boxes.slice(n, n + 4);
        expect(Math.min(x, y, width, height)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(withBeat.widthMm);
        expect(y + height).toBeLessThanOrEqual(withBeat.heightMm);
      }
    }
    expect(toSvg(withBeat)).toContain('fill="#e08214"');
  });

  it('draws a record without a median beat alone', () => {
    const none = { ...median, leads: {}, reason: 'a median needs 3 beats of one class, got 1' };
    expect(drawExplanation({ record, attribution, beats, median: none })).toEqual(alone);
  });
});
