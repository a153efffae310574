/**
 * The few protobuf messages that an ONNX file is made of, written as bytes. Field numbers are those of `onnx.proto` (IR version 9).
 */

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** Element types of tensors that graphs here use, with their number in `TensorProto.DataType`. */
export const ELEMENT_TYPE_CODES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9 } as const;
/** Type of a tensor's elements. */
export type ElementType = keyof typeof ELEMENT_TYPE_CODES;

/** Value of a node's attribute: whole numbers become `INT`, `Float` marks a float, a `GraphBytes` is a subgraph. */
export type AttributeValue =
  | number
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly graph: Uint8Array };

/** One operator call: names of what goes in and out. */
export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A named tensor with its type and shape; a string stands for a dimension that is free at run time. */
export interface OnnxValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly (number | string)[];
}

/** A named constant. `bytes` are the elements, little-endian. */
export interface OnnxInitializer {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** The parts of a `GraphProto`. */
export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxInitializer[];
  readonly inputs: readonly OnnxValueInfo[];
  readonly outputs: readonly OnnxValueInfo[];
}

/**
 * Bytes of a `ModelProto` with standard operators of the given opset.
 *
 * @param metadata free key–value pairs, kept in the file (`metadata_props`)
 */
export function encodeOnnxModel(
  graph: OnnxGraph,
  opset: number,
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  return message([
    varintField(1, 9),
    stringField(2, 'einthoven'),
    bytesField(7, encodeOnnxGraph(graph)),
    bytesField(8, message([varintField(2, opset)])),
    encodeOnnxMetadata(metadata),
  ]);
}

/** The field `metadata_props` of a `ModelProto`, once per pair. */
export function encodeOnnxMetadata(metadata: Readonly<Record<string, string>>): Uint8Array {
  const pairs = Object.entries(metadata);
  return message(pairs.map(([key, value]) => bytesField(14, message([stringField(1, key), stringField(2, value)]))));
}

/** Bytes of a `GraphProto`, also used for the body of `Scan`. */
export function encodeOnnxGraph(graph: OnnxGraph): Uint8Array {
  return message([
    ...graph.nodes.map((node) => bytesField(1, encodeNode(node))),
    stringField(2, graph.name),
    ...graph.initializers.map((tensor) => bytesField(5, encodeInitializer(tensor))),
    ...graph.inputs.map((value) => bytesField(11, encodeValueInfo(value))),
    ...graph.outputs.map((value) => bytesField(12, encodeValueInfo(value))),
  ]);
}

function encodeNode({ operator, inputs, outputs, attributes }: OnnxNode): Uint8Array {
  return message([
    ...inputs.map((name) => stringField(1, name)),
    ...outputs.map((name) => stringField(2, name)),
    stringField(4, operator),
    ...Object.entries(attributes).map(([name, value]) => bytesField(5, encodeAttribute(name, value))),
  ]);
}

function encodeAttribute(name: string, value: AttributeValue): Uint8Array {
  const type = (code: number) => varintField(20, code);
  if (typeof value === 'number') return message([stringField(1, name), varintField(3, value), type(2)]);
  if (typeof value === 'string') return message([stringField(1, name), stringField(4, value), type(3)]);
  if ('float' in value) return message([stringField(1, name), floatField(2, value.float), type(1)]);
  if ('graph' in value) return message([stringField(1, name), bytesField(6, value.graph), type(5)]);
  return message([stringField(1, name), ...value.map((item) => varintField(8, item)), type(7)]);
}

function encodeInitializer({ name, type, shape, bytes }: OnnxInitializer): Uint8Array {
  return message([
    ...shape.map((size) => varintField(1, size)),
    varintField(2, ELEMENT_TYPE_CODES[type]),
    stringField(8, name),
    bytesField(9, bytes),
  ]);
}

function encodeValueInfo({ name, type, shape }: OnnxValueInfo): Uint8Array {
  const dimensions = shape.map((size) =>
    bytesField(1, message([typeof size === 'number' ? varintField(1, size) : stringField(2, size)])),
  );
  const tensorType = message([varintField(1, ELEMENT_TYPE_CODES[type]), bytesField(2, message(dimensions))]);
  return message([stringField(1, name), bytesField(2, message([bytesField(1, tensorType)]))]);
}

function message(fields: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(fields.reduce((total, field) => total + field.length, 0));
  let offset = 0;
  for (const field of fields) {
    result.set(field, offset);
    offset += field.length;
  }
  return result;
}

/** Base-128 varint. Negative numbers take ten bytes, as two's complement in 64 bits. */
function varint(value: number): number[] {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

const varintField = (field: number, value: number) =>
  Uint8Array.from([...varint((field << 3) | VARINT), ...varint(value)]);

const stringField = (field: number, value: string) => bytesField(field, new TextEncoder().encode(value));

function bytesField(field: number, bytes: Uint8Array): Uint8Array {
  return message([Uint8Array.from([...varint((field << 3) | LENGTH_DELIMITED), ...varint(bytes.length)]), bytes]);
}

function floatField(field: number, value: number): Uint8Array {
  const bytes = new Uint8Array(Float32Array.of(value).buffer);
  return message([Uint8Array.from(varint((field << 3) | FIXED_32)), bytes]);
}
