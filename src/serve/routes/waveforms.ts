import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { actorOf, keyWith } from '../http/authenticate.ts';
import { byteRange } from '../http/byte-range.ts';
import { HttpProblem } from '../http/problem.ts';
import type { RequestEnv, Service } from '../service.ts';
import { audit } from '../store/audit.ts';
import { levelFile } from '../worker/waveform-levels.ts';
import { recordAnswer } from './record-answers.ts';
import { requireRecord } from './records.ts';
import { problems, SECURED } from './responses.ts';
import { recordParams } from './schemas.ts';

const binary = { 'application/octet-stream': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } };

const waveformRoute = createRoute({
  method: 'get',
  path: '/v1/records/{id}/waveform/{level}',
  tags: ['records'],
  summary: 'Samples, or the smallest and largest of each bucket of them',
  security: SECURED,
  request: {
    params: recordParams.extend({ level: z.coerce.number().int().min(0).max(20) }),
    headers: z.object({
      range: z.string().optional(),
      'if-none-match': z.string().optional(),
      'if-range': z.string().optional(),
    }),
  },
  responses: {
    200: { description: 'The whole level', content: binary },
    206: { description: 'The part that Range asks for', content: binary },
    304: { description: 'Not changed, as a waveform never is' },
    ...problems(400, 404, 416),
  },
});

/** Waveforms of records, whole or in parts. */
export function waveformRoutes(app: OpenAPIHono<RequestEnv>, service: Service): void {
  app.openapi(waveformRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id, level } = c.req.valid('param');
    const { waveform } = recordAnswer(await requireRecord(service, key.tenant, id));
    const { byteLength } = waveform.levels[level] ?? {};
    if (byteLength === undefined) throw new HttpProblem(404, `The record has ${waveform.levels.length} levels.`);
    await audit(service.database, actorOf(c, key), 'waveform.read', id);
    const etag = `"${id}-${level}"`;
    const headers = { etag, 'accept-ranges': 'bytes', 'cache-control': 'private, immutable, max-age=86400' };
    const known = c.req.header('if-none-match');
    if (known !== undefined && (known === '*' || known.split(/\s*,\s*/).includes(etag)))
      return c.body(null, 304, headers);
    // A client that has a part of something else wants all of this.
    const isSame = (c.req.header('if-range') ?? etag) === etag;
    const range = byteRange(isSame ? c.req.header('range') : undefined, byteLength);
    if (range === 'unsatisfiable') {
      throw new HttpProblem(416, `The level has ${byteLength} bytes.`, { 'content-range': `bytes */${byteLength}` });
    }
    const { start, end } = range ?? { start: 0, end: byteLength };
    const file = createReadStream(join(service.folder.records, id, levelFile(level)), { start, end: end - 1 });
    return c.body(Readable.toWeb(file) as ReadableStream, range === undefined ? 200 : 206, {
      ...headers,
      'content-type': 'application/octet-stream',
      'content-length': String(end - start),
      ...(range !== undefined && { 'content-range': `bytes ${start}-${end - 1}/${byteLength}` }),
    });
  });
}
