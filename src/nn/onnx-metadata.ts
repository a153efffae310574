import { EcgError } from '../errors.ts';

const METADATA_PROPS = 14;

/**
 * The metadata of an ONNX file, without loading the model: `metadata_props` of `ModelProto`.
 *
 * @throws EcgError `malformed-input` when the bytes do not have the structure of a protobuf message
 */
export function readOnnxMetadata(model: Uint8Array): Readonly<Record<string, string>> {
  const entries = fieldsOf(model, 'readOnnxMetadata')
    .filter(({ field, bytes }) => field === METADATA_PROPS && bytes !== undefined)
    .map(({ bytes }) => {
      const pair = fieldsOf(bytes as Uint8Array, 'readOnnxMetadata');
      const text = (wanted: number) => new TextDecoder().decode(pair.find(({ field }) => field === wanted)?.bytes);
      return [text(1), text(2)] as const;
    });
  return Object.fromEntries(entries);
}

interface Field {
  readonly field: number;
  /** Content of a length-delimited field. */
  readonly bytes: Uint8Array | undefined;
}

/** The top-level fields of a protobuf message (encoding: protobuf.dev/programming-guides/encoding). */
function fieldsOf(message: Uint8Array, caller: string): readonly Field[] {
  const fields: Field[] = [];
  let offset = 0;
  const fail = (rule: string): never => {
    throw new EcgError('malformed-input', `${caller}: not an ONNX file, ${rule} at byte ${offset}`, { offset });
  };
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message[offset] ?? fail('the message ends inside a number');
      offset += 1;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    return fail('a number has more than ten bytes');
  };
  while (offset < message.length) {
    const key = varint();
    const wireType = key % 8;
    if (key < 8) fail('a field has number 0');
    if (wireType === 0) varint();
    else if (wireType === 1) offset += 8;
    else if (wireType === 5) offset += 4;
    else if (wireType !== 2) fail(`wire type ${wireType} is unknown`);
    const length = wireType === 2 ? varint() : 0;
    if (offset + length > message.length) fail('a field is longer than the file');
    const bytes = wireType === 2 ? message.subarray(offset, offset + length) : undefined;
    fields.push({ field: Math.floor(key / 8), bytes });
    offset += length;
  }
  return fields;
}
