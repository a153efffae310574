import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dataFolderOfServer, type Served, startServed } from '../serve/served.ts';
import { axeViolations } from './axe.ts';
import { chromiumPath, keepScreenshot, prepareScreenshots, TIMEOUT_MS } from './chromium.ts';
import { judged, openFiles, pickedRecord } from './picked-files.ts';

vi.setConfig({ testTimeout: 2 * TIMEOUT_MS });

const executable = chromiumPath();
const data = dataFolderOfServer();
let browser: Browser;
let server: Served;
const keys: Record<string, string> = {};

beforeAll(async () => {
  if (executable === undefined) return;
  prepareScreenshots();
  server = await startServed(data);
  const readers = { Ada: ['read', 'write', 'review'], Bo: ['read', 'review'], Chief: ['read', 'review', 'adjudicate'] };
  for (const [name, scopes] of Object.entries(readers)) {
    const made = await server.ask('/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name, scopes }),
      headers: { 'content-type': 'application/json' },
    });
    keys[name] = ((await made.json()) as { token: string }).token;
  }
  browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });
}, 2 * TIMEOUT_MS);
afterAll(() => browser?.close());

/** A browser of its own, as that of a reader at another desk. */
async function pageOf(key: string | undefined): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(TIMEOUT_MS);
  const page = await context.newPage();
  await page.goto(`${server.url}/#key=${key}`);
  return page;
}

const findings = (page: Page) => page.getByRole('region', { name: 'Findings' });
const review = (page: Page) => page.getByRole('region', { name: 'Review' });
const queue = (page: Page) => page.getByRole('region', { name: 'On the server' });
const unfold = (page: Page) =>
  findings(page)
    .getByRole('button', { name: /^CD conduction disturbance/ })
    .click();

// One thing follows the other, as for readers: a test begins where the one before it ended.
describe.skipIf(executable === undefined)('the workbench of a server', () => {
  test('a record is read here until its reader keeps it on the server, and then its review is kept there', async () => {
    const page = await pageOf(keys.Ada);
    expect(page.url()).not.toContain('key');
    await openFiles(page, pickedRecord('lbbb', { morphology: 'left-bundle-branch-block' }));
    await judged(page);
    expect(await (await server.ask('/v1/records')).json()).toEqual({ records: [], next: null });
    await review(page).getByText('Kept in this browser.').waitFor();
    await review(page).getByRole('button', { name: 'Keep this record on the server' }).click();
    await review(page).getByText('Kept on the server.').waitFor();
    await unfold(page);
    await findings(page).getByRole('button', { name: 'Confirm' }).click();
    await review(page)
      .getByText(/^Ada \(\w{4}\) confirms CD/)
      .waitFor();
    const field = page.getByLabel('QRS end, edited, ms');
    await field.fill(String(Number(await field.inputValue()) - 40));
    await field.press('Enter');
    await review(page)
      .getByText(/^Ada \(\w{4}\) moves qrsOff/)
      .waitFor();
    await keepScreenshot(page, 'served-record');
    await page.context().close();
  });

  test('another reader finds the record, sees that review and the boundary that was moved, and differs', async () => {
    const page = await pageOf(keys.Bo);
    await page.getByRole('link', { name: 'Review queue' }).click();
    await queue(page)
      .getByRole('row', { name: /^lbbb reviewed/ })
      .waitFor();
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeViolations(page)).toEqual([]);
      await keepScreenshot(page, `served-queue-${colorScheme}`);
    }
    await queue(page).getByRole('button', { name: 'lbbb' }).click();
    await judged(page);
    await review(page)
      .getByText(/^Ada \(\w{4}\) confirms CD/)
      .waitFor();
    await page.getByText('follow the edited boundaries').waitFor();
    await unfold(page);
    await findings(page).getByRole('button', { name: 'Reject' }).click();
    await review(page).getByRole('heading', { name: 'Review disputed' }).waitFor();
    // Without the scope the server refuses, in words.
    await findings(page).getByRole('button', { name: 'Adjudicate: present' }).click();
    await review(page).getByText('The key lacks the scope adjudicate.').waitFor();
    await page.context().close();
  });

  test('after the server was killed and started anew it is all there, and a third reader adjudicates', async () => {
    const { key } = server;
    await server.end('SIGKILL');
    server = await startServed(data, { key });
    const page = await pageOf(keys.Chief);
    await page.getByRole('link', { name: 'Review queue' }).click();
    await queue(page)
      .getByRole('row', { name: /^lbbb disputed/ })
      .waitFor();
    await queue(page).getByLabel('Finding').fill('AFIB');
    await queue(page).getByText('No record fits.').waitFor();
    await queue(page).getByLabel('Finding').fill('CD');
    await queue(page).getByLabel('Show').selectOption('disputed');
    await queue(page).getByRole('button', { name: 'lbbb' }).click();
    await judged(page);
    await unfold(page);
    await findings(page).getByRole('button', { name: 'Adjudicate: present' }).click();
    await review(page).getByRole('heading', { name: 'Review adjudicated' }).waitFor();
    const { records } = (await (await server.ask('/v1/records?review=adjudicated')).json()) as { records: object[] };
    expect(records).toMatchObject([{ name: 'lbbb' }]);
    await page.context().close();
  });

  test('a recording of minutes is read from the server in parts', async () => {
    const form = new FormData();
    for (const { name, buffer } of pickedRecord('minutes', { durationSec: 180, fs: 250 }))
      form.append('file', new Blob([new Uint8Array(buffer)]), name);
    expect((await server.ask('/v1/records', { method: 'POST', body: form })).status).toBe(201);
    const page = await pageOf(keys.Bo);
    await page.getByRole('link', { name: 'Review queue' }).click();
    await queue(page).getByRole('button', { name: 'minutes' }).click();
    await page.getByRole('application', { name: 'Tracing of minutes, 12 leads' }).waitFor();
    await judged(page);
    await page.context().close();
  });

  test('a key that the server does not take is told, and the workbench works without it', async () => {
    const page = await pageOf('ein_000000000000_wrong');
    await page.getByRole('alert').getByText('The server cannot be used').waitFor();
    await page.getByRole('button', { name: 'Atrial fibrillation' }).click();
    await judged(page);
    await review(page).getByText('Kept in this browser.').waitFor();
    await page.context().close();
  });
});
