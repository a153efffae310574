import { EcgError } from '../errors.ts';

/** One field of a protobuf message. */
export interface ProtobufField {
  readonly field: number;
  /** Value of a varint, as a signed 64-bit number; 0 for fields of other types. */
  readonly value: number;
  /** Content of a length-delimited or fixed-size field. */
  readonly bytes: Uint8Array | undefined;
}

/**
 * The top-level fields of a protobuf message (encoding: protobuf.dev/programming-guides/encoding).
 *
 * @param caller for messages
 * @throws EcgError `malformed-input` when the bytes do not have the structure of a message
 */
export function protobufFields(message: Uint8Array, caller: string): readonly ProtobufField[] {
  const fields: ProtobufField[] = [];
  let offset = 0;
  const fail = (rule: string): never => {
    throw new EcgError('malformed-input', `${caller}: not an ONNX file, ${rule} at byte ${offset}`, { offset });
  };
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[offset] ?? fail('the message ends inside a number');
      offset += 1;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
    return fail('a number has more than ten bytes');
  };
  while (offset < message.length) {
    const key = Number(varint());
    const wireType = key % 8;
    if (key < 8) fail('a field has number 0');
    const value = wireType === 0 ? Number(BigInt.asIntN(64, varint())) : 0;
    const length = contentLength(wireType, () => Number(varint())) ?? fail(`wire type ${wireType} is unknown`);
    if (offset + length > message.length) fail('a field is longer than the file');
    const bytes = wireType === 0 ? undefined : message.subarray(offset, offset + length);
    fields.push({ field: Math.floor(key / 8), value, bytes });
    offset += length;
  }
  return fields;
}

function contentLength(wireType: number, readLength: () => number): number | undefined {
  switch (wireType) {
    case 0:
      return 0;
    case 1:
      return 8;
    case 2:
      return readLength();
    case 5:
      return 4;
    default:
      return undefined;
  }
}
