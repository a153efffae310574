import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute path of the project. */
export const projectRoot = join(import.meta.dirname, '..', '..');

/**
 * Paths of the project's own files, relative to its root and with `/`, sorted: what version control holds or would take, by the
 * patterns of `.gitignore` and `.git/info/exclude`. Git itself is not asked, because the tests must pass on a machine that has Node alone.
 */
export function projectFiles(): string[] {
  const excludes = ['.gitignore', '.git/info/exclude'].filter((path) => existsSync(join(projectRoot, path)));
  const ignored = [/^\.git(\/|$)/, ...excludes.map(readProjectFile).flatMap(ignorePatterns)];
  const walk = (folder: string): string[] =>
    readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (ignored.some((pattern) => pattern.test(path))) return [];
      if (entry.isDirectory()) return walk(path);
      return entry.isFile() ? [path] : [];
    });
  return walk('').sort();
}

/** Paths of the TypeScript files under `src/`. */
export function sourceFiles(): string[] {
  return projectFiles().filter((path) => path.startsWith('src/') && path.endsWith('.ts'));
}

/** Text of a file of the project, by its path relative to the root. */
export function readProjectFile(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

/** 1-based line of a position in a text. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}

/** The forms of `.gitignore` that the project uses: names and `*`, anchored by a leading `/` or found in any folder. */
export function ignorePatterns(gitignore: string): RegExp[] {
  const lines = gitignore.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      if (/[!?[\]\\]|\*\*/.test(line)) throw new Error(`ignorePatterns: names and * are understood, got ${line}`);
      const anchor = line.startsWith('/') ? '^' : '(^|/)';
      const name = line.replace(/^\/|\/$/g, '').replace(/[.+^$(){}|]/g, '\\$&');
      return new RegExp(`${anchor}${name.replaceAll('*', '[^/]*')}(/|$)`);
    });
}
