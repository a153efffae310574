import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { projectRoot } from '../guards/project-files.ts';
import { serveWorkbench } from './serve-workbench.ts';

/** Where Debian and others put it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * The browser that `CHROMIUM_PATH` names or the system has, or `undefined`, in which case a test skips.
 *
 * @throws Error where `REQUIRE_SERVERS=1` is set and there is none, so that continuous integration cannot skip silently
 */
export function chromiumPath(): string | undefined {
  const path = [process.env.CHROMIUM_PATH, ...PLACES].find((place) => place && existsSync(place));
  if (path !== undefined) return path;
  if (process.env.REQUIRE_SERVERS === '1')
    throw new Error('chromiumPath: no Chromium is installed and REQUIRE_SERVERS=1');
  console.warn("SKIPPED: no Chromium; install Debian's chromium, or set CHROMIUM_PATH");
  return undefined;
}

/** A machine whose cores are busy with other tests needs many times what the workbench needs alone. */
export const TIMEOUT_MS = 120_000;

/** Where screenshots are kept to be looked at. */
const SCREENSHOTS = join(projectRoot, 'out', 'workbench');

/** The built workbench in a browser, for the tests of one file. */
export interface Workbench {
  readonly url: string;
  /** The page that the tests of the file share, as a user would: the runtime is compiled once. */
  readonly page: Page;
  /** What went wrong on the page, as the browser's console tells. */
  readonly errors: readonly string[];
}

/** Starts server and browser before the tests of a file, and ends them after. */
export function workbenchInChromium(executablePath: string | undefined): () => Workbench {
  let browser: Browser | undefined;
  let server: Awaited<ReturnType<typeof serveWorkbench>> | undefined;
  let workbench: Workbench | undefined;
  beforeAll(async () => {
    if (executablePath === undefined) return;
    prepareScreenshots();
    server = await serveWorkbench();
    // Continuous integration may run as root, where Chromium has no sandbox.
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(TIMEOUT_MS);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(server.url);
    workbench = { url: server.url, page, errors };
  }, TIMEOUT_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  return () => {
    if (workbench === undefined) throw new Error('The browser must have been started.');
    return workbench;
  };
}

/** Makes the folder of pictures. */
export function prepareScreenshots(): void {
  mkdirSync(SCREENSHOTS, { recursive: true });
}

/** Keeps a picture of the whole page under `out/workbench/`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
