import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import { lineAt } from './project-files.ts';

/** Who may import whom, by folder and by file directly under `src/`. */
export interface Layers {
  /** Folder → the folders that it may import. */
  readonly folders: Readonly<Record<string, readonly string[]>>;
  /** Folders that import whatever they need and that nothing imports, not even each other. */
  readonly doors: readonly string[];
  /** The one door that may import the others, through their `index.ts`: it opens them. */
  readonly opener: string;
  /** Files under `src/` that import nothing and that everything may import. */
  readonly leaves: readonly string[];
  /** Files under `src/` that gather the folders for users of the package. */
  readonly entries: readonly string[];
  /** Packages that only run in Node. */
  readonly nodePackages: readonly string[];
  /** Packages for the doors alone. */
  readonly doorPackages: readonly string[];
}

/** One import: where it stands and what it names. */
interface Import {
  readonly from: string;
  readonly specifier: string;
}

/**
 * Every broken rule of `layers`, each as `file:line rule`.
 *
 * @param files text by path, relative to the project root: `src/record/index.ts`
 */
export function layerViolations(files: ReadonlyMap<string, string>, layers: Layers): string[] {
  return [...files].flatMap(([from, text]) => {
    const imports = ts.preProcessFile(text, true, true).importedFiles.flatMap(({ fileName, pos }) => {
      const broken = brokenRule({ from, specifier: fileName }, layers);
      return broken === undefined ? [] : [`${from}:${lineAt(text, pos)} ${broken}`];
    });
    return [...imports, ...(mayUseNode(from, layers) ? [] : nodeGlobals(from, text))];
  });
}

/** A cycle in a table of folders and what they may import, as `['a', 'b', 'a']`, or `undefined` where there is none. */
export function layerCycle(folders: Layers['folders'], path: readonly string[] = []): string[] | undefined {
  const here = path.at(-1);
  if (here !== undefined && path.indexOf(here) < path.length - 1) return path.slice(path.indexOf(here));
  for (const next of here === undefined ? Object.keys(folders) : (folders[here] ?? [])) {
    const cycle = layerCycle(folders, [...path, next]);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function brokenRule(line: Import, layers: Layers): string | undefined {
  return line.specifier.startsWith('.') ? brokenFileRule(line, layers) : brokenPackageRule(line, layers);
}

function brokenPackageRule({ from, specifier }: Import, layers: Layers): string | undefined {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  if ((isBuiltin(specifier) || layers.nodePackages.includes(name)) && !mayUseNode(from, layers)) {
    return `imports ${specifier}, which only node.ts, *.node.ts and the doors may`;
  }
  if (layers.doorPackages.includes(name) && !layers.doors.includes(folderOf(from))) {
    return `imports ${specifier}, which only the doors may`;
  }
  if (name === 'einthoven') return `imports ${specifier}: inside src/, files are imported by their path`;
  return undefined;
}

function brokenFileRule({ from, specifier }: Import, layers: Layers): string | undefined {
  const to = posix.join(posix.dirname(from), specifier);
  const [folder, target] = [folderOf(from), folderOf(to)];
  const { leaves, entries, doors, opener } = layers;
  if (!to.startsWith('src/')) return `imports ${to}, which is outside src/`;
  if (!ownPlace(folder, layers)) return `${folder} is not in the table of layers`;
  if (leaves.includes(folder)) return `imports ${to}: a leaf module imports nothing`;
  if (isNodeFile(to) && !mayUseNode(from, layers)) return `imports ${to}, which only runs in Node`;
  if (folder === target || leaves.includes(target)) return undefined;
  if (doors.includes(target) && folder !== opener) return `imports ${to}: nothing imports a door`;
  if (entries.includes(target)) return doors.includes(folder) ? undefined : `imports ${to}, which is for users`;
  if (!(target in layers.folders) && !doors.includes(target)) return `${target} is not in the table of layers`;
  if (!entries.includes(folder) && !doors.includes(folder) && !layers.folders[folder]?.includes(target)) {
    return `imports ${to}, but ${folder}/ may not import ${target}/`;
  }
  return to === `src/${target}/index.ts` || to === `src/${target}/node.ts`
    ? undefined
    : `imports ${to}: other folders are imported through their index.ts`;
}

/** `record` for `src/record/wfdb/header.ts`, `errors.ts` for `src/errors.ts`. */
function folderOf(path: string): string {
  return path.split('/')[1] ?? path;
}

function ownPlace(folder: string, layers: Layers): boolean {
  return [layers.leaves, layers.entries, layers.doors, Object.keys(layers.folders)].some((part) =>
    part.includes(folder),
  );
}

function isNodeFile(path: string): boolean {
  return /(^|[/.])node\.ts$/.test(path);
}

function mayUseNode(path: string, layers: Layers): boolean {
  return isNodeFile(path) || layers.doors.includes(folderOf(path));
}

/** Uses of `process.…`, `Buffer.…` and `import.meta.dirname`, which a browser lacks. */
function nodeGlobals(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const used = node.getText(source);
      if (/^(process|Buffer)\b/.test(used) || /^import\.meta\.(dirname|filename)$/.test(used)) {
        found.push(`${path}:${lineAt(text, node.getStart(source))} uses ${used}, which a browser lacks`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
