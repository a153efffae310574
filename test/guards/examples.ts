import ts from 'typescript';
import { lineAt } from './project-files.ts';

/** A block of statements in a document, some of which state their value: `expression // => literal`. */
export interface Example {
  readonly path: string;
  /** Line of the block's first statement. */
  readonly line: number;
  readonly code: string;
}

/** What an example's names mean, and how its imports are resolved. */
export interface ExampleContext {
  readonly scope: Readonly<Record<string, unknown>>;
  readonly load: (specifier: string) => Promise<unknown>;
}

/** A stated value that can be compared. */
type Check = (line: number, actual: unknown, expected: unknown) => void;

/** A place in the code of an example and what is to stand there. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The `@example` blocks of a file's docstrings that state a value; a code fence around them is taken off. */
export function docstringExamples(path: string, text: string): Example[] {
  return [...text.matchAll(/\/\*\*[\s\S]*?\*\//g)].flatMap((comment) => {
    const first = lineAt(text, comment.index);
    const lines = comment[0]
      .replace(/\*\/$/, '')
      .split('\n')
      .map((line) => line.replace(/^\s*\*+ ?/, ''));
    return lines.flatMap((line, i) => {
      if (!line.startsWith('@example')) return [];
      const rest = lines.slice(i + 1);
      const end = rest.findIndex((next) => next.startsWith('@'));
      const block = rest.slice(0, end < 0 ? rest.length : end).map((next) => (next.startsWith('```') ? '' : next));
      return statesValue(block) ? [{ path, line: first + i + 1, code: block.join('\n') }] : [];
    });
  });
}

/** The blocks of a Markdown text that are fenced by ```` ```ts run ````. */
export function markdownExamples(path: string, text: string): Example[] {
  return [...text.matchAll(/^```ts run\n([\s\S]*?)^```$/gm)].map((block) => ({
    path,
    line: lineAt(text, block.index) + 1,
    code: block[1] ?? '',
  }));
}

/**
 * Runs an example and compares every value that it states. Types are stripped, not checked.
 *
 * @returns how many values were compared
 * @throws Error naming the line, when a value differs or `// =>` does not stand behind an expression or `const name = …`
 */
export async function runExample({ path, line, code }: Example, { scope, load }: ExampleContext): Promise<number> {
  let checks = 0;
  const check: Check = (offset, actual, expected) => {
    checks += 1;
    if (equals(actual, expected)) return;
    throw new Error(`${path}:${line + offset} is ${show(actual)}, the example states ${show(expected)}`);
  };
  const stated = code.split('\n').filter((text) => statesValue([text])).length;
  const script = compile(code);
  if (script.checks !== stated) {
    throw new Error(`${path}:${line} states ${stated} values, of which ${script.checks} follow an expression`);
  }
  // An inner block lets the example declare names that its scope has too.
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  const run = new AsyncFunction('__load', '__check', ...Object.keys(scope), `{${script.text}\n}`);
  await run(load, check, ...Object.values(scope));
  return checks;
}

function statesValue(lines: readonly string[]): boolean {
  return lines.some((line) => line.includes('// =>'));
}

/** JavaScript in which stated values are compared and imports are loaded. */
function compile(code: string): { text: string; checks: number } {
  // The semicolon keeps `[a] // => …` and a following line that starts with `[` apart.
  const closed = code.replace(/^(.*[^\s;])(\s*)(?=\/\/ =>)/gm, '$1;$2');
  const source = ts.createSourceFile('example.ts', closed, ts.ScriptTarget.Latest, true);
  const checks = source.statements.flatMap((statement) => checkOf(statement, source));
  const edits = [...checks, ...source.statements.filter(ts.isImportDeclaration).map(loading)];
  const text = edits
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), closed);
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const [error] = diagnostics;
  if (error !== undefined) throw new Error(`${ts.flattenDiagnosticMessageText(error.messageText, ' ')} in\n${code}`);
  return { text: outputText, checks: checks.length };
}

function checkOf(statement: ts.Statement, source: ts.SourceFile): Edit[] {
  const text = source.text;
  const [comment] = ts.getTrailingCommentRanges(text, statement.end) ?? [];
  const expected = comment && /^\/\/ =>(.*)$/.exec(text.slice(comment.pos, comment.end))?.[1];
  if (expected === undefined) return [];
  const line = lineAt(text, statement.end) - 1;
  const [start, end] = [statement.getStart(source), statement.end];
  if (ts.isExpressionStatement(statement)) {
    return [{ start, end, text: `__check(${line}, (${statement.expression.getText(source)}\n), (${expected}));` }];
  }
  const declared = ts.isVariableStatement(statement) ? statement.declarationList.declarations : [];
  const name = declared.length === 1 ? declared[0]?.name : undefined;
  if (name === undefined || !ts.isIdentifier(name)) return [];
  return [{ start: end, end, text: `__check(${line}, ${name.text}, (${expected}));` }];
}

/** `import { a as b } from 'x'` → `const { a: b } = await __load('x')`. */
function loading(declaration: ts.ImportDeclaration): Edit {
  const { importClause, moduleSpecifier } = declaration;
  const place = { start: declaration.getStart(), end: declaration.end };
  const named = importClause?.namedBindings;
  if (importClause === undefined || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword)
    return { ...place, text: '' };
  if (named === undefined || !ts.isNamedImports(named))
    throw new Error(`named imports only, got ${declaration.getText()}`);
  const names = named.elements
    .filter((element) => !element.isTypeOnly)
    .map(({ name, propertyName }) => (propertyName === undefined ? name.text : `${propertyName.text}: ${name.text}`));
  return { ...place, text: `const { ${names.join(', ')} } = await __load(${moduleSpecifier.getText()});` };
}

/**
 * Equality as in JSON: typed arrays are arrays, a property that is `undefined` is absent. Numbers agree to 1e-6, of the stated value
 * where that is above 1: examples print six digits.
 */
export function equals(actual: unknown, expected: unknown): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Object.is(actual, expected) || Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
  }
  if (!isObject(actual) || !isObject(expected)) return Object.is(actual, expected);
  if (isList(actual) !== isList(expected)) return false;
  const [a, b] = [definedEntries(actual), definedEntries(expected)];
  if (isList(actual) && Object.keys(actual).length !== Object.keys(expected).length) return false;
  return a.size === b.size && [...a].every(([key, value]) => b.has(key) && equals(value, b.get(key)));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isList(value: object): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

function definedEntries(value: object): Map<string, unknown> {
  if (value instanceof Map || value instanceof Set) throw new Error('equals: a Map or a Set has no literal; spread it');
  return new Map(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

function show(value: unknown): string {
  const plain = (_: string, part: unknown) =>
    ArrayBuffer.isView(part) ? Array.from(part as unknown as ArrayLike<number>) : part;
  return typeof value === 'number' ? String(value) : (JSON.stringify(value, plain) ?? String(value));
}
