import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ablateLeads,
  attributeInput,
  type ExplainedClass,
  type Explainer,
  explainedClass,
  openExplainer,
} from '../../src/explain/index.ts';
import { architectures, loadModel, type Model, type ModelInput, writeModelFile } from '../../src/models/index.ts';
import { buildInferenceGraph } from '../../src/nn/index.ts';
import { openSession } from '../../src/nn/node.ts';
import { createRandom } from '../../src/random.ts';
import { STANDARD_LEADS } from '../../src/record/index.ts';
import { smallCard } from '../models/small-model.ts';
import { expectClose, type Packed } from '../nn/golden-tensor.ts';
import { golden } from './golden.ts';

/** PyTorch's side; see `golden/make-attributions.py`. */
const theirs = golden<{
  readonly window: number;
  readonly starts: readonly number[];
  readonly columns: readonly number[];
  readonly outputs: number;
  readonly values: Readonly<Record<string, Packed>>;
  readonly record: Packed;
  readonly logOdds: number;
  readonly baselineLogOdds: number;
  readonly gradient: Packed;
  readonly integrated: Packed;
  readonly gradCam: Packed;
  readonly guidedGradCam: Packed;
}>('attributions');

const SAMPLES = 60;
const target: ExplainedClass = { task: 'superdiagnostic', class: 'three outputs', columns: theirs.columns };
const input: ModelInput = {
  signal: {
    fs: 100,
    unit: 'normalised',
    leads: Object.fromEntries(
      STANDARD_LEADS.map((lead, l) => [
        lead,
        Float32Array.from(theirs.record.values.slice(l * SAMPLES, (l + 1) * SAMPLES)),
      ]),
    ),
    patient: {},
    source: { format: 'memory', name: 'golden', comments: [], notes: [] },
    steps: [],
  },
  starts: theirs.starts,
  warnings: [],
};
const flat = (leads: Readonly<Record<string, Float32Array>>) => ({
  shape: theirs.record.shape,
  data: Float32Array.from(Object.values(leads).flatMap((lead) => [...lead])),
});

let model: Model;
let explainer: Explainer;
beforeAll(async () => {
  const network = architectures['resnet1d-wang']({ outputs: theirs.outputs, width: 4, hidden: 6 });
  const values = new Map(Object.entries(theirs.values).map(([name, { values }]) => [name, Float32Array.from(values)]));
  const card = smallCard({ outputs: ['A', 'B', 'C', 'D', 'E'] });
  const graph = buildInferenceGraph(network, { channels: 12, samples: theirs.window }, values);
  const form = { ...card, input: { ...card.input, windowSamples: theirs.window, strideSamples: 20 } };
  model = await loadModel(writeModelFile(graph, form), 'golden', openSession, 1);
  explainer = openExplainer(model, openSession, 1);
});
afterAll(async () => {
  await explainer.close();
  await model.session.close();
});

describe('attributions agree with PyTorch', () => {
  it('log-odds of a noisy-OR over windows, and gradient × input', async () => {
    const found = await attributeInput(explainer, input, target, 'gradient-input');
    expect(found.logOdds).toBeCloseTo(theirs.logOdds, 5);
    const { shape, values } = theirs.gradient;
    const expected = values.map((slope, i) => slope * (theirs.record.values[i] as number));
    expectClose(flat(found.leads), { shape, values: expected }, 'gradient × input', 1e-4);
    const saliency = await attributeInput(explainer, input, target, 'saliency');
    expectClose(flat(saliency.leads), { shape, values: values.map(Math.abs) }, 'saliency', 1e-4);
  });

  it('integrated gradients, to what two ways of adding up allow', async () => {
    // A sum within the tolerance does not tell that every value has settled: here the path is followed to the end.
    const path = { tolerance: 0, mostPoints: 1025 };
    const found = await attributeInput(explainer, input, target, 'integrated-gradients', { path });
    expect(found.completeness?.baselineLogOdds).toBeCloseTo(theirs.baselineLogOdds, 5);
    expect(found.completeness?.relativeError).toBeLessThan(5e-3);
    // Their sum of 2,000 midpoints and ours of 1,025 points cross the kinks of the rectifiers at other places.
    expectClose(flat(found.leads), theirs.integrated, 'integrated gradients', 5e-3);
  });

  it('Grad-CAM and guided Grad-CAM', async () => {
    const cam = await attributeInput(explainer, input, target, 'grad-cam');
    expectClose(flat(cam.leads), theirs.gradCam, 'Grad-CAM', 1e-4);
    const { shape, values } = theirs.guidedGradCam;
    const guided = await attributeInput(explainer, input, target, 'guided-grad-cam');
    expectClose(flat(guided.leads), { shape, values: values.map(Math.abs) }, 'guided Grad-CAM', 1e-4);
  });
});

describe('attribution', () => {
  it('by integrated gradients adds up to the difference of the log-odds', async () => {
    const { leads, logOdds, completeness } = await attributeInput(explainer, input, target, 'integrated-gradients');
    const sum = flat(leads).data.reduce((total, value) => total + value, 0);
    const difference = logOdds - (completeness?.baselineLogOdds ?? Number.NaN);
    expect(Math.abs(sum - difference)).toBeLessThan(0.01 * Math.abs(difference) + 1e-5);
    expect(completeness?.relativeError).toBeLessThan(0.01);
  });

  it('by occlusion of leads is the log-odds lost without each, in equal shares', async () => {
    const groups = Object.fromEntries(STANDARD_LEADS.map((lead) => [lead, [lead]]));
    const occluded = await attributeInput(explainer, input, target, 'occlusion-leads');
    const ablation = await ablateLeads(explainer, target, input, groups);
    for (const [lead, values] of Object.entries(occluded.leads)) {
      const { without = Number.NaN } = ablation.groups[lead] ?? {};
      expect(values.reduce((total, value) => total + value, 0)).toBeCloseTo(ablation.logOdds - without, 4);
      expect(new Set(values).size).toBe(1);
    }
  });

  it('by occlusion of segments needs beats, and hides what lies between their boundaries', async () => {
    await expect(attributeInput(explainer, input, target, 'occlusion-segments')).rejects.toThrow(/needs the beats/);
    const none = {
      pOn: undefined,
      pPeak: undefined,
      pOff: undefined,
      tOn: undefined,
      tPeak: undefined,
      tOff: undefined,
    };
    const beats = { fs: 200, beats: [{ ...none, qrsOn: 40, rPeak: 50, qrsOff: 60 }] };
    const { leads } = await attributeInput(explainer, input, target, 'occlusion-segments', { beats });
    // QRS is samples 20 to 29 of 100 Hz: one value there, another elsewhere.
    const lead = leads.V2 ?? new Float32Array();
    expect(new Set(lead.subarray(20, 30)).size).toBe(1);
    expect(new Set([...lead.subarray(0, 20), ...lead.subarray(30)]).size).toBe(1);
    expect(lead[20]).not.toBe(lead[19]);
  });

  it('by SmoothGrad is that of saliency where the noise is nothing, and repeats with its seed', async () => {
    const saliency = await attributeInput(explainer, input, target, 'saliency');
    const smooth = (seed: number, noise: number) =>
      attributeInput(explainer, input, target, 'smooth-grad', {
        smoothing: { random: createRandom(seed), copies: 3, noise },
      });
    const { shape, data } = flat(saliency.leads);
    expectClose(flat((await smooth(1, 0)).leads), { shape, values: [...data] }, 'SmoothGrad without noise');
    expect(flat((await smooth(1, 0.1)).leads)).toEqual(flat((await smooth(1, 0.1)).leads));
    expect(flat((await smooth(1, 0.1)).leads)).not.toEqual(flat((await smooth(2, 0.1)).leads));
  });

  it.each(['mean', 'max'] as const)(
    'has the gradient that differences have, windows gathered by %s, statements by maximum',
    async (windowAggregation) => {
      const card = { ...explainer.card, windowAggregation, classAggregation: 'max' as const };
      const changed = { ...explainer, card };
      const { leads } = await attributeInput(changed, input, target, 'gradient-input');
      // The derivative along the input itself is the sum of gradient × input.
      const slope = flat(leads).data.reduce((total, value) => total + value, 0);
      const at = async (factor: number) => {
        const scaled = Object.fromEntries(
          Object.entries(input.signal.leads).map(([lead, x]) => [lead, x.map((v) => v * factor)]),
        );
        return (
          await attributeInput(changed, { ...input, signal: { ...input.signal, leads: scaled } }, target, 'saliency')
        ).logOdds;
      };
      const step = 0.002;
      const numeric = ((await at(1 + step)) - (await at(1 - step))) / (2 * step);
      expect(Math.abs(numeric - slope)).toBeLessThan(0.02 * Math.max(0.1, Math.abs(slope)));
    },
  );
});

describe('explainedClass', () => {
  const card = smallCard();
  it('finds superclasses first, statements next, and the columns that gather', () => {
    const { task, columns } = explainedClass(card, 'HYP');
    expect(task).toBe('superdiagnostic');
    expect(columns.map((column) => card.outputs[column])).toEqual(['LVH', 'LAO/LAE', 'RVH', 'RAO/RAE', 'SEHYP']);
    expect(explainedClass(card, 'AFIB').task).toBe('all');
    expect(explainedClass(card, 'NORM', 'all').columns).toHaveLength(1);
  });
  it('names the classes when there is none of a name', () => {
    expect(() => explainedClass(card, 'MII')).toThrow(/has no class MII; it has NORM, MI/);
    expect(() => explainedClass(card, 'MI', 'rhythm')).toThrow(/of task rhythm; it has SR/);
  });
});
