import type { Page } from 'playwright-core';
import { createRandom } from '../../src/random.ts';
import { type SimulationOptions, simulateRecord, writeWfdb } from '../../src/record/index.ts';

/** A file as a browser's file picker gives it. */
export interface PickedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A file of some text or bytes. */
export function pickedFile(name: string, content: string | Uint8Array): PickedFile {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
}

/** The files of a simulated record, of ten seconds at 72/min unless said otherwise. */
export function pickedRecord(name: string, options: Partial<SimulationOptions> = {}): readonly PickedFile[] {
  const { record } = simulateRecord({
    fs: 500,
    durationSec: 10,
    heartRateBpm: 72,
    random: createRandom(1),
    ...options,
  });
  return Object.entries(writeWfdb(record, name)).map(([file, bytes]) => pickedFile(file, bytes));
}

/** Gives files to the page, as a reader does who picks them. */
export async function openFiles(page: Page, files: readonly PickedFile[]): Promise<void> {
  await page
    .getByLabel('Open files…')
    .first()
    .setInputFiles([...files]);
}

/** Until the record is judged. */
export async function judged(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Findings' }).waitFor();
}
