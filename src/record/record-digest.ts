import { sha256 } from '../sha256.ts';
import type { EcgRecord } from './ecg-record.ts';

/**
 * SHA-256 of what was measured: sampling rate, unit, and each lead's name and float32 samples (little-endian), in the order of the
 * record. Patient facts and provenance are left out, so the same signal from two files has one digest.
 */
export async function recordSha256({ fs, unit, leads }: EcgRecord): Promise<string> {
  const names = Object.keys(leads);
  const head = new TextEncoder().encode(`${JSON.stringify({ fs, unit, leads: names })}\n`);
  const samples = Object.values(leads).map((lead) => new Uint8Array(lead.buffer, lead.byteOffset, lead.byteLength));
  const bytes = new Uint8Array(samples.reduce((total, part) => total + part.length, head.length));
  bytes.set(head);
  let offset = head.length;
  for (const part of samples) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return sha256(bytes);
}
