import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { formParts } from '../../src/serve/worker/form-parts.ts';

const folder = mkdtempSync(join(tmpdir(), 'einthoven-form-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'body');
const MIB = 1 << 20;

/** The parts of a body, with their content. */
function partsOf(body: Uint8Array | string, contentType: string) {
  writeFileSync(path, body);
  const bytes = readFileSync(path);
  return formParts(path, contentType).map(({ start, end, ...names }) => ({
    ...names,
    content: bytes.subarray(start, end).toString('latin1'),
  }));
}

/** A body as Node's own implementation of forms writes it. */
async function written(parts: readonly { field: string; fileName?: string; content: string }[]) {
  const form = new FormData();
  for (const { field, fileName, content } of parts) {
    if (fileName === undefined) form.append(field, content);
    else form.append(field, new Blob([Buffer.from(content, 'latin1')]), fileName);
  }
  const response = new Response(form);
  return [new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type') ?? ''] as const;
}

describe('the parts of a form', () => {
  test('are those that were written, whatever their content and wherever blocks of the file end', async () => {
    const content = fc.oneof(
      fc.constantFrom('', '\r\n', '--', '\r\n--', '\r\n\r\n', '----formdata-undici-0'),
      fc.integer({ min: MIB - 300, max: MIB + 10 }).map((length) => '\r\n-'.repeat(length / 3)),
      fc.string({ unit: fc.constantFrom('\r', '\n', '-', 'a', '\0', 'ÿ'), maxLength: 60 }),
    );
    const file = fc.record({
      field: fc.constant('file'),
      fileName: fc.constantFrom('a.hea', 'ä "b".dat', 'c\r\n.x'),
      content,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (parts) => {
        const [body, type] = await written(parts);
        expect(partsOf(body, type)).toEqual(parts);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  test('may follow a preamble and blanks behind their boundary, which may be in quotes', () => {
    const body =
      'preamble\r\n--x y \t\r\ncontent-disposition: form-data; name="label"\r\n\r\nward\r\n--x y--\r\nepilogue';
    expect(partsOf(body, 'multipart/form-data; boundary="x y"; charset=utf-8')).toEqual([
      { field: 'label', content: 'ward' },
    ]);
  });

  test.each([
    ['no boundary in its type', '--x--', 'multipart/form-data', /must name a boundary/],
    ['no boundary in it', 'nothing', 'multipart/form-data; boundary=x', /boundary must be there/],
    [
      'an end that is missing',
      '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
      'multipart/form-data; boundary=x',
      /must end with/,
    ],
    [
      'a part without a name',
      '--x\r\nContent-Type: a\r\n\r\nb\r\n--x--',
      'multipart/form-data; boundary=x',
      /must have a name/,
    ],
    ['a part without a head', '--x\r\nb\r\n--x--', 'multipart/form-data; boundary=x', /must have a head/],
    [
      'a head that is too long',
      `--x\r\n${'a'.repeat(9000)}\r\n\r\nb\r\n--x--`,
      'multipart/form-data; boundary=x',
      /must have a head/,
    ],
  ])('with %s are refused', (_, body, type, rule) => {
    expect(() => partsOf(body, type)).toThrowError(rule);
  });
});
