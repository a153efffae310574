import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { metricsCommand } from '../../src/cli/metrics.ts';
import { macroAuc } from '../../src/evaluate/index.ts';
import { scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const labels = [1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 0];
const scores = [0.9, 0.2, 0.4, 0.7, 0.3, 0.1, 0.35, 0.6, 0.8, 0.3, 0.2, 0.45];

/** Writes little-endian float64 in NPY format 1.0, as `numpy.save` lays it out. */
function saveNpy(name: string, shape: readonly number[], values: readonly number[]): string {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape.map((length) => `${length},`).join(' ')}), }`;
  const padded = `${header.padEnd(117)}\n`;
  const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, padded.length, 0);
  const path = join(folder, name);
  writeFileSync(path, Buffer.concat([magic, Buffer.from(padded), Buffer.from(Float64Array.from(values).buffer)]));
  return path;
}

const y = saveNpy('y.npy', [6, 2], labels);
const p = saveNpy('p.npy', [6, 2], scores);

/** What the command prints; `--resamples 0` unless the arguments say otherwise. */
async function metrics(...args: readonly string[]): Promise<string> {
  let printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
  await metricsCommand().parseAsync(['--resamples', '0', ...args], { from: 'user' });
  return printed;
}

afterEach(() => vi.restoreAllMocks());

describe('einthoven metrics', () => {
  it('prints the figures as one JSON value', async () => {
    const report = JSON.parse(await metrics('--labels', y, '--scores', p, '--classes', 'MI,CD', '--json'));
    expect(report).toMatchObject({ schema: 'einthoven/metrics/1', n: 6 });
    expect(report.macroAuc).toBe(macroAuc({ classes: ['MI', 'CD'], labels, scores }).mean);
    expect(Object.keys(report.classes)).toEqual(['MI', 'CD']);
    for (const figure of ['auc', 'averagePrecision', 'f1', 'sensitivity', 'specificity', 'brier', 'ece', 'positives']) {
      expect(report.classes.MI[figure]).toEqual(expect.any(Number));
    }
  });

  it('gives intervals by patient, the same for the same seed', async () => {
    const groups = saveNpy('g.npy', [6], [1, 1, 2, 2, 3, 4]);
    const args = ['--labels', y, '--scores', p, '--groups', groups, '--resamples', '40', '--seed', '3', '--json'];
    const report = JSON.parse(await metrics(...args));
    expect(report).toMatchObject({ resampledBy: 'group', resampledUnits: 4, resamples: 40, intervalLevel: 0.95 });
    expect(report.macroAucInterval).toHaveLength(2);
    expect(JSON.parse(await metrics(...args))).toEqual(report);
  });

  it('names a class without positives and leaves it out of the macro', async () => {
    const none = saveNpy(
      'none.npy',
      [6, 2],
      labels.map((label, i) => (i % 2 === 1 ? 0 : label)),
    );
    const text = await metrics('--labels', none, '--scores', p, '--classes', 'MI,CD');
    expect(text).toMatch(/left out.*CD.*no positives/);
    const report = JSON.parse(await metrics('--labels', none, '--scores', p, '--classes', 'MI,CD', '--json'));
    expect(report.leftOut).toEqual([{ class: 'CD', reason: 'no positives' }]);
    expect(report.macroAuc).toBe(report.classes.MI.auc);
  });

  it('reads class names from a file', async () => {
    const names = join(folder, 'names.txt');
    writeFileSync(names, 'MI\nCD\n');
    const report = JSON.parse(await metrics('--labels', y, '--scores', p, '--classes', names, '--json'));
    expect(Object.keys(report.classes)).toEqual(['MI', 'CD']);
  });

  it('calls at one threshold for all classes, or one for each', async () => {
    const thresholdsOf = async (list: string) => {
      const report = JSON.parse(await metrics('--labels', y, '--scores', p, '--thresholds', list, '--json'));
      return Object.values(report.classes).map((one) => (one as { threshold: number }).threshold);
    };
    expect(await thresholdsOf('0.3')).toEqual([0.3, 0.3]);
    expect(await thresholdsOf('0.3,0.7')).toEqual([0.3, 0.7]);
    await expect(thresholdsOf('0.3,')).rejects.toThrow('thresholds must be one number per class');
    await expect(thresholdsOf('0.1,0.2,0.3')).rejects.toThrow('thresholds must be one number per class');
  });

  it.each([
    ['a NaN score, by record and class', 'nan.npy', [6, 2], scores.with(3, Number.NaN), /NaN at record 1, class CD/],
    ['another shape', 'wide.npy', [4, 3], scores, /must have one shape, got \[6,2\] and \[4,3\]/],
    ['one axis', 'flat.npy', [12], scores, /must be \[records, classes\], got \[12\]/],
  ])('refuses %s', async (_, name, shape, values, message) => {
    const args = ['--labels', y, '--scores', saveNpy(name, shape, values), '--classes', 'MI,CD'];
    await expect(metrics(...args)).rejects.toThrow(message);
  });

  it('refuses labels other than 0 and 1, a patient that is NaN, and a file that is not there', async () => {
    const odd = saveNpy('odd.npy', [6, 2], labels.with(2, 2));
    await expect(metrics('--labels', odd, '--scores', p)).rejects.toThrow(/labels must be 0 or 1, got 2 at record 1/);
    const groups = saveNpy('nan-groups.npy', [6], [1, 2, Number.NaN, 3, 4, 5]);
    await expect(metrics('--labels', y, '--scores', p, '--groups', groups)).rejects.toThrow(/NaN at record 2/);
    await expect(metrics('--labels', join(folder, 'gone.npy'), '--scores', p)).rejects.toThrow(/gone\.npy must exist/);
  });
});
