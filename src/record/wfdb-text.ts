/**
 * Text of a header or an annotation: UTF-8, or Latin-1 where it is not valid UTF-8. The format says ASCII; its users write
 * `µV` and names in both.
 */
export function decodeWfdbText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
