/**
 * Keeps the workbench working without a network. The build fills in which files there are: all of them are fetched once, at installation,
 * and answered from the cache from then on. Everything else, the server's API above all, is left to the network.
 */
import type { ServiceWorkerScope } from './service-worker-scope.ts';

/** Names of the files, relative to this one, and a digest of them all: filled in by the build. */
declare const __PRECACHE__: { readonly version: string; readonly files: readonly string[] };

const scope = globalThis as unknown as ServiceWorkerScope;
const { version, files } = __PRECACHE__;
const PREFIX = 'einthoven-workbench-';
const CACHE = `${PREFIX}${version}`;

scope.addEventListener('install', (event) => {
  const fill = async () => {
    const cache = await caches.open(CACHE);
    // Past the browser's own cache, which may hold an index of an earlier version.
    await cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })));
    await scope.skipWaiting();
  };
  event.waitUntil(fill());
});

scope.addEventListener('activate', (event) => {
  const tidy = async () => {
    const names = await caches.keys();
    await Promise.all(
      names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)),
    );
    await scope.clients.claim();
  };
  event.waitUntil(tidy());
});

scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const place = placeOf(request.url);
  if (place === undefined) return;
  event.respondWith(
    caches.match(new URL(place, scope.location.href), { cacheName: CACHE }).then((kept) => kept ?? fetch(request)),
  );
});

/** Which of the files an address means; `undefined` for everything else. */
function placeOf(address: string): string | undefined {
  const url = new URL(address);
  const root = new URL('./', scope.location.href);
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return undefined;
  const place = url.pathname.slice(root.pathname.length) || 'index.html';
  return files.includes(place) ? place : undefined;
}
