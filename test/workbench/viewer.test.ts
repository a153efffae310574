import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { detectBeats, medianBeat } from '../../src/beats/index.ts';
import { createRandom } from '../../src/random.ts';
import { type EcgRecord, simulateRecord } from '../../src/record/index.ts';
import { printedDocument } from '../../workbench/viewer/print-document.ts';
import { drawnPage } from '../../workbench/viewer/print-tracing.ts';
import { CHOICES, defaultSettings } from '../../workbench/viewer/settings.ts';
import { sourceOf } from '../../workbench/viewer/tracing-source.ts';
import { axeViolations } from './axe.ts';
import { chromiumPath, keepScreenshot } from './chromium.ts';
import type { Shown } from './viewer-page/main.tsx';
import { serveViewerPage } from './viewer-page/serve-viewer-page.ts';

// A machine whose cores are busy with other test files needs many times what the viewer needs alone.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const executablePath = chromiumPath();
const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 64, random: createRandom(1), name: 'ten' });
const rPeak = { sample: 1010, label: 'R peak' };

let server: Awaited<ReturnType<typeof serveViewerPage>>;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  if (executablePath === undefined) return;
  server = await serveViewerPage();
  // Continuous integration may run as root, where Chromium has no sandbox.
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  page = await browser.newPage({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(120_000);
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

function plain({ fs, leads, source }: EcgRecord): Shown {
  return { name: source.name, fs, leads: numbers(leads) };
}

function numbers(leads: Readonly<Record<string, Float32Array>>): Shown['leads'] {
  return Object.fromEntries(Object.entries(leads).map(([lead, samples]) => [lead, [...samples]]));
}

async function show(shown: Shown): Promise<void> {
  await page.evaluate((what) => window.show(what), shown);
  await tracing().waitFor();
}

const tracing = () => page.getByRole('application', { name: /^Tracing of/ });
const reading = () => page.locator('.viewer-reading output');
const text = (found: ReturnType<typeof reading>) => expect.poll(() => found.innerText());

describe.skipIf(executablePath === undefined)('the viewer', () => {
  test.each(CHOICES.layout)('shows a record as %s, in light and dark', async (layout) => {
    for (const theme of CHOICES.theme) {
      await show({ ...plain(record), settings: { layout, theme, lead: 'V2' } });
      await keepScreenshot(page, `viewer-${layout}-${theme}`);
    }
    expect(errors).toEqual([]);
  });

  test.each(CHOICES.theme)('has no violation that axe knows, in %s', async (theme) => {
    await show({ ...plain(record), settings: { theme } });
    expect(await axeViolations(page)).toEqual([]);
  });

  test('a caliper is moved, marched out and snapped by keys, and says what it reads', async () => {
    await show({ ...plain(record), settings: { layout: '12x1' }, fiducials: { I: [rPeak] } });
    await page.getByRole('button', { name: 'Caliper' }).click();
    // It begins with one second and one millivolt in the middle.
    await text(reading()).toBe('1000 ms = 60 bpm (25.0 mm) · 1.00 mV (10.0 mm) in I');
    await page.getByRole('slider', { name: 'Caliper end' }).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await text(reading()).toMatch(/^978 ms = 61 bpm/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+ArrowUp');
    await text(reading()).toMatch(/1\.10 mV \(11\.0 mm\) in I/);
    await page.keyboard.press('m');
    // Ten seconds hold ten intervals of 978 ms.
    await expect.poll(() => page.locator('.viewer-caliper .march').count()).toBe(10);
    await page.getByRole('slider', { name: 'Caliper start' }).focus();
    await page.keyboard.press('s');
    await text(reading()).toMatch(/^3458 ms .+ R peak$/);
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, 'viewer-caliper');
  });

  test('a dragged leg is caught by a fiducial', async () => {
    await show({ ...plain(record), settings: { layout: '12x1' }, fiducials: { I: [rPeak] } });
    await page.getByRole('button', { name: 'Caliper' }).click();
    const start = page.getByRole('slider', { name: 'Caliper start' });
    const box = await start.boundingBox();
    const paper = await tracing().boundingBox();
    if (box === null || paper === null) throw new Error('The caliper must be on the page.');
    await page.mouse.move(box.x + box.width / 2, box.y + 300);
    await page.mouse.down();
    // R is at 2.02 s: 10 mm of gutter and 50.5 mm; the leg is let go half a millimetre beside it.
    await page.mouse.move(paper.x + ((60.5 + 0.5) * 96) / 25.4, box.y + 300, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => start.getAttribute('aria-valuetext')).toBe('2.020 s');
  });

  test('a recording of a day is moved by keys and its strip, pressed together and magnified', async () => {
    const leads = numbers({ MLII: record.leads.II as Float32Array, V5: record.leads.V5 as Float32Array });
    await show({ name: 'day', fs: 500, leads, times: 8640 });
    const place = page.getByRole('slider', { name: 'Place in the recording' });
    const shown = () => expect.poll(() => place.getAttribute('aria-valuetext'));
    await tracing().focus();
    await page.keyboard.press('End');
    await shown().toMatch(/to 24:00:00\.0$/);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Home');
    await shown().toMatch(/^00:00:00\.0 to 00:00:14/);
    await place.click({ position: { x: 700, y: 20 } });
    await shown().toMatch(/^(11:5|12:0)/);
    await page.getByRole('button', { name: 'Whole' }).click();
    await expect.poll(() => place.count()).toBe(0);
    await keepScreenshot(page, 'viewer-day');
    await page.getByRole('button', { name: /back to true scale/ }).click();
    await tracing().hover();
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Control');
    await expect.poll(() => page.getByRole('button', { name: /^331 %/ }).count()).toBe(1);
    expect(errors).toEqual([]);
  });

  test('a calibrated screen is remembered, and the paper grows with it', async () => {
    await show({ ...plain(record), settings: { layout: 'single' } });
    const before = (await tracing().boundingBox())?.height ?? Number.NaN;
    await page.getByRole('button', { name: 'Screen size…' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByLabel('Length of the bar').fill('7.56');
    await keepScreenshot(page, 'viewer-calibration');
    await page.getByRole('button', { name: 'Keep' }).click();
    await expect
      .poll(async () => (await tracing().boundingBox())?.height)
      .toBeCloseTo(before * (7.56 / (96 / 25.4)), -1);
    expect(await page.evaluate(() => localStorage.getItem('einthoven.pixelsPerMm'))).toBe('7.56');
  });

  test('boundaries of the usual beat are moved by keys, and intervals follow', async () => {
    const median = medianBeat(record, detectBeats(record));
    const marks = (
      [
        ['pOn', -180],
        ['pOff', -80],
        ['qrsOn', -40],
        ['qrsOff', 50],
        ['tOff', 340],
      ] as const
    ).map(([name, ms]) => ({ name, measuredMs: ms, editedMs: ms }));
    await show({ ...plain(record), beat: { rPeak: median.rPeak, leads: numbers(median.leads), marks } });
    const intervals = page.locator('.viewer-intervals');
    await text(intervals).toBe('P 100 ms · PR 140 ms · QRS 90 ms · QT 380 ms · QTc (Fridericia) 380 ms');
    await page.getByRole('slider', { name: 'QRS onset' }).focus();
    await page.keyboard.press('Shift+ArrowLeft');
    await text(intervals).toMatch(/PR 120 ms \(measured 140\) · QRS 110 ms \(measured 90\)/);
    await page.keyboard.press('Enter');
    // It cannot pass the end of P.
    for (let press = 0; press < 3; press++) await page.keyboard.press('Shift+ArrowLeft');
    await text(intervals).toMatch(/PR 104 ms \(measured 140\)/);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await text(intervals).toMatch(/PR 140 ms · QRS 90 ms/);
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    expect(await axeViolations(page)).toEqual([]);
    await keepScreenshot(page, 'viewer-median-beat');
    expect(errors).toEqual([]);
  });

  test.each(CHOICES.layout)('prints %s on one page', async (layout) => {
    const settings = { ...defaultSettings(Object.keys(record.leads), 4), layout };
    const drawing = await drawnPage(sourceOf(record), settings, 0);
    const sheet = await browser.newPage();
    await sheet.setContent(printedDocument(drawing));
    const pdf = (await sheet.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
    await sheet.close();
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
  });
});
