import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assignParameters,
  copyParameters,
  countParameters,
  createParameterVector,
  initialiseParameters,
  type ParameterSpec,
} from '../../src/nn/index.ts';
import { createRandom } from '../../src/random.ts';
import { refusal } from './refusal.ts';

const drawn: ParameterSpec['initialise'] = (shape, random) =>
  Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal());
const spec = (name: string, shape: readonly number[], decay = true): ParameterSpec => ({
  name,
  shape,
  decay,
  initialise: drawn,
});
const specs = [
  spec('conv.weight', [2, 3]),
  spec('norm.weight', [2], false),
  spec('norm.bias', [2], false),
  spec('scale', []),
];

const anySpecs = fc
  .uniqueArray(fc.string(), { maxLength: 8 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .tuple(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }), fc.boolean())
          .map(([shape, decay]) => spec(name, shape, decay)),
      ),
    ),
  );

describe('a parameter vector', () => {
  test('holds one parameter after the other, and joins neighbours that decay alike', () => {
    const vector = createParameterVector(specs);
    expect(countParameters(specs)).toBe(11);
    expect(vector.values).toEqual(new Float32Array(11));
    expect([...vector.views].map(([name, view]) => [name, view.byteOffset / 4, view.length])).toEqual([
      ['conv.weight', 0, 6],
      ['norm.weight', 6, 2],
      ['norm.bias', 8, 2],
      ['scale', 10, 1],
    ]);
    expect(vector.runs).toEqual([
      { start: 0, end: 6, decay: true },
      { start: 6, end: 10, decay: false },
      { start: 10, end: 11, decay: true },
    ]);
  });

  test('is covered by its views and by its runs, without gap or overlap', () => {
    fc.assert(
      fc.property(anySpecs, (some) => {
        const { values, views, runs } = createParameterVector(some);
        let counter = 0;
        for (const view of views.values()) {
          for (const i of view.keys()) view[i] = counter++;
        }
        expect([...values]).toEqual(Array.from({ length: countParameters(some) }, (_, i) => i));
        const decayed = some.flatMap(({ shape, decay }) => Array(shape.reduce((a, b) => a * b, 1)).fill(decay));
        expect(runs.flatMap(({ start, end, decay }) => Array(end - start).fill(decay))).toEqual(decayed);
        expect(runs.every(({ start }, i) => start === (runs[i - 1]?.end ?? 0))).toBe(true);
      }),
    );
  });

  test('lies in shared memory where it is given some, and keeps what is there', () => {
    const shared = new SharedArrayBuffer(44);
    const writer = createParameterVector(specs, shared);
    writer.values.fill(7);
    const reader = createParameterVector(specs, shared);
    (writer.views.get('scale') as Float32Array)[0] = 3;
    expect([...reader.values]).toEqual([...Array(10).fill(7), 3]);
    expect(reader.values.buffer).toBe(shared);
  });

  test('is filled by the initialisers in the order of the specs, and again so from the same seed', () => {
    const random = createRandom(5);
    const expected = Array.from({ length: 11 }, () => Math.fround(random.normal()));
    const vector = createParameterVector(specs);
    initialiseParameters(vector, specs, createRandom(5));
    expect([...vector.values]).toEqual(expected);
  });

  test('comes back from its values by name, which are copies', () => {
    const source = createParameterVector(specs);
    initialiseParameters(source, specs, createRandom(1));
    const named = copyParameters(source);
    const expected = [...source.values];
    source.values.fill(0);
    const target = createParameterVector(specs);
    assignParameters(target, new Map([...named].reverse()));
    expect([...target.values]).toEqual(expected);
  });

  test('ignores values of other names, such as running statistics', () => {
    const vector = createParameterVector([spec('w', [1])]);
    assignParameters(
      vector,
      new Map([
        ['w', Float32Array.of(2)],
        ['running_mean', Float32Array.of(9, 9)],
      ]),
    );
    expect([...vector.values]).toEqual([2]);
  });

  test('refuses missing values and other sizes, and then copies nothing', () => {
    const vector = createParameterVector([spec('a', [1]), spec('b', [2])]);
    const a = Float32Array.of(5);
    expect(() => assignParameters(vector, new Map([['a', a]]))).toThrow(
      refusal('assignParameters: b takes 2 values, got none'),
    );
    const wrong = new Map([
      ['a', a],
      ['b', new Float32Array(3)],
    ]);
    expect(() => assignParameters(vector, wrong)).toThrow('b takes 2 values, got 3');
    expect([...vector.values]).toEqual([0, 0, 0]);
  });

  test('refuses two parameters of one name, and memory of another size', () => {
    expect(() => createParameterVector([spec('w', [1]), spec('w', [2])])).toThrow(
      refusal('createParameterVector: names must differ, got w twice'),
    );
    expect(() => createParameterVector(specs, new ArrayBuffer(48))).toThrow(
      refusal('createParameterVector: the parameters take 44 bytes, got a buffer of 48'),
    );
  });
});
