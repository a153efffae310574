import fc from 'fast-check';
import onnxProto from 'onnx-proto';
import { describe, expect, test } from 'vitest';
import { readOnnxMetadata } from '../../src/nn/onnx-metadata.ts';
import {
  type AttributeValue,
  ELEMENT_TYPE_CODES,
  encodeOnnxGraph,
  encodeOnnxModel,
  type OnnxGraph,
} from '../../src/nn/onnx-protobuf.ts';

// The oracle is protobufjs with the official onnx.proto, as the package onnx-proto carries it.
const { onnx } = onnxProto;
const asPlain = { longs: Number, bytes: Array };
const decodeModel = (bytes: Uint8Array) => onnx.ModelProto.toObject(onnx.ModelProto.decode(bytes), asPlain);

const empty: OnnxGraph = { name: 'g', nodes: [], initializers: [], inputs: [], outputs: [] };
const withAttribute = (value: AttributeValue): OnnxGraph => ({
  ...empty,
  nodes: [{ operator: 'Op', inputs: ['x'], outputs: ['y'], attributes: { a: value } }],
});
function decodeAttribute(value: AttributeValue) {
  const model = onnx.ModelProto.decode(encodeOnnxModel(withAttribute(value), 20, {}));
  return onnx.AttributeProto.toObject(onnx.AttributeProto.create(model.graph?.node?.[0]?.attribute?.[0]), asPlain);
}
const { AttributeType } = onnx.AttributeProto;

describe('a model’s bytes, read by the official schema', () => {
  test('hold every part of the graph where it belongs', () => {
    const graph: OnnxGraph = {
      name: 'network',
      nodes: [
        { operator: 'Conv', inputs: ['x', 'w'], outputs: ['c'], attributes: {} },
        { operator: 'Slice', inputs: ['c', '', 'n'], outputs: ['y', 'z'], attributes: {} },
      ],
      initializers: [
        { name: 'w', type: 'float32', shape: [2], bytes: new Uint8Array(Float32Array.of(1.5, -2).buffer) },
        { name: 'n', type: 'int64', shape: [], bytes: new Uint8Array(BigInt64Array.of(-1n).buffer) },
      ],
      inputs: [{ name: 'x', type: 'float32', shape: ['batch', 12, 1000] }],
      outputs: [{ name: 'y', type: 'bool', shape: [] }],
    };
    const type = (elemType: number, dim: readonly object[]) => ({
      tensorType: { elemType, shape: dim.length === 0 ? {} : { dim } },
    });
    expect(decodeModel(encodeOnnxModel(graph, 20, { card: '{"a":1}', author: 'Ødegård' }))).toEqual({
      irVersion: 9,
      producerName: 'einthoven',
      opsetImport: [{ version: 20 }],
      metadataProps: [
        { key: 'card', value: '{"a":1}' },
        { key: 'author', value: 'Ødegård' },
      ],
      graph: {
        name: 'network',
        node: [
          { opType: 'Conv', input: ['x', 'w'], output: ['c'] },
          { opType: 'Slice', input: ['c', '', 'n'], output: ['y', 'z'] },
        ],
        initializer: [
          { name: 'w', dataType: 1, dims: [2], rawData: [0, 0, 0xc0, 0x3f, 0, 0, 0, 0xc0] },
          { name: 'n', dataType: 7, rawData: [255, 255, 255, 255, 255, 255, 255, 255] },
        ],
        input: [{ name: 'x', type: type(1, [{ dimParam: 'batch' }, { dimValue: 12 }, { dimValue: 1000 }]) }],
        output: [{ name: 'y', type: type(9, []) }],
      },
    });
  });

  test.each([
    ['a whole number', 7, { i: 7, type: AttributeType.INT }],
    ['a negative number, ten bytes', -1, { i: -1, type: AttributeType.INT }],
    ['the most negative index of Slice', -(2 ** 31), { i: -(2 ** 31), type: AttributeType.INT }],
    ['a float', { float: 0.5 }, { f: 0.5, type: AttributeType.FLOAT }],
    ['a float that is whole', { float: 0 }, { f: 0, type: AttributeType.FLOAT }],
    ['text', 'none', { s: [110, 111, 110, 101], type: AttributeType.STRING }],
    ['several numbers', [1, -2, 300], { ints: [1, -2, 300], type: AttributeType.INTS }],
    ['no numbers', [], { type: AttributeType.INTS }],
  ] as const)('keep an attribute that is %s', (_, value, expected) => {
    expect(decodeAttribute(value)).toEqual({ name: 'a', ...expected });
  });

  test('keep a subgraph as an attribute', () => {
    const body: OnnxGraph = { ...withAttribute(3), name: 'body' };
    expect(decodeAttribute({ graph: encodeOnnxGraph(body) })).toEqual({
      name: 'a',
      type: AttributeType.GRAPH,
      g: {
        name: 'body',
        node: [{ opType: 'Op', input: ['x'], output: ['y'], attribute: [{ name: 'a', type: 2, i: 3 }] }],
      },
    });
  });

  test('keep every whole number that JavaScript has', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (value) => decodeAttribute(value).i === value));
  });

  test('keep every float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true }), (value) => {
        expect(decodeAttribute({ float: value }).f).toBe(value);
      }),
    );
  });

  test('number the element types as onnx.proto does', () => {
    const { FLOAT, UINT8, INT8, INT32, INT64, BOOL } = onnx.TensorProto.DataType;
    expect(ELEMENT_TYPE_CODES).toEqual({
      float32: FLOAT,
      uint8: UINT8,
      int8: INT8,
      int32: INT32,
      int64: INT64,
      bool: BOOL,
    });
  });

  test('give back any metadata to readOnnxMetadata and to the official schema alike', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (metadata) => {
        const bytes = encodeOnnxModel(empty, 20, metadata);
        const official = onnx.ModelProto.decode(bytes).metadataProps.map(({ key, value }) => [key, value]);
        expect(official).toEqual(Object.entries(metadata));
        expect(Object.entries(readOnnxMetadata(bytes))).toEqual(Object.entries(metadata));
      }),
    );
  });
});

test('a fraction is no whole-number attribute', () => {
  expect(() => encodeOnnxGraph(withAttribute(0.5))).toThrow(RangeError);
});
