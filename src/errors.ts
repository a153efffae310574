/**
 * The one error type of the package: a code that programs switch on, a message that people read, details that both can use.
 *
 * Exceptions are for misuse and broken bytes. A quantity that cannot be measured is `undefined`, never an exception.
 */

/** What went wrong, for programs. Exit codes and HTTP statuses are derived from it. */
export type EcgErrorCode =
  /** The caller broke a rule of the function. */
  | 'invalid-argument'
  /** Bytes that do not follow their format, or fail their checksum. */
  | 'malformed-input'
  /** A valid input of a kind that is not read or done here. */
  | 'unsupported'
  /** A record that cannot be brought into the form a model was trained on. */
  | 'model-mismatch'
  /** A file, a runtime or another resource that is not there. */
  | 'unavailable';

/** Values that explain an error: the file, the rule, the value. */
export type EcgErrorDetails = Readonly<Record<string, unknown>>;

/**
 * An error with a code. The message reads `function: rule, got value`.
 *
 * @example
 * new EcgError('invalid-argument', 'resample: fs must be positive, got 0', { fs: 0 }).code // => 'invalid-argument'
 */
export class EcgError extends Error {
  readonly code: EcgErrorCode;
  readonly details: EcgErrorDetails;

  constructor(code: EcgErrorCode, message: string, details: EcgErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'EcgError';
    this.code = code;
    this.details = details;
  }
}

/** Whether a caught value is an `EcgError`, optionally of one code; true across package copies, unlike `instanceof`. */
export function isEcgError(value: unknown, code?: EcgErrorCode): value is EcgError {
  return (
    value instanceof Error &&
    value.name === 'EcgError' &&
    'code' in value &&
    (code === undefined || value.code === code)
  );
}
