import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import type { RequestEnv } from '../service.ts';
import type { Actor } from '../store/audit.ts';
import type { Sql } from '../store/database.ts';
import { type Key, keyOfToken, type Scope } from '../store/keys.ts';
import { HttpProblem } from './problem.ts';
import { rateLimit } from './rate-limit.ts';

/** Wrong keys that one address may send each second: keys cannot be guessed, but trying costs the database time. */
const WRONG_KEYS_PER_SEC = 5;
/** Requests at once, in seconds of the steady rate. */
const BURST_SEC = 4;

/**
 * Lets nobody in without a key in force, as `Authorization: Bearer …`, and no key ask too often.
 *
 * @param requestsPerSec of one key
 */
export function authenticate(sql: Sql, requestsPerSec: number): MiddlewareHandler<RequestEnv> {
  const requests = rateLimit(requestsPerSec, BURST_SEC * requestsPerSec);
  const wrongKeys = rateLimit(WRONG_KEYS_PER_SEC, BURST_SEC * WRONG_KEYS_PER_SEC);
  return async (c, next) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '') ?? [];
    const key = token === undefined ? undefined : await keyOfToken(sql, token);
    if (key === undefined) {
      refuseWhen(wrongKeys.take(getConnInfo(c).remote.address ?? 'unknown'));
      throw new HttpProblem(401, 'Send a key as "Authorization: Bearer …".', { 'www-authenticate': 'Bearer' });
    }
    refuseWhen(requests.take(key.id));
    c.set('key', key);
    await next();
  };
}

/** The key of a request, which must have a scope. @throws HttpProblem 403 where it lacks it */
export function keyWith(c: { get(name: 'key'): Key | undefined }, scope: Scope): Key {
  const key = c.get('key');
  if (key?.scopes.includes(scope)) return key;
  throw new HttpProblem(403, `The key lacks the scope ${scope}.`);
}

/** Who acts in a request, for the audit log. */
export function actorOf(c: { get(name: 'requestId'): string }, { tenant, id }: Key): Actor {
  return { tenant, keyId: id, requestId: c.get('requestId') };
}

function refuseWhen(waitSec: number | undefined): void {
  if (waitSec === undefined) return;
  throw new HttpProblem(429, 'Too many requests of one key or address.', { 'retry-after': String(Math.ceil(waitSec)) });
}
