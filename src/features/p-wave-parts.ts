import { mapOutcome, NoValue, type Outcome } from './outcome.ts';

/** The first and the last part of P in one lead, against the line from its onset to its offset. */
export interface PWaveParts {
  /** The highest point above that line. */
  readonly pPositiveMv: number;
  /** The lowest point of the negative part that P ends with, as in V1 when the left atrium is large. */
  readonly pTerminalMv: number;
  /** From the last crossing of that line to the end of P. */
  readonly pTerminalMs: number;
  /** Depth times duration of that part, negative: P terminal force (Morris JJ et al., Circulation 1964;29:242–252). */
  readonly pTerminalForceMvMs: number;
}

/** Of the smallest deflection that counts: as of QRS, IEC 60601-2-51:2003, annex GG.5. */
const LEAST_MV = 0.03;

/**
 * Measures the parts of P.
 *
 * @param p mV above the line between its ends (`pAboveLine`), or why there is none
 */
export function pWaveParts(
  p: Outcome<Float64Array>,
  fs: number,
): { readonly [Name in keyof PWaveParts]: Outcome<PWaveParts[Name]> } {
  const terminal = mapOutcome(p, (samples) => terminalPart(samples));
  const pTerminalMv = mapOutcome(terminal, ({ lowestMv }) => lowestMv);
  const pTerminalMs = mapOutcome(terminal, ({ length }) => (1000 * length) / fs);
  return {
    pPositiveMv: mapOutcome(p, (samples) => samples.reduce((most, value) => Math.max(most, value), 0)),
    pTerminalMv,
    pTerminalMs,
    pTerminalForceMvMs: mapOutcome(pTerminalMv, (mv) => mapOutcome(pTerminalMs, (ms) => mv * ms)),
  };
}

interface TerminalPart {
  readonly lowestMv: number;
  /** In samples. */
  readonly length: number;
}

/** The last run of samples below the line; the end of P itself lies on it. */
function terminalPart(p: Float64Array): Outcome<TerminalPart> {
  if (p.some((value) => Number.isNaN(value))) return new NoValue('samples are missing');
  let end = p.length - 1;
  while (end > 0 && Math.abs(p[end] as number) < 1e-9) end -= 1;
  let start = end;
  let lowestMv = 0;
  while (start >= 0 && (p[start] as number) < 0) {
    lowestMv = Math.min(lowestMv, p[start] as number);
    start -= 1;
  }
  if (lowestMv > -LEAST_MV) return new NoValue('P does not end with a negative part');
  return { lowestMv, length: p.length - 1 - start };
}
