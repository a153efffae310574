import { readFileSync } from 'node:fs';

/** Where `--help` or `-h` is among the arguments: prints the comment that a script begins with, and ends the process. */
export function helpFromHeader(script: string): void {
  if (!process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) return;
  process.stdout.write(headerOf(readFileSync(script, 'utf8')));
  process.exit(0);
}

/** The text of the comment at the top of a source. */
export function headerOf(source: string): string {
  const lines = source.slice(0, source.indexOf('*/')).split('\n').slice(1);
  return `${lines
    .map((line) => line.replace(/^ \* ?/, ''))
    .join('\n')
    .trimEnd()}\n`;
}
