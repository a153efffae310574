/** What lasts until a promise is kept. */
interface ExtendableEvent {
  waitUntil(promise: Promise<unknown>): void;
}

/** A request of a page. */
interface FetchEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** What a service worker sees of its world, as far as it is used: the compiler's own description excludes that of pages. */
export interface ServiceWorkerScope {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}
