import { describe, expect, it } from 'vitest';
import { gruClassifier } from '../../src/models/index.ts';
import { buildTrainingGraph, readOnnxMetadata, withOnnxMetadata } from '../../src/nn/index.ts';
import { encodeOnnxModel, type OnnxGraph } from '../../src/nn/onnx-protobuf.ts';
import { decodeOnnxModel } from '../../src/nn/onnx-reader.ts';

const graph: OnnxGraph = {
  name: 'network',
  nodes: [
    { operator: 'Slice', inputs: ['c', '', 'n'], outputs: ['y', 'z'], attributes: {} },
    {
      operator: 'Op',
      inputs: ['y'],
      outputs: ['r'],
      attributes: { whole: -3, text: 'same', list: [0, -1, 300], real: { float: 0.25 } },
    },
  ],
  initializers: [
    { name: 'w', type: 'float32', shape: [2, 1], bytes: new Uint8Array(Float32Array.of(1.5, -2).buffer) },
    { name: 'q', type: 'int8', shape: [3], bytes: Uint8Array.of(1, 255, 128) },
  ],
  inputs: [{ name: 'x', type: 'float32', shape: ['batch', 12, 1000] }],
  outputs: [{ name: 'r', type: 'bool', shape: [] }],
};

describe('decodeOnnxModel', () => {
  it('gives back every part that encodeOnnxModel wrote', () => {
    expect(decodeOnnxModel(encodeOnnxModel(graph, 20, { author: 'x' }))).toEqual({ graph, opset: 20 });
  });

  it('takes a recurrent network apart, bodies of its scans included, and puts it together to the same bytes', () => {
    const network = gruClassifier({ outputs: 2 });
    const shape = { channels: 3, samples: 20 };
    const { model: bytes } = buildTrainingGraph(network, shape, 2);
    const { graph: decoded, opset } = decodeOnnxModel(bytes);
    expect(decoded.nodes.map(({ operator }) => operator)).toContain('Scan');
    expect(encodeOnnxModel(decoded, opset, {})).toEqual(bytes);
  });

  it('refuses what this package does not write, and bytes that are no ONNX', () => {
    const strange = encodeOnnxModel(graph, 20, {});
    expect(() => decodeOnnxModel(strange.subarray(0, strange.length - 9))).toThrow(/not an ONNX file/);
    expect(() => decodeOnnxModel(new Uint8Array())).toThrow(/must hold a graph/);
    // Element type 10 is float16: field 2 of the initialiser (key 0x10) holds it.
    const half = encodeOnnxModel({ ...graph, nodes: [], initializers: graph.initializers.slice(1) }, 20, {});
    half[half.findIndex((byte, i) => byte === 0x10 && half[i + 1] === 3) + 1] = 10;
    expect(() => decodeOnnxModel(half)).toThrow(/element type 10/);
  });
});

describe('withOnnxMetadata', () => {
  it('adds metadata as if they had been written with the model', () => {
    const metadata = { card: '{"a":1}', author: 'Ødegård' };
    expect(withOnnxMetadata(encodeOnnxModel(graph, 20, {}), metadata)).toEqual(encodeOnnxModel(graph, 20, metadata));
    expect(readOnnxMetadata(withOnnxMetadata(encodeOnnxModel(graph, 20, {}), metadata))).toEqual(metadata);
  });
});
