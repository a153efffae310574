import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const SUFFIX = '?gzipped';
const require = createRequire(import.meta.url);

/**
 * `import url from 'package/file?gzipped'`: the URL of the file, compressed to a quarter in a build. Scripts unpack it themselves, as not
 * every server compresses what it sends. While developing, the file is served as it is.
 */
export function gzipped(): Plugin {
  let isBuild = false;
  return {
    name: 'gzipped',
    enforce: 'pre',
    configResolved: ({ command }) => {
      isBuild = command === 'build';
    },
    resolveId: (id) => (id.endsWith(SUFFIX) ? `\0${require.resolve(id.slice(0, -SUFFIX.length))}${SUFFIX}` : undefined),
    load(id) {
      if (!id.endsWith(SUFFIX)) return undefined;
      const path = id.slice(1, -SUFFIX.length);
      if (!isBuild) return `export default ${JSON.stringify(`/@fs${path}`)};`;
      const source = gzipSync(readFileSync(path), { level: 9 });
      const file = this.emitFile({ type: 'asset', name: `${basename(path)}.gz`, source });
      return `export default import.meta.ROLLUP_FILE_URL_${file};`;
    },
    // The runtime names its own uncompressed file as well, which it does not fetch once it was handed the bytes.
    generateBundle: (_, bundle) => {
      for (const name of Object.keys(bundle)) if (name.endsWith('.wasm')) delete bundle[name];
    },
  };
}
