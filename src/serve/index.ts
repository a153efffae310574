/**
 * The line behind HTTP. A request comes in through `app.ts` (numbered, logged, let in by its key), `routes/` says what may be asked, and
 * `http/` holds what is common to all answers. An upload runs into a file; a worker thread (`worker/`) reads it, writes its waveform and
 * diagnoses it; `store/` keeps the result in PostgreSQL, embedded or on a server, and only then is it acknowledged. Batches wait in the
 * database for `run-queue.ts`, so that they outlive the process. `start-server.ts` puts all of it together.
 */
export { withDatabase } from './open-store.ts';
export { type RunningServer, startServer } from './start-server.ts';
export { addKey, listKeys, revokeKey, scopesNamed } from './store/keys.ts';
