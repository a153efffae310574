import { isEcgError } from '../errors.ts';
import { envelope, printJson } from './envelope.ts';
import { EXIT_CODES } from './exit-codes.table.ts';
import { progressLine } from './progress-line.ts';

/** The JSON line of a record that could not be done; errors that are no fault of the record pass through. */
export function failureLine(command: string, path: string, error: unknown): object {
  if (!isEcgError(error)) throw error;
  return { ...envelope(`${command}-error`), path, error: { code: error.code, message: error.message } };
}

/**
 * Prints one JSON line per record in their order; what cannot be done gives a line with its error, and the exit code says so.
 *
 * @param command as in the schema of the lines
 */
export async function printEach(
  command: string,
  paths: readonly string[],
  lineOf: (path: string) => Promise<object>,
): Promise<void> {
  const line = progressLine();
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  let failed = 0;
  for (const [done, path] of paths.entries()) {
    line.update(`${done}/${paths.length} records, ${(done / seconds()).toFixed(1)} records/s`);
    const result = await lineOf(path).catch((error: unknown) => {
      failed += 1;
      return failureLine(command, path, error);
    });
    printJson(result, 0);
  }
  line.finish(`${paths.length - failed} of ${paths.length} records in ${seconds().toFixed(1)} s`);
  if (failed > 0) process.exitCode = EXIT_CODES.partial;
}
