import { EcgError } from '../errors.ts';
import { decodeWfdbText } from './wfdb-text.ts';

/** An annotation as stored, with the number of its kind. */
export interface CodedAnnotation {
  readonly sample: number;
  /** 1 to `MAX_CODE`. */
  readonly code: number;
  readonly subtype: number;
  readonly chan: number;
  readonly num: number;
  readonly aux?: string;
}

/** The largest code of an annotation. */
export const MAX_CODE = 49;

/** Codes above `MAX_CODE` that say something about the annotation before them, or (SKIP) move the time. */
const SKIP = 59;
const NUM = 60;
const SUB = 61;
const CHN = 62;
const AUX = 63;

/**
 * Reads the byte pairs of MIT format, each 6 bits of code above 10 bits of value. For an annotation the value is the interval
 * since the one before; `num` and `chan` hold until changed. Null annotations (code 0), which only move the time, are dropped.
 *
 * @throws EcgError `malformed-input` for a missing end mark, an unknown code, or an annotation before the first sample
 */
export function decodeAnnotations(bytes: Uint8Array): CodedAnnotation[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const decoded: CodedAnnotation[] = [];
  let sample = 0;
  let current = { sample, code: 0, subtype: 0, chan: 0, num: 0 };
  for (let at = 0; at + 2 <= bytes.length; ) {
    const word = view.getUint16(at, true);
    const code = word >> 10;
    const value = word & 0x3ff;
    at += 2;
    const payload = bytes.subarray(at, at + payloadLength(code, value));
    if (payload.length < payloadLength(code, value)) break;
    at += payload.length;

    if (word === 0 || code <= MAX_CODE) {
      if (current.code > 0) decoded.push(current);
      if (word === 0) return decoded;
      sample += value;
      if (sample < 0 && code > 0)
        throw malformed(`no annotation may precede sample 0, got ${sample} at byte ${at - 2}`);
      current = { sample, code, subtype: 0, chan: current.chan, num: current.num };
    } else if (code === SKIP) sample += readPdp11(payload);
    else current = { ...current, ...modification(code, value, payload) };
  }
  throw malformed(`a file must end in a zero word, got ${bytes.length} bytes without`);
}

/** Bytes that follow the word; auxiliary text is padded to whole words. */
function payloadLength(code: number, value: number): number {
  if (code === SKIP) return 4;
  return code === AUX ? value + (value % 2) : 0;
}

/** What a word after an annotation says about it. WFDB keeps `subtype` and `num` as signed bytes, `chan` as an unsigned one. */
function modification(code: number, value: number, payload: Uint8Array): Partial<CodedAnnotation> {
  switch (code) {
    case NUM:
      return { num: (value << 24) >> 24 };
    case SUB:
      return { subtype: (value << 24) >> 24 };
    case CHN:
      return { chan: value & 0xff };
    case AUX: {
      const aux = withoutTrailingNulls(decodeWfdbText(payload.subarray(0, value)));
      return aux === '' ? {} : { aux };
    }
    default:
      throw malformed(`a code must be 0 to ${MAX_CODE} or ${SKIP} to ${AUX}, got ${code}`);
  }
}

/** Some programs count the null that ends a C string. */
function withoutTrailingNulls(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(0, end);
}

/** A signed 32-bit number in the byte order of the PDP-11: high word first, each word low byte first. */
function readPdp11(bytes: Uint8Array): number {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = bytes;
  return (b1 << 24) | (b0 << 16) | (b3 << 8) | b2;
}

/** Writes what `decodeAnnotations` reads; fields are expected in their ranges, `sample` in any order. */
export function encodeAnnotations(annotations: readonly CodedAnnotation[]): Uint8Array {
  const bytes: number[] = [];
  const word = (code: number, value: number) => bytes.push(value & 0xff, (code << 2) | ((value >> 8) & 0x03));
  let last = { sample: 0, chan: 0, num: 0 };
  for (const { sample, code, subtype, chan, num, aux = '' } of annotations) {
    let interval = sample - last.sample;
    while (interval < 0 || interval > 0x3ff) {
      const skip = Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, interval));
      word(SKIP, 0);
      bytes.push((skip >> 16) & 0xff, (skip >> 24) & 0xff, skip & 0xff, (skip >> 8) & 0xff);
      interval -= skip;
    }
    word(code, interval);
    if (subtype !== 0) word(SUB, subtype);
    if (chan !== last.chan) word(CHN, chan);
    if (num !== last.num) word(NUM, num);
    const text = new TextEncoder().encode(aux);
    if (text.length > 0) word(AUX, text.length);
    bytes.push(...text);
    if (text.length % 2 === 1) bytes.push(0);
    last = { sample, chan, num };
  }
  word(0, 0);
  return new Uint8Array(bytes);
}

function malformed(rule: string): EcgError {
  return new EcgError('malformed-input', `readWfdbAnnotations: ${rule}`);
}
