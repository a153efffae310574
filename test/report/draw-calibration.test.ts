import { describe, expect, it } from 'vitest';
import { decisionCurve, reliabilityTable } from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { type CalibrationPanel, type DisplayPolyline, drawCalibration, toSvg } from '../../src/report/index.ts';
import { parseXml } from './parse-xml.ts';

const random = createRandom(41);
const honest = Array.from({ length: 300 }, () => random.uniform());
const labels = honest.map((p) => (random.uniform() < p ? 1 : 0));
const bold = honest.map((p) => (p < 0.5 ? p / 4 : 1 - (1 - p) / 4));

const panelOf = (name: string): CalibrationPanel => ({
  class: name,
  records: 300,
  positives: labels.filter((label) => label === 1).length,
  before: reliabilityTable(labels, bold, 10),
  after: reliabilityTable(labels, honest, 10),
  decisionCurve: decisionCurve(labels, honest),
});
const named = (panels: readonly CalibrationPanel[], label: string) =>
  drawCalibration('Calibration', panels).items.filter(
    (item): item is DisplayPolyline => item.kind === 'polyline' && item.label === label,
  );

describe('drawCalibration', () => {
  it('puts every bin where its mean probability and its share are', () => {
    const [line] = named([panelOf('MI')], 'after calibration');
    const bins = panelOf('MI').after.filter(({ n }) => n > 0);
    const [first, last] = [bins[0], bins.at(-1)] as [(typeof bins)[number], (typeof bins)[number]];
    const points = line?.points ?? [];
    expect(points).toHaveLength(2 * bins.length);
    // Two bins tell the scale and the corner; all others must lie on it.
    const scale =
      ((points.at(-2) as number) - (points[0] as number)) /
      ((last.meanProbability as number) - (first.meanProbability as number));
    const left = (points[0] as number) - scale * (first.meanProbability as number);
    const bottom = (points[1] as number) + scale * (first.observed as number);
    expect(scale).toBeCloseTo(44, 9);
    bins.forEach(({ meanProbability, observed }, i) => {
      expect(points[2 * i]).toBeCloseTo(left + scale * (meanProbability as number), 9);
      expect(points[2 * i + 1]).toBeCloseTo(bottom - scale * (observed as number), 9);
    });
  });

  it('leaves out empty bins, and keeps what is beyond an axis inside the chart', () => {
    const none = { n: 0, meanProbability: undefined, observed: undefined };
    const panel = { ...panelOf('MI'), before: [none, none], decisionCurve: [] };
    expect(named([panel], 'before calibration')).toEqual([]);
    const curve = [0.1, 0.9].map((threshold) => ({ threshold, netBenefit: -9, netBenefitOfAll: 0.1 }));
    const [line] = named([{ ...panel, decisionCurve: curve }], 'act on the model');
    const [all] = named([{ ...panel, decisionCurve: curve }], 'act on all');
    expect(line?.points[1]).toBe(line?.points[3]);
    expect(line?.points[1]).toBeGreaterThan(all?.points[1] as number);
  });

  it('has a place of its own for every class, on a page that holds them all', () => {
    const panels = ['NORM', 'MI', 'STTC', 'CD', 'HYP', 'AFIB', 'PAC'].map(panelOf);
    const page = drawCalibration('Calibration', panels);
    const starts = named(panels, 'after calibration').map(({ points }) => `${points[0]} ${points[1]}`);
    expect(new Set(starts).size).toBe(7);
    for (const item of page.items) {
      if (item.kind === 'boxes') continue;
      const places = item.kind === 'text' ? [item.xMm, item.yMm] : item.kind === 'lines' ? item.segments : item.points;
      places.forEach((place, i) => {
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place).toBeLessThanOrEqual(i % 2 === 0 ? page.widthMm : page.heightMm);
      });
    }
  });

  it('is well-formed SVG that says which class, how many records, and the disclaimer', () => {
    const svg = toSvg(drawCalibration('A & B', [panelOf('MI')]));
    expect(() => parseXml(svg)).not.toThrow();
    expect(svg).toContain('A &amp; B');
    expect(svg).toMatch(/MI, \d+ of 300 records/);
    expect(svg).toContain('Not clinically validated');
  });
});
