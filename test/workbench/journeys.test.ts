import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord, writeWfdb } from '../../src/record/index.ts';
import { axeViolations } from './axe.ts';
import { chromiumPath, keepScreenshot, TIMEOUT_MS, workbenchInChromium } from './chromium.ts';

vi.setConfig({ testTimeout: TIMEOUT_MS });

const executable = chromiumPath();
const workbench = workbenchInChromium(executable);

/** The files of a record of ten seconds, as a browser's file picker gives them. */
function pickedFiles(name: string, options: { heartRateBpm?: number; morphology?: 'left-bundle-branch-block' } = {}) {
  const { record } = simulateRecord({
    fs: 500,
    durationSec: 10,
    heartRateBpm: 72,
    random: createRandom(1),
    ...options,
  });
  return Object.entries(writeWfdb(record, name)).map(([file, bytes]) => ({
    name: file,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(bytes),
  }));
}

const openFiles = (page: Page, files: ReturnType<typeof pickedFiles>) =>
  page.locator('input[type=file]:not([webkitdirectory])').first().setInputFiles(files);
const judged = (page: Page) => page.getByRole('heading', { name: 'Findings' }).waitFor();

describe.skipIf(executable === undefined)('the workbench', () => {
  test('has no violation that axe knows before a record is open', async () => {
    const { page } = workbench();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await keepScreenshot(page, 'start');
  });

  test('reads a record, shows its tracing, measures and judges it, without asking anybody', async () => {
    const { page, errors, url } = workbench();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await openFiles(page, pickedFiles('lbbb', { morphology: 'left-bundle-branch-block' }));
    await judged(page);
    await expect(page.getByRole('heading', { name: 'lbbb' }).count()).resolves.toBe(1);
    const findings = page.getByRole('region', { name: 'Findings' });
    await findings.getByRole('button', { name: /^CD conduction disturbance ?, present/ }).click();
    const details = await findings.locator('.finding-details:not([hidden])').innerText();
    expect(details).toMatch(/calibrated; present from/);
    const rate = page.getByRole('row', { name: /^Ventricular rate/ });
    // 72/min were simulated.
    expect(Number.parseFloat(await rate.getByRole('cell').innerText())).toBeCloseTo(72, -1);
    await expect(page.getByRole('region', { name: 'Not assessed' }).count()).resolves.toBe(1);
    await expect(page.getByText('For research and education. Not clinically validated.').count()).resolves.toBe(1);
    expect(asked.filter((one) => !one.startsWith(url) && !one.startsWith(`blob:${url}`))).toEqual([]);
    expect(errors).toEqual([]);
  });

  test.each(['light', 'dark'] as const)('has no violation that axe knows with a record, in %s', async (colorScheme) => {
    const { page } = workbench();
    await page.emulateMedia({ colorScheme });
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, `record-${colorScheme}`);
  });

  test('says in words what is wrong with a broken record', async () => {
    const { page, errors } = workbench();
    const [header, signals] = pickedFiles('broken');
    if (header === undefined || signals === undefined) throw new Error('A record has two files.');
    const complaint = page.getByRole('alert');
    await openFiles(page, [header]);
    await complaint.getByText('broken.hea names the signal file broken.dat, which must be opened with it').waitFor();
    await openFiles(page, [header, { ...signals, buffer: signals.buffer.subarray(0, 1000) }]);
    await complaint.getByText(/broken\.dat.+1000/).waitFor();
    const spoilt = Buffer.from(signals.buffer);
    spoilt[4000] = (spoilt[4000] ?? 0) ^ 64;
    await openFiles(page, [header, { ...signals, buffer: spoilt }]);
    await complaint.getByText(/checksum/).waitFor();
    await openFiles(page, [{ ...signals, name: 'photo.jpg' }]);
    await complaint.getByText('Got photo.jpg').waitFor();
    await keepScreenshot(page, 'broken');
    // After all that, a sound record is read.
    await openFiles(page, pickedFiles('sound'));
    await judged(page);
    expect(errors).toEqual([]);
  });
});
