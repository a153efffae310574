import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isEcgError } from '../../src/errors.ts';
import {
  makeRecord,
  parseWfdbHeader,
  readWfdb,
  readWfdbAnnotations,
  writeWfdb,
  writeWfdbAnnotations,
} from '../../src/record/index.ts';

const files = writeWfdb(
  makeRecord({
    fs: 360,
    leads: { I: Float32Array.of(1, -2, 3), V1: Float32Array.of(0, Number.NaN, -0.5) },
    patient: { ageYears: 69, sex: 'female' },
    source: { comments: ['Dx: AF', '69 F 1085 1629 x1'], startTime: '12:00:00 26/10/1994' },
  }),
  'x',
);
const header16 = files['x.hea'] ?? new Uint8Array();
const header212 = new TextEncoder().encode(
  '# twelve bits\nx 2 360/24000(5) 3 12:00:00\nx.dat 212:0+1 200(3)/uV 12 0 0 0 0 I\nx.dat 212x1+1 0 12 0 0 0 0 II\n',
);
const signals = files['x.dat'] ?? new Uint8Array();
const annotations = writeWfdbAnnotations({
  fs: 250,
  definitions: [{ code: 42, symbol: 'c', meaning: 'calibration' }],
  annotations: [
    { sample: 77, symbol: 'N', subtype: 1, chan: 0, num: 0 },
    { sample: 5000, symbol: '+', subtype: 0, chan: 1, num: -1, aux: '(AFIB' },
  ],
});

/** The bytes after up to four of: a byte changed, cut off at a place, a byte put in, a digit in place of a byte. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const place = fc.nat(bytes.length);
  const damage = fc.oneof(
    fc.tuple(place, fc.nat(255)).map(
      ([at, byte]) =>
        (list: number[]) =>
          list.with(Math.min(at, list.length - 1), byte),
    ),
    place.map((at) => (list: number[]) => list.slice(0, at)),
    fc.tuple(place, fc.nat(255)).map(
      ([at, byte]) =>
        (list: number[]) =>
          list.toSpliced(at, 0, byte),
    ),
    fc.tuple(place, fc.constantFrom(...'0123456789-+.e/(): \n#')).map(
      ([at, text]) =>
        (list: number[]) =>
          list.with(Math.min(at, list.length - 1), text.charCodeAt(0)),
    ),
  );
  return fc
    .array(damage, { minLength: 1, maxLength: 4 })
    .map((steps) => Uint8Array.from(steps.reduce((list, step) => (list.length === 0 ? list : step(list)), [...bytes])));
}

/** True when the call returns or throws an `EcgError`; any other error is passed on. */
function endsWell(call: () => unknown): boolean {
  try {
    call();
  } catch (error) {
    if (!isEcgError(error)) throw error;
  }
  return true;
}

const runs = { numRuns: 2000 };

describe('damaged bytes', () => {
  test.each([
    ['format 16', header16],
    ['format 212', header212],
  ])('of a header (%s) are read or refused, never anything else', (_, header) => {
    fc.assert(
      fc.property(damaged(header), (bytes) => endsWell(() => readWfdb(bytes, () => signals))),
      runs,
    );
  });

  test('of a signal file are read or refused, never anything else', () => {
    fc.assert(
      fc.property(damaged(signals), fc.constantFrom(header16, header212), (bytes, header) =>
        endsWell(() => readWfdb(header, () => bytes)),
      ),
      runs,
    );
  });

  test('of an annotation file are read or refused, never anything else', () => {
    fc.assert(
      fc.property(damaged(annotations), (bytes) => endsWell(() => readWfdbAnnotations(bytes))),
      runs,
    );
  });

  test('of any origin are read or refused, never anything else', () => {
    const anything = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(anything, (bytes) => {
        return endsWell(() => parseWfdbHeader(bytes)) && endsWell(() => readWfdbAnnotations(bytes));
      }),
      runs,
    );
  });

  test('of a signal file never pass as other samples: a single changed sample fails its checksum', () => {
    fc.assert(
      fc.property(fc.nat(signals.length - 1), fc.integer({ min: 1, max: 255 }), (at, difference) => {
        const changed = signals.with(at, (signals[at] ?? 0) ^ difference);
        expect(() => readWfdb(header16, () => changed)).toThrow('the checksum of');
      }),
    );
  });
});
