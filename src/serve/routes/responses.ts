import type { z } from '@hono/zod-openapi';
import { problemSchema } from './schemas.ts';

/** A response of JSON, as routes declare it. */
export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } };
}

const PROBLEMS = {
  400: 'The request breaks a rule',
  401: 'No key in force',
  403: 'The key lacks the scope',
  404: 'There is none, or it is not of the key’s tenant',
  413: 'Too large',
  415: 'A kind of body or record that is not read',
  416: 'Range behind the end',
  422: 'The record is broken',
  429: 'Too many requests',
  503: 'Too many records wait, or the server is ending',
} as const;

/** The problems that a route answers with, beside those of every route that needs a key. */
export function problems(...statuses: readonly (keyof typeof PROBLEMS)[]) {
  return Object.fromEntries(
    ([401, 403, 429, ...statuses] as const).map((status) => [
      status,
      { description: PROBLEMS[status], content: { 'application/problem+json': { schema: problemSchema } } },
    ]),
  );
}

/** Says in the document that a route needs a key. */
export const SECURED = [{ key: [] }];
