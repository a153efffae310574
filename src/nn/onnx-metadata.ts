import { encodeOnnxMetadata, encodeOnnxModel } from './onnx-protobuf.ts';
import { decodeOnnxModel } from './onnx-reader.ts';
import { protobufFields } from './protobuf-fields.ts';

const METADATA_PROPS = 14;

/**
 * The metadata of an ONNX file, without loading the model: `metadata_props` of `ModelProto`.
 *
 * @throws EcgError `malformed-input` when the bytes do not have the structure of a protobuf message
 */
export function readOnnxMetadata(model: Uint8Array): Readonly<Record<string, string>> {
  const entries = protobufFields(model, 'readOnnxMetadata')
    .filter(({ field, bytes }) => field === METADATA_PROPS && bytes !== undefined)
    .map(({ bytes }) => {
      const pair = protobufFields(bytes as Uint8Array, 'readOnnxMetadata');
      const text = (wanted: number) => new TextDecoder().decode(pair.find(({ field }) => field === wanted)?.bytes);
      return [text(1), text(2)] as const;
    });
  return Object.fromEntries(entries);
}

/** An ONNX file without metadata, with the metadata given: fields of a protobuf message may be appended to it. */
export function withOnnxMetadata(model: Uint8Array, metadata: Readonly<Record<string, string>>): Uint8Array {
  const appended = encodeOnnxMetadata(metadata);
  const result = new Uint8Array(model.length + appended.length);
  result.set(model);
  result.set(appended, model.length);
  return result;
}

/** A model's file without its metadata. @throws EcgError as `decodeOnnxModel` */
export function withoutOnnxMetadata(model: Uint8Array): Uint8Array {
  const { graph, opset } = decodeOnnxModel(model);
  return encodeOnnxModel(graph, opset, {});
}
