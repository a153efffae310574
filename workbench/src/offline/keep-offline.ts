/** Installs the service worker, in builds alone: while developing, files change all the time. Without one the workbench works online. */
export function keepOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('./service-worker.js').catch((error: Error) => {
    console.warn(`The workbench will not work offline: ${error.message}`);
  });
}
