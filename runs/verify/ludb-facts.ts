import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What LUDB's table says about a record. */
export interface LudbFacts {
  readonly rhythm: string;
  /** `normal`, `horizontal`, `left axis deviation` …; `undefined` where it is not stated. */
  readonly axis: string | undefined;
}

/** Facts by record name. Fields are quoted and hold line breaks; a record begins where a line begins with its number. */
export function readLudbFacts(folder: string): ReadonlyMap<string, LudbFacts> {
  const rows = readFileSync(join(folder, 'ludb.csv'), 'utf8')
    .split(/\n(?=\d+,")/)
    .slice(1);
  return new Map(
    rows.map((row) => {
      const [name = '', , , rhythm = ''] = row.replaceAll('\n', ' ').split(',');
      const axis = /Electric axis of the heart: ([a-z ]+)/.exec(row)?.[1]?.trim();
      return [name, { rhythm: rhythm.replaceAll('"', '').trim(), axis }];
    }),
  );
}
