import { STATEMENT_TERMS, type StatementTerm } from './statement-terms.table.ts';
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

/**
 * How people and other vocabularies say a statement, a superclass, or a finding that this package names beyond PTB-XL's; `undefined` for
 * other codes, subclasses among them.
 *
 * @example
 * statementTerm('CLBBB')?.germanName // => 'kompletter Linksschenkelblock'
 * statementTerm('AFIB')?.snomedCode // => '164889003'
 * statementTerm('left-axis-deviation')?.name // => 'left axis deviation'
 */
export function statementTerm(code: string): StatementTerm | undefined {
  return Object.hasOwn(STATEMENT_TERMS, code) ? STATEMENT_TERMS[code] : undefined;
}
