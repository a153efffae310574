import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type EcgErrorCode, isEcgError } from '../../errors.ts';
import type { RequestEnv } from '../service.ts';

/** HTTP status of each error code. */
const STATUSES = {
  'invalid-argument': 400,
  'malformed-input': 422,
  unsupported: 415,
  'model-mismatch': 422,
  unavailable: 503,
} as const satisfies Readonly<Record<EcgErrorCode, ContentfulStatusCode>>;

/** Titles of the problems that come from HTTP itself. */
const TITLES = {
  400: 'Bad request',
  401: 'A valid key is needed',
  403: 'The key lacks the scope',
  404: 'Not found',
  405: 'Method not allowed',
  413: 'Too large',
  415: 'Unsupported media type',
  416: 'Range not satisfiable',
  429: 'Too many requests',
  500: 'Fault of the server',
  503: 'Not available now',
} as const satisfies Partial<Record<ContentfulStatusCode, string>>;

/** An error that is answered with a status, thrown anywhere below a route. */
export class HttpProblem extends Error {
  readonly status: keyof typeof TITLES;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: keyof typeof TITLES, detail: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }
}

/** A problem as it is sent (RFC 9457): `code` is for programs, `detail` for people. */
export interface ProblemDocument {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code?: EcgErrorCode;
  readonly detail: string;
}

/** What is said of an error. What is no fault of the client says nothing of its cause. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof HttpProblem) {
    return { type: 'about:blank', title: TITLES[error.status], status: error.status, detail: error.message };
  }
  if (isEcgError(error)) {
    const { code, message } = error;
    return { type: 'about:blank', title: code, status: STATUSES[code], code, detail: message };
  }
  return { type: 'about:blank', title: TITLES[500], status: 500, detail: 'The log tells more, by the request id.' };
}

/** How long is listened to a client whose body is not wanted: before it has sent all, it reads no answer. */
const LISTEN_MS = 1000;

/** The answer to an error. A client that has not sent its body by then has its connection closed. */
export async function problemResponse(c: Context<RequestEnv>, error: unknown): Promise<Response> {
  const problem = problemOf(error);
  await readRest(c.req.raw).catch(() => undefined);
  const headers = {
    'content-type': 'application/problem+json',
    ...(error instanceof HttpProblem && error.headers),
    ...(!c.env.incoming.complete && { connection: 'close' }),
    ...(problem.status === 503 && { 'retry-after': '1' }),
  };
  return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, headers);
}

/** Reads what is left of a body, and throws it away. */
async function readRest({ body }: Request): Promise<void> {
  const reader = body?.getReader();
  if (reader === undefined) return;
  const isOver = new Promise<{ done: true }>((resolve) => {
    setTimeout(() => resolve({ done: true }), LISTEN_MS).unref();
  });
  while (!(await Promise.race([reader.read(), isOver])).done);
}
