import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test, vi } from 'vitest';
import { readWfdbAnnotations } from '../../src/record/index.ts';
import { axeViolations } from './axe.ts';
import { chromiumPath, keepScreenshot, TIMEOUT_MS, workbenchInChromium } from './chromium.ts';
import { judged, openFiles, pickedRecord } from './picked-files.ts';

vi.setConfig({ testTimeout: TIMEOUT_MS });

const executable = chromiumPath();
const workbench = workbenchInChromium(executable);

const findings = (page: Page) => page.getByRole('region', { name: 'Findings' });

/** What a button saves. */
async function saved(page: Page, button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** A value of the table of measurements. */
const measured = async (page: Page, name: RegExp) =>
  Number.parseFloat(
    await page.getByRole('region', { name: 'Measurements' }).getByRole('row', { name }).getByRole('cell').innerText(),
  );

// One page, on which one thing follows the other as for a reader: a test begins where the one before it ended.
describe.skipIf(executable === undefined)('a reader’s way through the workbench', () => {
  test('before a record is open, axe knows no violation', async () => {
    const { page } = workbench();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
    }
    await keepScreenshot(page, 'start');
  });

  test('a record is opened, shown, measured and judged, and nobody is asked', async () => {
    const { page, errors, url } = workbench();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await openFiles(page, pickedRecord('lbbb', { morphology: 'left-bundle-branch-block' }));
    await page.getByRole('application', { name: 'Tracing of lbbb, 12 leads' }).waitFor();
    await judged(page);
    await findings(page)
      .getByRole('button', { name: /^CD conduction disturbance ?, present/ })
      .click();
    expect(await findings(page).locator('.finding-details:not([hidden])').innerText()).toMatch(
      /calibrated; present from/,
    );
    // 72/min were simulated.
    expect(await measured(page, /^Ventricular rate/)).toBeCloseTo(72, -1);
    expect(await page.getByRole('region', { name: 'Not assessed' }).count()).toBe(1);
    expect(await page.getByText('For research and education. Not clinically validated.').first().isVisible()).toBe(
      true,
    );
    expect(asked.filter((one) => !one.startsWith(url) && !one.startsWith(`blob:${url}`))).toEqual([]);
    expect(errors).toEqual([]);
  });

  test(
    'a finding is explained by lead and segment',
    async () => {
      const { page } = workbench();
      await findings(page).getByRole('button', { name: 'Explain on the tracing' }).click();
      // The first time the network with gradients is built.
      await findings(page)
        .getByRole('table')
        .waitFor({ timeout: 2 * TIMEOUT_MS });
      const text = await findings(page).locator('.explanation').innerText();
      expect(text).toContain('By integrated gradients');
      // Rounded to whole per cent, five segments may miss 100 by as much as 2.
      const shares = [...(/P .*rest.*/.exec(text)?.[0] ?? '').matchAll(/([\d.]+)\s%/g)].map(([, share]) =>
        Number(share),
      );
      expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100)).toBeLessThanOrEqual(2);
      await keepScreenshot(page, 'explained');
    },
    3 * TIMEOUT_MS,
  );

  test('a boundary is moved, and intervals and criteria follow; measured and edited values are kept', async () => {
    const { page } = workbench();
    const before = await measured(page, /^QRS \d/);
    expect(before).toBeGreaterThan(130);
    const field = page.getByLabel('QRS end, edited, ms');
    await field.fill(String(Number(await field.inputValue()) - 40));
    await field.press('Enter');
    await page.getByText('follow the edited boundaries').waitFor();
    // The worker measures again meanwhile.
    await expect.poll(() => measured(page, /^QRS \d/), { timeout: TIMEOUT_MS }).toBe(before - 40);
  });

  test('findings are confirmed, rejected, added, disputed and adjudicated', async () => {
    const { page } = workbench();
    const review = page.getByRole('region', { name: 'Review' });
    const reader = review.getByLabel('Reader');
    await reader.fill('Ada');
    await findings(page).getByRole('button', { name: 'Confirm' }).click();
    await review.getByText('Ada confirms CD').waitFor();
    await review.getByLabel('Add finding').fill('CLBBB');
    await review.getByRole('button', { name: 'Add' }).click();
    await review.getByLabel('Comment').fill('wide, notched QRS');
    await review.getByRole('button', { name: 'Keep' }).click();
    await review.getByText('Ada comments: wide, notched QRS').waitFor();
    await reader.fill('Bo');
    await findings(page).getByRole('button', { name: 'Reject' }).click();
    await review.getByRole('heading', { name: 'Review disputed' }).waitFor();
    await reader.fill('Chief');
    await findings(page).getByRole('button', { name: 'Adjudicate: present' }).click();
    await review.getByRole('heading', { name: 'Review adjudicated' }).waitFor();
  });

  test('evidence and review are exported as JSON, CSV, FHIR and WFDB annotations', async () => {
    const { page } = workbench();
    const json = JSON.parse((await saved(page, 'Export as JSON')).bytes.toString());
    expect(json.evidence.schema).toBe('einthoven/evidence/1');
    expect(json.review.map((entry: { action: string }) => entry.action)).toEqual([
      'edit-fiducial',
      'confirm',
      'add',
      'comment',
      'reject',
      'adjudicate-present',
    ]);
    const { measuredMs, previousMs, editedMs } = json.review[0].edit;
    expect([previousMs, editedMs]).toEqual([measuredMs, measuredMs - 40]);
    const csv = (await saved(page, 'Export as CSV')).bytes.toString().trim().split('\r\n');
    expect(csv).toHaveLength(7);
    expect(csv[4]).toContain('"wide, notched QRS"');
    const fhir = JSON.parse((await saved(page, 'Export as FHIR')).bytes.toString());
    expect(fhir.resourceType).toBe('Bundle');
    const annotations = await saved(page, 'Export as WFDB annotations');
    expect(annotations.name).toBe('lbbb.rev');
    const read = readWfdbAnnotations(annotations.bytes).annotations;
    expect(read.filter(({ symbol }) => symbol === 'N').length).toBeGreaterThanOrEqual(10);
    expect(read.find(({ symbol }) => symbol === '"')?.aux).toBe('Ada: wide, notched QRS');
  });

  test('similar cases are found', async () => {
    const { page } = workbench();
    const similar = page.getByRole('region', { name: 'Similar cases' });
    await similar.getByRole('button', { name: 'Find similar cases' }).click();
    await similar.getByRole('table').waitFor();
    // The header and eight cases.
    expect(await similar.getByRole('row').count()).toBe(9);
  });

  test('it is compared with a previous record', async () => {
    const { page } = workbench();
    await page.getByLabel('Compare with files…').setInputFiles([...pickedRecord('earlier')]);
    const comparison = page.getByRole('region', { name: 'Comparison with a previous record' });
    await comparison.getByRole('img', { name: 'Lead V6, both records' }).waitFor();
    expect(await comparison.getByRole('row', { name: /^Rhythm regular regular none/ }).count()).toBe(1);
    await keepScreenshot(page, 'record-light');
  });

  test.each(['light', 'dark'] as const)(
    'with all that on the page, axe knows no violation in %s',
    async (colorScheme) => {
      const { page } = workbench();
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
      await keepScreenshot(page, `reviewed-${colorScheme}`);
      await page.emulateMedia({ colorScheme: 'light' });
    },
  );

  test('the queue knows the record after the page was loaded anew', async () => {
    const { page, errors } = workbench();
    await page.reload();
    await page.getByRole('link', { name: 'Review queue' }).click();
    await page.getByRole('row', { name: /^lbbb adjudicated .*CD.* Ada, Bo, Chief/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, 'queue');
    expect(errors).toEqual([]);
  });
});
