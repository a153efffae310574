import { EcgError } from '../errors.ts';
import { statement } from '../statements/index.ts';

/** Likelihood in percent by statement code. In PTB-XL 0 means *unknown*, never *absent*. */
export type Statements = Readonly<Record<string, number>>;

/** `'NORM': 100.0` and what follows it, at the sticky position. */
const entry = /\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*:\s*(\d+(?:\.\d*)?)\s*(,|$)/y;

/**
 * Statements of one record from PTB-XL's `scp_codes`: a Python dict literal of code → likelihood, and nothing more than that
 * is read.
 *
 * @param where the cell, for messages: `ptbxl_database.csv row 3 (ecg_id 7)`
 * @throws EcgError `malformed-input` when the text is no such literal, a code is unknown or stands twice, or a likelihood is
 *   above 100
 * @example
 * parseScpCodes("{'NORM': 80.0, 'SBRAD': 0.0}", 'row 1') // => { NORM: 80, SBRAD: 0 }
 */
export function parseScpCodes(text: string, where: string): Statements {
  const refuse = (rule: string, details = {}) =>
    new EcgError('malformed-input', `parseScpCodes: ${where}: ${rule}`, { where, ...details });

  const body = /^\s*\{(.*)\}\s*$/s.exec(text)?.[1]?.trim();
  if (body === undefined) throw refuse(`scp_codes must be a dict such as {'NORM': 100.0}, got ${text}`);
  const statements: Record<string, number> = {};
  entry.lastIndex = 0;
  while (entry.lastIndex < body.length) {
    const match = entry.exec(body);
    if (match === null) throw refuse(`scp_codes must be a dict such as {'NORM': 100.0}, got ${text}`);
    const code = match[1] ?? match[2] ?? '';
    const likelihood = Number(match[3]);
    if (statement(code) === undefined) {
      throw refuse(`statements must be of the 71 in the statement table, got ${code}`, { code });
    }
    if (code in statements) throw refuse(`statements must stand once, got ${code} twice`, { code });
    if (likelihood > 100) throw refuse(`the likelihood of ${code} must be at most 100, got ${likelihood}`, { code });
    statements[code] = likelihood;
  }
  return statements;
}
