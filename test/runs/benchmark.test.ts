import { describe, expect, it } from 'vitest';
import {
  cellName,
  gathersInto,
  ownConfig,
  publishedConfig,
  someRecords,
  voltageScale,
} from '../../runs/benchmark/cells.ts';
import { countMacs } from '../../runs/benchmark/count-macs.ts';
import type { FinishedCell } from '../../runs/benchmark/run-cell.ts';
import { benchmarkTable, learningCurveTable } from '../../runs/benchmark/tables.ts';
import { lstmClassifier, resnet1dWang } from '../../src/models/index.ts';
import { concatPool, linear, type ModelFunction, toSignal } from '../../src/nn/index.ts';
import { inputFormOf, labelledInputs } from '../../src/train/index.ts';
import { syntheticStore } from '../train/synthetic-store.ts';

const input = { channels: 12, samples: 250 };

describe('countMacs', () => {
  it('counts a linear layer, a convolutional network and a recurrent one as by hand', () => {
    const layer: ModelFunction = (signals) => linear(concatPool(toSignal(signals)), 'head', 5);
    expect(countMacs(layer, input)).toBe(2 * 12 * 5);
    // Stem of 7 taps and stride 1; blocks at 250, 125 and 63 samples, the later two with a stride of 2 and a shortcut of one tap.
    const blocks = [250, 125, 63].map((samples, i) => samples * 128 * 128 * (5 + 3 + (i > 0 ? 1 : 0)));
    const convolutions = 250 * 128 * 12 * 7 + blocks.reduce((sum, macs) => sum + macs, 0);
    expect(countMacs(resnet1dWang({ outputs: 5 }), input)).toBe(convolutions + 256 * 128 + 128 * 5);
    const recurrences = 250 * 4 * 256 * (12 + 256 + 256 + 256);
    expect(countMacs(lstmClassifier({ outputs: 5 }), input)).toBe(recurrences + 768 * 128 + 128 * 5);
  });
});

describe('the published recipe', () => {
  const cell = { architecture: 'resnet1d-wang', task: 'superdiagnostic', seed: 3 } as const;

  it('clips recurrent networks and gives them a tenth of the learning rate', () => {
    const scale = { meanMv: 0.01, sdMv: 0.2 };
    expect(publishedConfig(cell, 50, scale)).toMatchObject({
      ...{ epochs: 50, batch: 128, peakLearningRate: 0.01, weightDecay: 0.01, windowAggregation: 'max', units: ['mV'] },
      preparation: [
        { step: 'resample', fs: 100 },
        { step: 'scale', meanMv: 0.01, sdMv: 0.2 },
      ],
    });
    expect(publishedConfig(cell, 50, scale)).not.toHaveProperty('clipNorm');
    const recurrent = publishedConfig({ ...cell, architecture: 'gru' }, 50, scale);
    expect(recurrent).toMatchObject({ peakLearningRate: 0.001, clipNorm: 0.25 });
  });

  it('gives way to another recipe, but for what it leaves out of the rate and the clipping of recurrent networks', () => {
    const recipe = { task: 'all', peakLearningRate: 0.004, batch: 32, epochs: 7, seed: 9 };
    const own = ownConfig(recipe, cell, undefined);
    expect(own).toMatchObject({ task: 'all', peakLearningRate: 0.004, batch: 32, epochs: 7, seed: 3 });
    expect(own).not.toHaveProperty('clipNorm');
    const recurrent = ownConfig(recipe, { ...cell, architecture: 'crnn' }, 2);
    expect(recurrent).toMatchObject({ architecture: 'crnn', peakLearningRate: 0.004, clipNorm: 0.25, epochs: 2 });
    expect(ownConfig({ task: 'all' }, { ...cell, architecture: 'gru' }, 2).peakLearningRate).toBe(0.001);
  });

  it('statements gather into every task, superclasses into none but their own', () => {
    expect(gathersInto('all', 'rhythm')).toBe(true);
    expect(gathersInto('diagnostic', 'superdiagnostic')).toBe(true);
    expect(gathersInto('diagnostic', 'rhythm')).toBe(false);
    expect(gathersInto('superdiagnostic', 'all')).toBe(false);
    expect(gathersInto('superdiagnostic', 'superdiagnostic')).toBe(true);
  });

  it('scales by the amplitudes of the training folds alone', () => {
    const store = syntheticStore(20);
    const counts = store.counts.slice();
    // Records 1 and 2 (folds 1 and 2) alternate between 2 and 4 mV; fold 9 holds something else.
    for (let i = 0; i < 2 * 12 * 400; i++) counts[i] = i % 2 ? 2000 : 4000;
    const first = { ...store, counts, rows: store.rows.map((row, i) => ({ ...row, fold: i < 2 ? 1 : 9 })) };
    const { meanMv, sdMv } = voltageScale(first, [1]);
    expect(meanMv).toBeCloseTo(3, 9);
    expect(sdMv).toBeCloseTo(1, 9);
  });

  it('a smaller training set is a part of a larger one, labels going with their records', () => {
    const config = publishedConfig(cell, 1, undefined);
    const learnt = labelledInputs(syntheticStore(40), [1, 2, 3], 'superdiagnostic', inputFormOf(config));
    const [few, more] = [someRecords(learnt, 4, 1), someRecords(learnt, 9, 1)];
    expect(more.rows.slice(0, 4)).toEqual(few.rows);
    expect(new Set(more.rows.map(({ ecgId }) => ecgId)).size).toBe(9);
    few.rows.forEach(({ statements }, i) => {
      expect(few.labels[i * 5 + few.classes.indexOf('MI')]).toBe('IMI' in statements ? 1 : 0);
    });
  });
});

describe('the tables', () => {
  const cell = (changes: Partial<FinishedCell>): FinishedCell => ({
    ...{ architecture: 'lstm', task: 'rhythm', seed: 1, trainRecords: 100, testFold: 9, testRecords: 10 },
    ...{ macroAuc: 0.9, macroAucInterval: [0.85, 0.95], parameters: 900_000, megaMacsPerRecord: 1400 },
    ...{ secondsPerEpoch: 3.21, trainingRecordsPerSecond: 31, recordsPerSecond: 88 },
    config: publishedConfig({ architecture: 'lstm', task: 'rhythm', seed: 1 }, 50, undefined),
    ...changes,
  });

  it('show one seed with its interval, several with their means and range, and the published figure', () => {
    const one = benchmarkTable([cell({})], ['rhythm']);
    expect(one).toContain('| lstm | 0.900 (0.850–0.950) | 0.90 M | 1400 | 3.2 | 88 |');
    expect(one).toContain('| lstm | 0.953 |');
    const second = cell({ seed: 2, macroAuc: 0.92, macroAucInterval: [0.86, 0.96] });
    expect(benchmarkTable([cell({}), second], ['rhythm'])).toContain(
      '| lstm | 0.910 (0.855–0.955; seeds 0.900–0.920) |',
    );
    const unsure = [
      cell({ macroAucInterval: undefined }),
      cell({ seed: 2, macroAuc: 0.92, macroAucInterval: undefined }),
    ];
    expect(benchmarkTable(unsure, ['rhythm'])).toContain('| lstm | 0.910 (seeds 0.900–0.920) |');
  });

  it('say when every task was judged by one network', () => {
    const config = ownConfig({ task: 'all' }, cell({}), 30);
    const table = benchmarkTable([cell({ config }), cell({ config, task: 'form' })], ['rhythm', 'form']);
    expect(table).toContain('for 30 epochs, once, on the statements of task all.');
    expect(benchmarkTable([cell({})], ['rhythm'])).toContain('for 50 epochs.');
  });

  it('keep the learning curve apart, in the order of its sizes', () => {
    const cells = [cell({ records: 500, trainRecords: 500 }), cell({ records: 250, trainRecords: 250 }), cell({})];
    const curve = learningCurveTable(cells).trim().split('\n').slice(2);
    expect(curve.map((line) => line.split(' | ')[2])).toEqual(['250', '500']);
    expect(cellName(cells[0] as FinishedCell)).toBe('lstm.rhythm.seed-1.500-records');
  });
});
