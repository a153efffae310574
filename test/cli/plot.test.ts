import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/random.ts';
import { simulateRecord } from '../../src/record/index.ts';
import { writeRecordFile } from '../../src/record/node.ts';
import { einthoven, scratchFolder } from './command-line.ts';

const folder = scratchFolder();
const path = join(folder, 'record');
const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: 70, random: createRandom(1) });
writeRecordFile(record, path);

describe('einthoven plot', () => {
  test('writes an SVG at true scale and says so on stderr, leaving stdout empty', () => {
    const out = join(folder, 'page.svg');
    const { code, stdout, stderr } = einthoven('plot', path, '--out', out);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/page\.svg, 276 × \d+ mm\n$/);
    expect(readFileSync(out, 'utf8')).toMatch(/^<svg [^>]*width="276mm"/);
  });

  test('takes layout, speed, gain, leads and stretch', () => {
    const out = join(folder, 'strip.svg');
    const scale = ['--speed', '50', '--gain', '20', '--lead', 'V1', '--lead', 'II', '--from', '2', '--duration', '4'];
    expect(einthoven('plot', path, '--out', out, '--layout', '12x1', ...scale).code).toBe(0);
    const svg = readFileSync(out, 'utf8');
    for (const text of ['50 mm/s   20 mm/mV', 'Seconds 2 to 6 of 10.', '>V1<', '>II<']) expect(svg).toContain(text);
    expect(svg).not.toContain('>V2<');
  });

  test.each([
    [['missing', '--out', 'page.svg'], 'missing.hea'],
    [[path, '--out', 'page.svg', '--speed', 'fast'], 'speedMmPerSec must be positive, got NaN'],
    [[path, '--out', 'page.svg', '--lead', 'V9'], 'must have lead V9'],
    [[path, '--out', 'page.svg', '--layout', '5x5'], '5x5'],
    [[path, '--out', join('no', 'such', 'folder.svg')], 'must be writable'],
  ])('refuses %j and writes nothing', (args, message) => {
    const before = readdirSync(folder);
    const { code, stdout, stderr } = einthoven(
      'plot',
      ...args.map((arg) => (/\.svg$/.test(arg) ? join(folder, arg) : arg)),
    );
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(readdirSync(folder)).toEqual(before);
  });
});
