import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const ENTRY = fileURLToPath(new URL('./src/offline/service-worker.ts', import.meta.url));
const PUBLIC = fileURLToPath(new URL('./public/', import.meta.url));

/** Adds the service worker to a build, told the names of all files of the build. */
export function precached(): Plugin {
  return {
    name: 'precached',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const files = [...Object.keys(bundle), ...readdirSync(PUBLIC)].sort();
      const index = bundle['index.html'];
      // Other files carry digests of their own in their names, which the index and the scripts name.
      const told = JSON.stringify(files) + (index?.type === 'asset' ? index.source : '');
      const version = createHash('sha256').update(told).digest('hex').slice(0, 16);
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source: await compiled({ version, files }) });
    },
  };
}

/** The service worker as a classic script without imports. */
async function compiled(precache: { readonly version: string; readonly files: readonly string[] }): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { __PRECACHE__: JSON.stringify(precache) },
    build: { write: false, target: 'es2022', lib: { entry: ENTRY, formats: ['es'], fileName: 'service-worker' } },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const [script] = outputs.flatMap((output) => (output.type === 'chunk' ? output.code : []));
  if (script === undefined) throw new Error('precached: the service worker must compile to a script');
  return script;
}
