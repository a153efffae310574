import type { EcgStore } from '../datasets/index.ts';
import { loadStore } from '../datasets/node.ts';
import { bar, progressLine } from './progress-line.ts';

/** Loads data folders with progress on standard error. */
export async function loadData(folders: readonly string[], fs: number, chosen: readonly number[]): Promise<EcgStore> {
  const line = progressLine();
  const started = performance.now();
  const store = await loadStore(folders, {
    fs: fs === 500 ? 500 : 100,
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
