import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import type { RequestEnv } from '../service.ts';
import type { Metrics } from './metrics.ts';

/** Writes one line about something that happened. */
export type Log = (level: 'info' | 'error', event: string, fields: Readonly<Record<string, unknown>>) => void;

/** Lines of JSON on standard error. Who calls it hands in no fact about a patient, no name of a file, no query. */
export const log: Log = (level, event, fields) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
};

/** Numbers each request, counts it, and logs it by its route: a path holds ids, a query may hold anything. */
export function accessLog(metrics: Metrics, write: Log): MiddlewareHandler<RequestEnv> {
  return async (c, next) => {
    const requestId = randomUUID();
    c.set('requestId', requestId);
    const started = performance.now();
    await next();
    c.header('x-request-id', requestId);
    const ms = performance.now() - started;
    // The route that answered, or the middleware that refused.
    const route = routePath(c);
    metrics.request(c.req.method, route, c.res.status, ms / 1000);
    write('info', 'request', {
      requestId,
      method: c.req.method,
      route,
      status: c.res.status,
      ms: Math.round(ms),
      key: c.get('key')?.id,
    });
  };
}
