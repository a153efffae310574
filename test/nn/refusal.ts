import { expect } from 'vitest';

/** What `toThrow` is to find where a caller broke a rule: an `EcgError` of that code with exactly this message. */
export const refusal = (message: string) =>
  expect.objectContaining({ name: 'EcgError', code: 'invalid-argument', message });
