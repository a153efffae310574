import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { evaluatePredictions } from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';
import { axeViolations } from './axe.ts';
import { chromiumPath, keepScreenshot, TIMEOUT_MS, workbenchInChromium } from './chromium.ts';
import { pickedFile } from './picked-files.ts';

vi.setConfig({ testTimeout: TIMEOUT_MS });

const executable = chromiumPath();
const workbench = workbenchInChromium(executable);

const open = (page: Page, name: string, text: string) =>
  page.getByLabel('Open a file').setInputFiles([pickedFile(name, text)]);

/** Four records; the second class is taken for the first once. */
const classes = ['NORM', 'MI'];
const labels = [
  [1, 0],
  [1, 0],
  [0, 1],
  [0, 1],
];
const scores = [
  [0.9, 0.1],
  [0.8, 0.3],
  [0.6, 0.4],
  [0.2, 0.7],
];

describe.skipIf(executable === undefined)('the pages of data sets', () => {
  test('labels are counted', async () => {
    const { page, url } = workbench();
    await page.goto(`${url}#datasets`);
    const rows = ['1,10,56,1,3,SR NORM', '2,10,56,1,3,NORM SBRAD', '3,11,19,0,2,IMI SR', '4,12,,,1,AFIB'];
    await open(page, 'labels.csv', `ecg_id,patient_id,age,sex,strat_fold,codes\n${rows.join('\n')}\n`);
    await page.getByText('4 records of 3 patients; 1 without a superclass.').waitFor();
    const superclasses = page.getByRole('table', { name: 'Superclasses' });
    expect(await superclasses.getByRole('row', { name: /^NORM 2 \(50/ }).count()).toBe(1);
    expect(await superclasses.getByRole('row', { name: /^MI 1 \(25/ }).count()).toBe(1);
    expect(
      await page
        .getByRole('table', { name: 'Age' })
        .getByRole('row', { name: /^not stated 1/ })
        .count(),
    ).toBe(1);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, 'labels');
  });

  test('an evaluation is shown by class', async () => {
    const { page } = workbench();
    const options = { classes, labels: labels.flat(), scores: scores.flat(), resamples: 0, random: createRandom(1) };
    await open(page, 'evaluation.json', JSON.stringify(evaluatePredictions(options)));
    // Each class ranks both of its records above both others.
    await page.getByRole('row', { name: /^NORM 2 1\.000 –/ }).waitFor();
  });

  test('predictions have reliability and confusion, computed here', async () => {
    const { page } = workbench();
    await open(page, 'predictions.json', JSON.stringify({ classes, labels, scores }));
    await page.getByRole('img', { name: /^Reliability of NORM: 0\.20 said, 0\.00 observed of 1/ }).waitFor();
    const taken = page.getByRole('table', { name: /^Records of a class/ });
    expect(await taken.getByRole('row', { name: 'MI 1 1' }).count()).toBe(1);
    await page.getByLabel('Class').selectOption('MI');
    await page.getByRole('img', { name: /^Reliability of MI/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, 'predictions');
  });

  test('a training has learning curves', async () => {
    const { page } = workbench();
    const epochs = [1, 2, 3].map((epoch) =>
      JSON.stringify({ epoch, loss: 1 / epoch, validationAuc: 0.7 + 0.05 * epoch }),
    );
    await open(page, 'model.onnx.log.jsonl', `${epochs.join('\n')}\n`);
    await page
      .getByText('3 epochs; loss 0.3333 in the last; best validation macro-AUC 0.8500 after epoch 3.')
      .waitFor();
    await page.getByRole('img', { name: 'Loss by epoch, from 1.0000 to 0.3333' }).waitFor();
  });

  test('another file is refused by what it should have been', async () => {
    const { page, errors } = workbench();
    await open(page, 'other.json', '{"a": 1}');
    await page
      .getByRole('alert')
      .getByText(/other\.json is JSON, but neither a report/)
      .waitFor();
    await open(page, 'ragged.json', JSON.stringify({ classes, labels, scores: scores.slice(1) }));
    await page
      .getByRole('alert')
      .getByText(/as many rows of labels as of scores, got 4 and 3/)
      .waitFor();
    expect(errors).toEqual([]);
  });
});
