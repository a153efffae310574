import type { ByteSource, OpenRecord, RecordBlock } from './wfdb-blocks.ts';

/** Read at a time unless said. */
const BLOCK_SAMPLES = 65_536;
const BYTES_PER_SAMPLE = 4;

/**
 * Opens a record whose samples lie lead after lead as 32-bit floats, little-endian, a missing one as NaN: the form in which the service keeps
 * and sends waveforms.
 *
 * @param about what else is known of the record
 * @param source of the samples, `4 × leads × length` bytes
 * @throws EcgError what the source throws; an `Error` when reading, where the source gives fewer bytes than it is asked for
 */
export function openFloatRecord(
  about: Pick<OpenRecord, 'fs' | 'unit' | 'leadNames' | 'length' | 'patient' | 'source'>,
  source: Pick<ByteSource, 'slice'>,
): OpenRecord {
  const { leadNames, length } = about;
  const read = async (from: number, to: number): Promise<RecordBlock> => {
    const samplesOf = async (name: string, lead: number) => {
      const first = lead * length + from;
      const bytes = await source.slice(BYTES_PER_SAMPLE * first, BYTES_PER_SAMPLE * (first + to - from));
      return [name, floatsOf(bytes, to - from)] as const;
    };
    return { from, leads: Object.fromEntries(await Promise.all(leadNames.map(samplesOf))) };
  };
  async function* blocks({ blockSamples = BLOCK_SAMPLES } = {}) {
    for (let from = 0; from < length; from += blockSamples)
      yield await read(from, Math.min(length, from + blockSamples));
  }
  return { ...about, read, blocks };
}

function floatsOf(bytes: Uint8Array, count: number): Float32Array {
  const missing = BYTES_PER_SAMPLE * count - bytes.byteLength;
  if (missing !== 0) throw new Error(`openFloatRecord: the samples end ${missing} bytes too early`);
  // A part of a larger buffer may begin where no float can.
  const isAligned = bytes.byteOffset % BYTES_PER_SAMPLE === 0;
  const { buffer, byteOffset } = isAligned ? bytes : bytes.slice();
  return new Float32Array(buffer, byteOffset, count);
}
