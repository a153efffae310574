import { STATEMENTS, type Statement } from './statements.table.ts';

const byCode: ReadonlyMap<string, Statement> = new Map(STATEMENTS.map((entry) => [entry.code, entry]));

/**
 * The statement with a code; `undefined` when the code is not in the vocabulary. Case matters.
 *
 * @example
 * statement('CLBBB')?.description // => 'complete left bundle branch block'
 * statement('XYZ') // => undefined
 */
export function statement(code: string): Statement | undefined {
  return byCode.get(code);
}
