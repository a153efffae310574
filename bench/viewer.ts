/**
 * `npx tsx bench/viewer.ts [--frames 200]`: panning in the workbench's viewer in headless Chromium, for 12 leads × 5,000 samples and for a
 * recording of a day, near and from afar. Each frame moves the pointer by three pixels, and the whole view is painted anew. Told are the
 * time from frame to frame, which on a busy machine is that of its neighbours, and the processor time per frame: of the page's main thread, and
 * of all processes of the browser together, rasterising in software included. Less than 20 ms are 50 frames per second.
 */
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from 'playwright-core';
import { helpFromHeader } from '../runs/help-from-header.ts';
import { createRandom } from '../src/random.ts';
import { simulateRecord } from '../src/record/index.ts';
import { chromiumPath } from '../test/workbench/chromium.ts';
import type { Shown } from '../test/workbench/viewer-page/main.tsx';
import { serveViewerPage } from '../test/workbench/viewer-page/serve-viewer-page.ts';

helpFromHeader(import.meta.filename);
const { values } = parseArgs({ options: { frames: { type: 'string', default: '200' } } });
const frames = Number(values.frames);
const executablePath = chromiumPath();
if (executablePath === undefined) throw new Error('bench/viewer: Chromium must be installed');

/** Drags the tracing by three pixels per frame; gives the milliseconds from frame to frame, sorted. */
const drag = (count: number) => `(async () => {
  const paper = document.querySelector('.viewer-paper');
  paper.setPointerCapture = () => undefined;
  const fire = (type, clientX) =>
    paper.dispatchEvent(new PointerEvent(type, { clientX, clientY: 200, button: 0, pointerId: 1, bubbles: true }));
  const times = [];
  let last = performance.now();
  fire('pointerdown', 700);
  for (let frame = 0; frame < ${count}; frame++) {
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
    last = performance.now();
    fire('pointermove', 700 - 3 * frame);
  }
  fire('pointerup', 0);
  return times.sort((a, b) => a - b);
})()`;

const server = await serveViewerPage();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  const ofPage = await page.context().newCDPSession(page);
  await ofPage.send('Performance.enable', { timeDomain: 'threadTicks' });
  const ofBrowser = await browser.newBrowserCDPSession();

  const leads = (fs: number, names?: readonly string[]) => {
    const { record } = simulateRecord({ fs, durationSec: 10, heartRateBpm: 72, random: createRandom(1) });
    return Object.fromEntries(
      (names ?? Object.keys(record.leads)).map((lead) => [lead, [...(record.leads[lead] ?? [])]]),
    );
  };
  const day = { name: 'day', fs: 250, leads: leads(250, ['II', 'V1', 'V5']), times: 8640 };
  const twelve = { name: 'ten', fs: 500, leads: leads(500) };
  const all = (pixelsPerMm: number, paperSpeed: 25 | 50) => ({ layout: '12x1', pixelsPerMm, paperSpeed }) as const;
  await measure('12 × 5,000 samples in sight, one below another', { ...twelve, times: 3, settings: all(3.78, 25) }, 0);
  await measure('12 leads at 50 mm/s', { ...twelve, settings: all(3.78, 50) }, 0);
  await measure('a day, 3 leads, at true scale', day, 0);
  await measure('a day, filtered 0.5–40 Hz', { ...day, settings: { filter: '0.5–40' } }, 0);
  await measure('a day, minutes in sight', day, 12);
  await measure('a day, hours in sight', day, 20);

  async function measure(name: string, shown: Shown, zoomsOut: number): Promise<void> {
    await page.evaluate((what) => window.show(what), shown);
    await page.locator('.viewer-paper').focus();
    for (let zoom = 0; zoom < zoomsOut; zoom++) await page.keyboard.press('-');
    await page.evaluate(drag(20));
    const before = await processorMs(page, ofPage, ofBrowser);
    const times = (await page.evaluate(drag(frames))) as readonly number[];
    const after = await processorMs(page, ofPage, ofBrowser);
    const perFrame = (a: number, b: number) => `${((b - a) / frames).toFixed(1)} ms`;
    console.log(
      `${name}: frame ${times[Math.floor(frames / 2)]?.toFixed(1)} ms (95 %: ${times[Math.floor(0.95 * frames)]?.toFixed(1)} ms)` +
        `, main thread ${perFrame(before.main, after.main)}, all processes ${perFrame(before.all, after.all)}`,
    );
  }
} finally {
  await browser.close();
  await server.close();
}

/** Processor time so far: of the page's main thread, and of all processes of the browser. */
async function processorMs(page: Page, ofPage: CDPSession, ofBrowser: CDPSession) {
  // Frames that are still on their way to the screen are waited for.
  await page.evaluate('new Promise((settled) => requestAnimationFrame(() => requestAnimationFrame(settled)))');
  const { metrics } = await ofPage.send('Performance.getMetrics');
  const { processInfo } = await ofBrowser.send('SystemInfo.getProcessInfo');
  const taskSec = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  return { main: 1000 * taskSec, all: 1000 * processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0) };
}
