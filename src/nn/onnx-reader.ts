import { EcgError } from '../errors.ts';
import {
  type AttributeValue,
  ELEMENT_TYPE_CODES,
  type ElementType,
  type OnnxGraph,
  type OnnxInitializer,
  type OnnxNode,
  type OnnxValueInfo,
} from './onnx-protobuf.ts';
import { type ProtobufField, protobufFields } from './protobuf-fields.ts';

/** A model file taken apart; its metadata is left out (`readOnnxMetadata`). */
export interface OnnxModel {
  readonly graph: OnnxGraph;
  /** Version of the standard operators. */
  readonly opset: number;
}

/**
 * Takes apart what `encodeOnnxModel` writes: the same parts of ONNX and no others.
 *
 * @throws EcgError `malformed-input` when the bytes are no ONNX file; `unsupported` for parts that this package does not write
 */
export function decodeOnnxModel(model: Uint8Array): OnnxModel {
  const fields = protobufFields(model, 'decodeOnnxModel');
  const graph = bytesOf(fields, 7);
  if (graph === undefined) throw new EcgError('malformed-input', 'decodeOnnxModel: the file must hold a graph');
  const opset = numberOf(protobufFields(bytesOf(fields, 8) ?? new Uint8Array(), 'decodeOnnxModel'), 2);
  return { graph: decodeOnnxGraph(graph), opset };
}

/** Takes apart a `GraphProto`, also the body of a `Scan`. @throws EcgError as `decodeOnnxModel` */
export function decodeOnnxGraph(bytes: Uint8Array): OnnxGraph {
  const fields = protobufFields(bytes, 'decodeOnnxModel');
  return {
    name: textOf(fields, 2),
    nodes: messagesOf(fields, 1).map(decodeNode),
    initializers: messagesOf(fields, 5).map(decodeInitializer),
    inputs: messagesOf(fields, 11).map(decodeValueInfo),
    outputs: messagesOf(fields, 12).map(decodeValueInfo),
  };
}

type Fields = readonly ProtobufField[];

function decodeNode(fields: Fields): OnnxNode {
  const attributes = messagesOf(fields, 5).map((attribute) => [textOf(attribute, 1), decodeAttribute(attribute)]);
  return {
    operator: textOf(fields, 4),
    inputs: textsOf(fields, 1),
    outputs: textsOf(fields, 2),
    attributes: Object.fromEntries(attributes),
  };
}

function decodeAttribute(fields: Fields): AttributeValue {
  const type = numberOf(fields, 20);
  switch (type) {
    case 1:
      return { float: viewOf(bytesOf(fields, 2) ?? new Uint8Array(4)).getFloat32(0, true) };
    case 2:
      return numberOf(fields, 3);
    case 3:
      return textOf(fields, 4);
    case 5:
      return { graph: bytesOf(fields, 6) ?? new Uint8Array() };
    case 7:
      return fields.filter(({ field }) => field === 8).map(({ value }) => value);
    default:
      throw unsupported(`attribute ${textOf(fields, 1)} of type ${type}`);
  }
}

function decodeInitializer(fields: Fields): OnnxInitializer {
  const name = textOf(fields, 8);
  const bytes = bytesOf(fields, 9);
  if (bytes === undefined) throw unsupported(`initialiser ${name} without raw bytes`);
  return { name, type: elementType(numberOf(fields, 2)), shape: numbersOf(fields, 1), bytes };
}

function decodeValueInfo(fields: Fields): OnnxValueInfo {
  const nested = (parent: Fields, field: number) => messagesOf(parent, field)[0] ?? [];
  const tensor = nested(nested(fields, 2), 1);
  const shape = messagesOf(nested(tensor, 2), 1).map((dimension) => {
    const isNamed = dimension.some(({ field }) => field === 2);
    return isNamed ? textOf(dimension, 2) : numberOf(dimension, 1);
  });
  return { name: textOf(fields, 1), type: elementType(numberOf(tensor, 1)), shape };
}

function elementType(code: number): ElementType {
  const found = Object.entries(ELEMENT_TYPE_CODES).find(([, known]) => known === code);
  if (found === undefined) throw unsupported(`element type ${code}`);
  return found[0] as ElementType;
}

function unsupported(what: string): EcgError {
  return new EcgError('unsupported', `decodeOnnxModel: takes what this package writes, got ${what}`, { what });
}

const allOf = (fields: Fields, wanted: number) => fields.filter(({ field }) => field === wanted);
const numbersOf = (fields: Fields, wanted: number) => allOf(fields, wanted).map(({ value }) => value);
const numberOf = (fields: Fields, wanted: number) => numbersOf(fields, wanted).at(-1) ?? 0;
const bytesOf = (fields: Fields, wanted: number) => allOf(fields, wanted).at(-1)?.bytes;
const textsOf = (fields: Fields, wanted: number) =>
  allOf(fields, wanted).map(({ bytes }) => new TextDecoder().decode(bytes));
const textOf = (fields: Fields, wanted: number) => textsOf(fields, wanted).at(-1) ?? '';
const messagesOf = (fields: Fields, wanted: number) =>
  allOf(fields, wanted).map(({ bytes }) => protobufFields(bytes ?? new Uint8Array(), 'decodeOnnxModel'));
const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
