import { createRequire } from 'node:module';
import { DISCLAIMER } from '../disclaimer.ts';

/** Version of this package. */
export const PACKAGE_VERSION = (createRequire(import.meta.url)('../../package.json') as { version: string }).version;

/** What surrounds every `--json` result. */
export interface Envelope {
  /** `einthoven/<command>/<version of the fields>`. */
  readonly schema: string;
  readonly packageVersion: string;
  readonly disclaimer: string;
}

/** The head of a `--json` result; fields of the command follow it. */
export function envelope(command: string, version = 1): Envelope {
  return { schema: `einthoven/${command}/${version}`, packageVersion: PACKAGE_VERSION, disclaimer: DISCLAIMER };
}

/** One JSON value on standard output: indented for people, or on one line for streams. */
export function printJson(value: unknown, indent = 2): void {
  process.stdout.write(`${JSON.stringify(value, undefined, indent)}\n`);
}
