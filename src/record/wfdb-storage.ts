/** How one storage format packs samples into bytes. */
export interface StorageFormat {
  /** Bytes that hold the first `count` samples. */
  readonly byteLength: (count: number) => number;
  /** Samples that `bytes` bytes can hold. */
  readonly sampleCount: (bytes: number) => number;
  /** Samples that share bytes: reading can begin at any multiple of it. */
  readonly packed: number;
  /** The count that marks a sample as missing. */
  readonly invalidCount: number;
  /**
   * The counts of each of `signals` signals, `samples` of each, which the bytes hold in turn, the first of them after `skipped`
   * samples of any signal.
   */
  readonly decode: (bytes: Uint8Array, signals: number, samples: number, skipped: number) => Int16Array[];
}

/** The formats that are read; `signal(5)` of the WFDB Applications Guide describes all. */
export const STORAGE_FORMATS: ReadonlyMap<number, StorageFormat> = new Map([
  [
    16,
    {
      byteLength: (count) => 2 * count,
      sampleCount: (bytes) => Math.floor(bytes / 2),
      packed: 1,
      invalidCount: -32768,
      decode: decode16,
    },
  ],
  [
    212,
    {
      byteLength: (count) => Math.ceil(1.5 * count),
      sampleCount: (bytes) => Math.floor(bytes / 1.5),
      packed: 2,
      invalidCount: -2048,
      decode: decode212,
    },
  ],
]);

/** 16-bit two's complement, low byte first. */
function decode16(bytes: Uint8Array, signals: number, samples: number, skipped: number): Int16Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: signals }, (_, signal) => {
    const counts = new Int16Array(samples);
    for (let i = 0, at = 2 * (skipped + signal); i < samples; i++, at += 2 * signals)
      counts[i] = view.getInt16(at, true);
    return counts;
  });
}

/**
 * Two 12-bit samples in three bytes: the low byte of the first, the high four bits of both (the first's below), the low byte
 * of the second. A last sample without a partner takes two bytes.
 */
function decode212(bytes: Uint8Array, signals: number, samples: number, skipped: number): Int16Array[] {
  return Array.from({ length: signals }, (_, signal) => {
    const counts = new Int16Array(samples);
    for (let i = 0, place = skipped + signal; i < samples; i++, place += signals) {
      const isSecond = (place & 1) === 1;
      const at = 3 * (place >>> 1);
      const both = bytes[at + 1] as number;
      const high = isSecond ? both >> 4 : both & 0x0f;
      const low = bytes[isSecond ? at + 2 : at] as number;
      // Shifted to the top of 32 bits and back, bit 11 becomes the sign.
      counts[i] = (((high << 8) | low) << 20) >> 20;
    }
    return counts;
  });
}
