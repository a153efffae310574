import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/random.ts';
import { makeRecord, simulateRecord } from '../../../src/record/index.ts';
import { bucketExtremes } from '../../../src/signal/index.ts';
import { leadSpans } from '../../../workbench/viewer/lead-spans.ts';
import { createSignalCache } from '../../../workbench/viewer/signal-cache.ts';
import { filterMargin, filterStretch, filterText } from '../../../workbench/viewer/tracing-filter.ts';
import { sourceOf, type TracingSource } from '../../../workbench/viewer/tracing-source.ts';

const random = createRandom(5);
/** Two minutes with wander, longer than several chunks. */
const samples = Float32Array.from({ length: 60_000 }, (_, n) => Math.sin(n / 4000) + 0.1 * random.normal() + 3);
const source = sourceOf(makeRecord({ fs: 500, leads: { II: samples } }));
/** The same from somewhere else: everything arrives later. */
const remote: TracingSource = {
  ...source,
  read: async (lead, from, to) => source.read(lead, from, to),
  envelope: async (lead, from, to, columns) => source.envelope(lead, from, to, columns),
};
const ignore = () => undefined;

describe('the cache of signals', () => {
  test('reads the same across the borders of its parts as the source does', () => {
    const signals = createSignalCache(source, 'none', ignore, ignore);
    for (const [from, to] of [
      [0, 60_000],
      [16_000, 17_000],
      [100, 200],
      [32_768, 49_152],
    ] as const) {
      expect(signals.read('II', from, to)).toEqual(samples.subarray(from, to));
    }
  });

  test('filters parts as if the whole had been filtered, within two microvolts', () => {
    const whole = filterStretch('0.5–40', samples, 500);
    const read = createSignalCache(source, '0.5–40', ignore, ignore).read('II', 0, 60_000);
    expect(Math.max(...read.map((value, n) => Math.abs(value - (whole[n] as number))))).toBeLessThan(0.002);
  });

  test('gives the extremes of columns on a fixed grid, filtered where waves can be seen', () => {
    const plain = createSignalCache(source, 'none', ignore, ignore);
    expect(plain.envelope('II', 3, 900, 50)).toEqual(bucketExtremes(samples, 50).subarray(6, 1800));
    const filtered = createSignalCache(source, '0.5–40', ignore, ignore);
    expect(filtered.isFiltered(50)).toBe(true);
    expect(filtered.envelope('II', 3, 900, 50)).toEqual(
      bucketExtremes(filtered.read('II', 0, 60_000), 50).subarray(6, 1800),
    );
    expect(filtered.isFiltered(500)).toBe(false);
    expect(filtered.envelope('II', 0, 100, 500)).toEqual(plain.envelope('II', 0, 100, 500));
  });

  test('what has not arrived is missing until it has, and then it says so', async () => {
    let arrivals = 0;
    const signals = createSignalCache(remote, '0.5–40', () => arrivals++, ignore);
    expect(signals.read('II', 100, 200).every(Number.isNaN)).toBe(true);
    expect(signals.envelope('II', 0, 100, 50).every(Number.isNaN)).toBe(true);
    await expect.poll(() => arrivals).toBe(1);
    const there = createSignalCache(source, '0.5–40', ignore, ignore);
    expect(signals.read('II', 100, 200)).toEqual(there.read('II', 100, 200));
    expect(signals.envelope('II', 0, 100, 50)).toEqual(there.envelope('II', 0, 100, 50));
  });

  test('a part that cannot be read is told once and stays missing', async () => {
    const failures: string[] = [];
    const broken = { ...source, read: () => Promise.reject(new Error('gone')) };
    const signals = createSignalCache(broken, 'none', ignore, (error) => failures.push(error.message));
    signals.read('II', 0, 10);
    await expect.poll(() => failures).toEqual(['gone']);
    expect(signals.read('II', 0, 10).every(Number.isNaN)).toBe(true);
    expect(failures).toEqual(['gone']);
  });
});

describe('the filters of a tracing', () => {
  test('are printed as they are, which the sampling rate may not hold', () => {
    expect(filterText('0.05–150', 500)).toBe('filter 0.05–150 Hz');
    expect(filterText('0.05–150', 250)).toBe('filter from 0.05 Hz');
    expect(filterText('none', 250)).toBe('no filter');
  });

  test('take out an offset and keep QRS', () => {
    const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 60, random: createRandom(1) });
    const lead = (record.leads.V2 as Float32Array).map((value) => value + 2);
    const filtered = filterStretch('0.05–150', lead, 500);
    const mean = filtered.reduce((sum, value) => sum + value, 0) / filtered.length;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    const span = (values: Float32Array) => Math.max(...values) - Math.min(...values);
    expect(span(filtered) / span(lead)).toBeGreaterThan(0.97);
  });

  test('leave missing samples missing', () => {
    const lead = new Float32Array(2000).fill(1).fill(Number.NaN, 500, 700);
    const filtered = filterStretch('0.5–40', lead, 500);
    expect([...filtered.keys()].filter((n) => Number.isNaN(filtered[n]))).toEqual(
      Array.from({ length: 200 }, (_, n) => 500 + n),
    );
    const nothing = new Float32Array(10).fill(Number.NaN);
    expect(filterStretch('0.5–40', nothing, 500)).toEqual(nothing);
    expect(filterMargin('none', 500)).toBe(0);
  });
});

describe('the spans of leads', () => {
  test('rest on the median of a short lead, and on stretches of a long one', async () => {
    const record = makeRecord({ fs: 100, leads: { A: new Float32Array(1000).fill(0.5), B: new Float32Array(1000) } });
    const short = await leadSpans(sourceOf(record), 'none');
    expect([short.get('A')?.baseline, short.get('A')?.isWhole, short.get('B')?.baseline]).toEqual([0.5, true, 0]);
    const long = (await leadSpans(remote, 'none')).get('II');
    expect(long?.isWhole).toBe(false);
    expect(long?.baseline).toBeGreaterThan(2);
    expect(long?.baseline).toBeLessThan(4);
  });
});
