import { sha256 } from '../sha256.ts';
import { decodeOnnxModel } from './onnx-reader.ts';

/** SHA-256 over the bytes of a model file's initialisers, in the order of their names: metadata does not change it. */
export function digestOfWeights(model: Uint8Array): Promise<string> {
  const { initializers } = decodeOnnxModel(model).graph;
  const sorted = [...initializers].sort((a, b) => (a.name < b.name ? -1 : 1));
  const joined = new Uint8Array(sorted.reduce((total, { bytes }) => total + bytes.length, 0));
  let offset = 0;
  for (const { bytes } of sorted) {
    joined.set(bytes, offset);
    offset += bytes.length;
  }
  return sha256(joined);
}
