import { readFile } from 'node:fs/promises';
import type { OpenAPIHono } from '@hono/zod-openapi';
import { DISCLAIMER } from '../../disclaimer.ts';
import { keyWith } from '../http/authenticate.ts';
import { HttpProblem } from '../http/problem.ts';
import { API_PAGE } from '../pages/api-page.ts';
import { homePage } from '../pages/home-page.ts';
import { type StaticFile, workbenchFiles } from '../pages/workbench.ts';
import type { RequestEnv, Service } from '../service.ts';

/** Compiled beside its page. */
const API_SCRIPT = new URL('../pages/try-api.browser.js', import.meta.url);

/** What describes the API. */
const description = [
  DISCLAIMER,
  'Records go in, findings, measurements and reviews come out. Every path under /v1 needs a key, as "Authorization: Bearer …".',
  'Pages take it from the fragment of their address, #key=ein_…, and keep it in sessionStorage as einthoven-key, for one tab.',
  'Errors are problem documents (RFC 9457).',
].join(' ');

/** Health, metrics, the description of the API, and pages: what needs no key, metrics apart. */
export function systemRoutes(app: OpenAPIHono<RequestEnv>, service: Service): void {
  const { database, metrics, packageVersion } = service;

  app.get('/health', (c) => c.json({ status: 'alive', version: packageVersion }));

  app.get('/ready', async (c) => {
    if (!service.isOpen()) throw notReady('The server is ending.');
    await database.query('select 1').catch(() => {
      throw notReady('The database does not answer.');
    });
    return c.json({ status: 'ready' });
  });

  app.get('/metrics', async (c) => {
    keyWith(c, 'metrics');
    return c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType });
  });

  app.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  app.get('/openapi.json', (c) =>
    c.json(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Einthoven', version: packageVersion, description },
      }),
    ),
  );
  app.get('/api', (c) => c.html(API_PAGE));
  app.get('/api.js', async (c) =>
    c.body(await readFile(API_SCRIPT, 'utf8'), 200, { 'content-type': 'text/javascript' }),
  );

  const files = workbenchFiles();
  app.get('/*', async (c) => {
    const path = c.req.path === '/' ? '/index.html' : c.req.path;
    const file: StaticFile | undefined = files.get(path);
    if (file !== undefined) return c.body(await file.read(), 200, { 'content-type': file.contentType });
    if (c.req.path === '/') return c.html(homePage(packageVersion));
    throw new HttpProblem(404, 'There is no such page.');
  });
}

function notReady(detail: string): HttpProblem {
  return new HttpProblem(503, detail, { 'retry-after': '1' });
}
