import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The public names of the package, led to its sources, so that workbench and package are developed as one. */
export const PACKAGE_SOURCES = [
  { find: /^einthoven$/, replacement: `${root}src/index.ts` },
  { find: /^einthoven\/package\.json$/, replacement: `${root}package.json` },
  { find: /^einthoven\/(\w+)$/, replacement: `${root}src/$1/index.ts` },
];
