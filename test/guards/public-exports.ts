import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot, readProjectFile } from './project-files.ts';

/** Subpath → public name → what it is. */
export type PublicExports = Record<string, Record<string, string>>;

/** Where the public names are written down, so that a change of them is seen in review. */
export const snapshotPath = 'test/guards/public-exports.json';

/** Subpath of the package → the source file behind it: `./record` → `src/record/index.ts`. */
export function entryFiles(): Record<string, string> {
  const manifest: { exports: Record<string, string | { default: string }> } = JSON.parse(
    readProjectFile('package.json'),
  );
  const entries = Object.entries(manifest.exports).flatMap(([subpath, target]) =>
    typeof target === 'string' ? [] : [[subpath, sourceOf(target.default)] as const],
  );
  return Object.fromEntries(entries);
}

/**
 * The public names of each entry as the TypeScript compiler resolves them, sorted. Entries without a source file are left out.
 *
 * @param entries source file by subpath, relative to `root`
 */
export function publicExports(entries: Readonly<Record<string, string>>, root = projectRoot): PublicExports {
  const present = Object.entries(entries).filter(([, path]) => existsSync(join(root, path)));
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const program = ts.createProgram(
    present.map(([, path]) => join(root, path)),
    options,
  );
  const checker = program.getTypeChecker();
  const names = (path: string) => {
    const source = program.getSourceFile(join(root, path));
    const module = source && checker.getSymbolAtLocation(source);
    const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
    return symbols.map((symbol) => [symbol.name, kindOf(resolveAlias(symbol, checker))] as const).sort(byName);
  };
  return Object.fromEntries(present.map(([subpath, path]) => [subpath, Object.fromEntries(names(path))]));
}

function sourceOf(built: string): string {
  return built.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts');
}

function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function kindOf({ flags }: ts.Symbol): string {
  if (flags & ts.SymbolFlags.Class) return 'class';
  if (flags & ts.SymbolFlags.Function) return 'function';
  if (flags & ts.SymbolFlags.Variable) return 'const';
  if (flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.TypeAlias)) return 'type';
  return 'unresolved';
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

/** `npm run exports` writes the snapshot anew. */
if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(projectRoot, snapshotPath), `${JSON.stringify(publicExports(entryFiles()), null, 2)}\n`);
}
