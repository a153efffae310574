import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, makeRecord, simulateRecord } from '../../src/record/index.ts';
import {
  butterworth,
  filterCausal,
  filterZeroPhase,
  medianBaseline,
  medianKnots,
  notch,
  type PreparationStep,
  prepare,
  resample,
  splineBaseline,
  standardise,
  steadyState,
} from '../../src/signal/index.ts';
import { golden } from './golden.ts';

const { input } = golden<{ input: number[] }>('filters');
const samples = Float32Array.from(input);

function recordOf(leads: EcgRecord['leads'], unit: EcgRecord['unit'] = 'mV'): EcgRecord {
  return makeRecord({ fs: 500, unit, leads, patient: { ageYears: 60 }, source: { name: 'r1' } });
}

const record = recordOf({ I: samples, II: samples.map((x) => 2 * x - 1) });
const bandPass: PreparationStep = { step: 'band-pass', lowHz: 0.5, highHz: 40, order: 4, phase: 'zero' };
const published: readonly PreparationStep[] = [
  { step: 'resample', fs: 100 },
  bandPass,
  { step: 'standardise', over: 'lead' },
];

describe('prepare', () => {
  test('takes the steps in their order, each as its function does', () => {
    const signal = prepare(record, published);
    const sections = butterworth({ kind: 'band-pass', lowHz: 0.5, highHz: 40 }, 4, 100);
    expect(signal.leads.I).toEqual(standardise(filterZeroPhase(sections, resample(samples, 500, 100))).samples);
    expect([signal.fs, signal.unit, Object.keys(signal.leads)]).toEqual([100, 'normalised', ['I', 'II']]);
  });

  test('writes down every step with its parameters and version', () => {
    expect(prepare(record, published).steps).toEqual([
      { step: published[0], version: 1 },
      { step: published[1], version: 1 },
      { step: published[2], version: 1, flatLeads: [] },
    ]);
  });

  test('keeps patient and source, and leaves its record alone', () => {
    const before = structuredClone(record);
    const signal = prepare(record, published);
    expect(signal.patient).toEqual({ ageYears: 60 });
    expect(signal.source).toEqual(record.source);
    expect(record).toEqual(before);
  });

  test('twice is prepare once with both lists', () => {
    const [first, ...rest] = published;
    expect(prepare(prepare(record, [first as PreparationStep]), rest)).toEqual(prepare(record, published));
  });

  test('gives the same after its steps went through JSON', () => {
    const steps = JSON.parse(JSON.stringify(published)) as PreparationStep[];
    expect(prepare(record, steps)).toEqual(prepare(record, published));
  });

  test('gives plain data that survives structuredClone', () => {
    const signal = prepare(record, published);
    expect(structuredClone(signal)).toEqual(signal);
  });

  test('without steps is the record, with none written down', () => {
    expect(prepare(record, [])).toEqual({ ...record, steps: [] });
  });

  test('filters causally from the steady state of the first sample, so that a constant passes a low-pass unchanged', () => {
    const lowPass: PreparationStep = { step: 'low-pass', highHz: 40, order: 2, phase: 'causal' };
    const constant = recordOf({ I: new Float32Array(50).fill(0.7) });
    for (const x of prepare(constant, [lowPass]).leads.I as Float32Array) expect(x).toBeCloseTo(0.7, 6);
    const sections = butterworth({ kind: 'high-pass', lowHz: 0.5 }, 2, 500);
    const state = steadyState(sections).map((s) => s * (samples[0] as number));
    const { leads } = prepare(record, [{ step: 'high-pass', lowHz: 0.5, order: 2, phase: 'causal' }]);
    expect(leads.I).toEqual(filterCausal(sections, samples, state));
  });
});

describe('the step standardise', () => {
  const flat = new Float32Array(400).fill(0.2);

  test('names flat leads and makes them zero, also after a filter', () => {
    const signal = prepare(recordOf({ I: samples, V1: flat }), [bandPass, { step: 'standardise', over: 'lead' }]);
    expect(signal.steps[1]?.flatLeads).toEqual(['V1']);
    expect(signal.leads.V1).toEqual(new Float32Array(400));
  });

  test('over the record keeps the ratio of the leads’ heights', () => {
    const doubled = recordOf({ I: samples, II: samples.map((x) => 2 * x) });
    const { leads, steps } = prepare(doubled, [{ step: 'standardise', over: 'record' }]);
    const swing = (x: Float32Array = new Float32Array()) => Math.max(...x) - Math.min(...x);
    expect(swing(leads.II) / swing(leads.I)).toBeCloseTo(2, 5);
    const all = [...(leads.I as Float32Array), ...(leads.II as Float32Array)];
    const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
    expect(mean).toBeCloseTo(0, 6);
    expect(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length).toBeCloseTo(1, 5);
    expect(steps[0]?.flatLeads).toEqual([]);
  });

  test('over a record that is flat throughout gives zeros', () => {
    const { leads, steps } = prepare(recordOf({ I: flat }), [{ step: 'standardise', over: 'record' }]);
    expect(leads.I).toEqual(new Float32Array(400));
    expect(steps[0]?.flatLeads).toEqual(['I']);
  });
});

describe('the step standardise over limb and chest leads', () => {
  const over: readonly PreparationStep[] = [bandPass, { step: 'standardise', over: 'limb-and-chest-leads' }];
  const { record: ecg } = simulateRecord({
    fs: 500,
    durationSec: 10,
    heartRateBpm: 70,
    random: createRandom(3),
    noise: { muscleRmsMv: 0.01 },
  });
  const limb = ['I', 'II', 'III', 'aVR', 'aVL', 'aVF'] as const;
  const sdOf = (samples: Float32Array) =>
    Math.sqrt(
      samples.reduce((sum, x) => sum + x * x, 0) / samples.length -
        (samples.reduce((sum, x) => sum + x, 0) / samples.length) ** 2,
    );

  test('keeps the proportions of the limb leads, whose mean square is 1, and gives every chest lead an SD of 1', () => {
    const filtered = prepare(ecg, [bandPass]).leads;
    const { leads, steps } = prepare(ecg, over);
    const factor = (name: (typeof limb)[number]) =>
      sdOf(leads[name] as Float32Array) / sdOf(filtered[name] as Float32Array);
    for (const name of limb) expect(factor(name) / factor('I'), name).toBeCloseTo(1, 5);
    const squares = limb.map((name) => sdOf(leads[name] as Float32Array) ** 2);
    expect(squares.reduce((sum, x) => sum + x, 0) / 6).toBeCloseTo(1, 5);
    expect(sdOf(leads.V3 as Float32Array)).toBeCloseTo(1, 5);
    expect(steps[1]?.limbLeadsApart).toBeUndefined();
  });

  test('gives the same of millivolts and of leads that were scaled one by one', () => {
    const apart = prepare(ecg, [bandPass, { step: 'standardise', over: 'lead' }]);
    const again = prepare(apart, [{ step: 'standardise', over: 'limb-and-chest-leads' }]);
    const { leads } = prepare(ecg, over);
    // Leads of float32 carry seven digits; six parts in a million of the highest R are left after two roundings.
    for (const name of Object.keys(leads)) {
      (leads[name] as Float32Array).forEach((x, i) => {
        expect(Math.abs(x - (again.leads[name]?.[i] as number))).toBeLessThan(5e-6);
      });
    }
  });

  test('takes limb leads that do not fit together one by one, and says so', () => {
    const noise = createRandom(1);
    const odd = Object.fromEntries(
      limb.map((name) => [name, Float32Array.from({ length: 1000 }, () => noise.normal())]),
    );
    const { leads, steps } = prepare(recordOf(odd, 'normalised'), [
      { step: 'standardise', over: 'limb-and-chest-leads' },
    ]);
    expect(steps[0]?.limbLeadsApart).toBe('they do not fit together, with whatever gains');
    expect(sdOf(leads.aVL as Float32Array)).toBeCloseTo(1, 5);
    const one = prepare(recordOf({ I: samples }), [{ step: 'standardise', over: 'limb-and-chest-leads' }]);
    expect(one.steps[0]?.limbLeadsApart).toBe('II, III, aVR, aVL, aVF missing or flat');
  });
});

describe('the step notch', () => {
  const detecting: PreparationStep = { step: 'notch', mainsHz: 'detect', qualityFactor: 30, phase: 'zero' };

  test('takes out the frequency that it is told', () => {
    const { leads, steps } = prepare(record, [{ ...detecting, mainsHz: 50 }]);
    expect(leads.I).toEqual(filterZeroPhase(notch(50, 30, 500), samples));
    expect(steps[0]?.mainsHz).toBeUndefined();
  });

  test('told to detect, takes out what it finds and writes that down', () => {
    const random = createRandom(1);
    const lead = Float32Array.from({ length: 5000 }, () => 0.02 * random.normal());
    const humming = recordOf({ II: lead.map((x, i) => x + 0.1 * Math.sin((2 * Math.PI * 60 * i) / 500)) });
    const { leads, steps } = prepare(humming, [detecting]);
    expect(steps[0]?.mainsHz).toBe(60);
    expect(leads.II).toEqual(filterZeroPhase(notch(60, 30, 500), humming.leads.II as Float32Array));
    const untouched = prepare(recordOf({ II: lead }), [detecting]);
    expect(untouched.leads.II).toEqual(lead);
    expect(untouched.steps[0]).toEqual({ step: detecting, version: 1 });
  });
});

describe('the step remove-baseline', () => {
  test('subtracts the running medians, or the spline through medians', () => {
    const windowsSec = [0.2, 0.6];
    const medians = medianBaseline(samples, 500, windowsSec);
    const byMedian = prepare(record, [{ step: 'remove-baseline', method: 'median', windowsSec }]);
    expect(byMedian.leads.I).toEqual(samples.map((x, i) => x - (medians[i] as number)));
    const curve = splineBaseline(samples, medianKnots(samples, 500, 0.3));
    const bySpline = prepare(record, [{ step: 'remove-baseline', method: 'spline', knotSec: 0.3 }]);
    expect(bySpline.leads.I).toEqual(samples.map((x, i) => x - (curve[i] as number)));
  });
});

describe('the step scale', () => {
  const scale: PreparationStep = { step: 'scale', meanMv: 0.5, sdMv: 0.25 };

  test('subtracts and divides by one pair for all leads', () => {
    const { leads, unit } = prepare(recordOf({ I: Float32Array.of(0.5, 1), II: Float32Array.of(0, 0.25) }), [scale]);
    expect(leads).toEqual({ I: Float32Array.of(0, 2), II: Float32Array.of(-2, -1) });
    expect(unit).toBe('normalised');
  });

  test('refuses a record whose millivolts are lost, and a deviation of 0', () => {
    expect(() => prepare(recordOf({ I: samples }, 'normalised'), [scale])).toThrow(
      expect.objectContaining({
        code: 'model-mismatch',
        message: 'prepare: the step scale needs a record in mV, got one in unit normalised',
      }),
    );
    expect(() => prepare(record, [{ ...scale, sdMv: 0 }])).toThrow('a positive sdMv, got 0.5 and 0');
  });
});

describe('missing samples', () => {
  const torn = samples.slice().fill(Number.NaN, 100, 110);

  test('are refused with lead and index', () => {
    expect(() => prepare(recordOf({ I: samples, V6: torn }), published)).toThrow(
      'prepare: samples must be finite unless a step fill-gaps comes first, got NaN in lead V6 at index 100',
    );
  });

  test('are bridged and listed where fill-gaps comes first', () => {
    const gapFilling: PreparationStep = { step: 'fill-gaps', maxGapSec: 0.02 };
    const signal = prepare(recordOf({ I: samples, V6: torn }), [gapFilling, ...published]);
    expect(signal.steps[0]).toEqual({ step: gapFilling, version: 1, gaps: { V6: [{ start: 100, end: 110 }] } });
    expect(signal.leads.V6?.every(Number.isFinite)).toBe(true);
  });

  test('of exactly the longest length that is allowed are bridged', () => {
    const short = makeRecord({ fs: 100, leads: { I: new Float32Array(100).fill(Number.NaN, 10, 39) } });
    expect(prepare(short, [{ step: 'fill-gaps', maxGapSec: 0.29 }]).leads.I).toEqual(new Float32Array(100));
  });

  test('are refused where a gap is longer than the step allows', () => {
    expect(() => prepare(recordOf({ V6: torn }), [{ step: 'fill-gaps', maxGapSec: 0.018 }])).toThrow(
      'fillGaps: a gap may have 9 samples, got 10 from index 100, in lead V6',
    );
  });
});

test('a record too short for a filter is refused, naming the lead', () => {
  expect(() => prepare(recordOf({ aVF: samples.slice(0, 20) }), [bandPass])).toThrow(
    'filterZeroPhase: this filter needs more than 27 samples, got 20, in lead aVF',
  );
});

test('an unknown step is refused by name', () => {
  // @ts-expect-error a card written by a later version
  expect(() => prepare(record, [{ step: 'sharpen' }])).toThrow('prepare: unknown step {"step":"sharpen"}');
  const later = [{ step: 'remove-baseline', method: 'wavelet' }];
  // @ts-expect-error a card written by a later version
  expect(() => prepare(record, later)).toThrow('prepare: unknown baseline {');
  // @ts-expect-error a card written by hand
  expect(() => prepare(record, [{ step: 'standardise', over: 'leads' }])).toThrow(
    'over lead, record or limb-and-chest-leads, got leads',
  );
  // @ts-expect-error a card written by hand
  expect(() => prepare(record, [{ ...bandPass, phase: 'both' }])).toThrow('phase must be zero or causal, got both');
});
