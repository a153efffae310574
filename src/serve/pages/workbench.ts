import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the built workbench lies: beside `dist/serve`. */
const FOLDER = fileURLToPath(new URL('../../workbench/', import.meta.url));

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/vnd.microsoft.icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** A file that anybody may have. */
export interface StaticFile {
  readonly contentType: string;
  readonly read: () => Promise<Uint8Array<ArrayBuffer>>;
}

/**
 * The files of the workbench by their path in a URL, none where it was not built. They are listed once, at the start: a path that is not
 * in the list leads nowhere, however it is written.
 */
export function workbenchFiles(folder: string = FOLDER): ReadonlyMap<string, StaticFile> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const contentType = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream';
      const read = async () => new Uint8Array(await readFile(path));
      return [`/${relative(folder, path).split(sep).join('/')}`, { contentType, read }];
    }),
  );
}
