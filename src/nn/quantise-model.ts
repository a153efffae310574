import { bytesOfFloats, floatsOf, foldBatchNorms } from './fold-batch-norms.ts';
import { encodeOnnxModel, type OnnxInitializer, type OnnxNode } from './onnx-protobuf.ts';
import { decodeOnnxModel } from './onnx-reader.ts';

/** Largest magnitude of a quantised weight: the scale is symmetric, so −128 is not used. */
const LARGEST = 127;

/** Rows below are stored as zeros: their step would be a denormal number. */
const NEGLIGIBLE = 1e-35;

/** Numbers in 8 bits: value ≈ quantised · scale of its row. */
export interface QuantisedRows {
  readonly quantised: Int8Array;
  /** Step of each row. */
  readonly scales: Float32Array;
}

/**
 * Rows of a matrix in 8 bits, symmetric about 0, each with the step that its own largest magnitude asks for: no value is off by more than
 * half a step of its row. A row of zeros (all below 1e-35) has step 1.
 *
 * @param values `[rows × columns]`, row by row
 * @example
 * const { quantised, scales } = quantiseRows(Float32Array.of(127, -63.4, 0, 0), 2);
 * Array.from(quantised) // => [127, -63, 0, 0]
 * Array.from(scales) // => [1, 1]
 */
export function quantiseRows(values: Float32Array, rows: number): QuantisedRows {
  const columns = values.length / rows;
  const scales = Float32Array.from({ length: rows }, (_, row) => {
    let largest = 0;
    for (let i = row * columns; i < (row + 1) * columns; i++)
      largest = Math.max(largest, Math.abs(values[i] as number));
    return largest < NEGLIGIBLE ? 1 : largest / LARGEST;
  });
  const quantised = Int8Array.from(values, (value, i) => {
    const steps = Math.round(value / (scales[Math.floor(i / columns)] as number));
    // The step itself is rounded to float32, which can carry the largest value to 127.00001.
    return Math.max(-LARGEST, Math.min(LARGEST, steps));
  });
  return { quantised, scales };
}

/**
 * A model with its weights in 8 bits: every parameter of two or more axes that is called `weight`, by output channel (axis 0), is stored as int8 and
 * widened by a `DequantizeLinear` of its own; all else, and all arithmetic, stays float32. Batch normalisations are folded into
 * convolutions first. Standard operators only.
 *
 * @param model file of `buildInferenceGraph` or `joinModels`
 * @returns a file without metadata
 * @throws EcgError as `decodeOnnxModel`
 */
export function quantiseModel(model: Uint8Array): Uint8Array {
  const { graph, opset } = decodeOnnxModel(model);
  const folded = foldBatchNorms(graph);
  const isWeight = ({ name, type, shape }: OnnxInitializer) =>
    type === 'float32' && shape.length >= 2 && /\.weight(_\w+)?$/.test(name);
  const stored = folded.initializers.filter(isWeight).map(storedInBytes);
  const initializers = folded.initializers.filter((initializer) => !isWeight(initializer));
  return encodeOnnxModel(
    {
      ...folded,
      nodes: [...stored.map(({ widen }) => widen), ...folded.nodes],
      initializers: [...initializers, ...stored.flatMap(({ constants }) => constants)],
    },
    opset,
    {},
  );
}

/** A weight in 8 bits, and the node that gives it back under its name. */
function storedInBytes(weight: OnnxInitializer): {
  readonly widen: OnnxNode;
  readonly constants: readonly OnnxInitializer[];
} {
  const { name, shape } = weight;
  const [rows = 1] = shape;
  const { quantised, scales } = quantiseRows(floatsOf(weight), rows);
  const names = { bytes: `${name}/int8`, scale: `${name}/scale` };
  const bytes = new Uint8Array(quantised.buffer);
  return {
    widen: {
      operator: 'DequantizeLinear',
      inputs: [names.bytes, names.scale],
      outputs: [name],
      attributes: { axis: 0 },
    },
    constants: [
      { name: names.bytes, type: 'int8', shape, bytes },
      { name: names.scale, type: 'float32', shape: [rows], bytes: bytesOfFloats(scales) },
    ],
  };
}
