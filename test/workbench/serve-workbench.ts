import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { PAGE_POLICY } from '../../src/serve/http/page-policy.ts';
import { workbenchFiles } from '../../src/serve/pages/workbench.ts';
import { projectRoot } from '../guards/project-files.ts';

const BUILT = join(projectRoot, 'dist', 'workbench');

/** Serves the built workbench as `einthoven serve` does, with the same policy, and nothing else: no API, no key. */
export async function serveWorkbench(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  if (!existsSync(join(BUILT, 'index.html')))
    throw new Error('serveWorkbench: npm run build must have built dist/workbench');
  const files = workbenchFiles(BUILT);
  const app = new Hono();
  app.use(secureHeaders({ contentSecurityPolicy: PAGE_POLICY, strictTransportSecurity: false }));
  app.get('/*', async (c) => {
    const file = files.get(c.req.path === '/' ? '/index.html' : c.req.path);
    if (file === undefined) return c.notFound();
    return c.body(await file.read(), 200, { 'content-type': file.contentType });
  });
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((listening) => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  return {
    // A secure context, which service workers need, is localhost by name.
    url: `http://localhost:${port}/`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
