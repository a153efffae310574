import type { EcgStore } from '../datasets/index.ts';
import { loadStore } from '../datasets/node.ts';
import { EcgError } from '../errors.ts';
import { bar, progressLine } from './progress-line.ts';

/** Loads data folders with progress on standard error. */
export async function loadData(folders: readonly string[], fs: number, chosen: readonly number[]): Promise<EcgStore> {
  if (fs !== 100 && fs !== 500) {
    throw new EcgError('invalid-argument', `loadData: PTB-XL has records of 100 and 500 Hz, got ${fs}`, { fs });
  }
  const line = progressLine();
  const started = performance.now();
  const store = await loadStore(folders, {
    fs,
    folds: chosen,
    onProgress: (done, all) => line.update(`reading  ${bar(done / all)} ${done}/${all} records`),
  });
  const seconds = (performance.now() - started) / 1000;
  const sources = store.sources
    .map(({ folder, version }) => `${folder}${version ? ` ${version}` : ' (version not stated)'}`)
    .join(', ');
  line.finish(
    `read ${store.rows.length} records of folds ${chosen.join(', ')} from ${sources} in ${seconds.toFixed(1)} s`,
  );
  return store;
}
