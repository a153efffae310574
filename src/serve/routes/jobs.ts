import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { stream, streamSSE } from 'hono/streaming';
import { actorOf, keyWith } from '../http/authenticate.ts';
import { HttpProblem } from '../http/problem.ts';
import { spool } from '../http/spool.ts';
import type { RequestEnv, Service } from '../service.ts';
import { audit } from '../store/audit.ts';
import { addJob, findJob, type ItemResult, type Job, type NewItem, resultsAfter } from '../store/jobs.ts';
import { judgedFile } from '../worker/kept-answer.ts';
import { json, problems, SECURED } from './responses.ts';
import { jobSchema, recordParams, uploadForm } from './schemas.ts';

const tags = ['jobs'];
/** Between two looks at how far a job is. */
const PROGRESS_MS = 500;
/** Results that are read at a time. */
const RESULTS = 100;

const addRoute = createRoute({
  method: 'post',
  path: '/v1/jobs',
  tags,
  summary: 'Store and diagnose many records, later',
  description: 'Each header (.hea) among the files makes a record, with the signal files that it names.',
  security: SECURED,
  request: { body: { required: true, content: { 'multipart/form-data': { schema: uploadForm } } } },
  responses: { 202: json(jobSchema, 'Taken on, durably'), ...problems(400, 413, 415, 422, 503) },
});

const jobRoute = <P extends string>(path: P, summary: string, type: string, schema: z.ZodType) =>
  createRoute({
    method: 'get',
    path,
    tags,
    summary,
    security: SECURED,
    request: { params: recordParams },
    responses: { 200: { description: summary, content: { [type]: { schema } } }, ...problems(400, 404) },
  });

const readRoute = jobRoute('/v1/jobs/{id}', 'How far a job is', 'application/json', jobSchema);
const eventsRoute = jobRoute(
  '/v1/jobs/{id}/events',
  'How far a job is, as server-sent events "progress" until it is finished',
  'text/event-stream',
  z.string(),
);
const resultsRoute = jobRoute(
  '/v1/jobs/{id}/results',
  'One line of JSON for each record that is done with: its diagnosis, or the problem',
  'application/x-ndjson',
  z.string(),
);

/** Batches of records, worked through by `runQueue`. */
export function jobRoutes(app: OpenAPIHono<RequestEnv>, service: Service): void {
  const { database, folder, pool, limits } = service;

  app.openAPIRegistry.registerPath(addRoute);
  app.post(addRoute.path, async (c) => {
    const key = keyWith(c, 'write');
    const { path, contentType, discard } = await spool(c.req.raw, folder.spool, limits.uploadBytes);
    const id = randomUUID();
    const files = join(folder.jobs, id);
    try {
      await mkdir(files, { mode: 0o700 });
      const { labels, records } = await pool.run('unpackUpload', { path, contentType, folder: files });
      const items = records.map((record): NewItem => ({ ...record, recordId: randomUUID() }));
      await database.transaction(async (sql) => {
        await addJob(sql, { id, tenant: key.tenant, createdBy: key.id, labels }, items);
        await audit(sql, actorOf(c, key), 'job.add', id);
      });
    } catch (error) {
      await rm(files, { recursive: true, force: true });
      throw error;
    } finally {
      await discard();
    }
    service.wakeQueue();
    return c.json(jobAnswer(await requireJob(service, key.tenant, id)), 202, { location: `/v1/jobs/${id}` });
  });

  app.openapi(readRoute, async (c) => {
    const key = keyWith(c, 'read');
    return c.json(jobAnswer(await requireJob(service, key.tenant, c.req.valid('param').id)), 200);
  });

  app.openapi(eventsRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    let job = await requireJob(service, key.tenant, id);
    return streamSSE(c, async (events) => {
      let told = '';
      while (!events.aborted && service.isOpen()) {
        const data = JSON.stringify(jobAnswer(job));
        if (data !== told) await events.writeSSE({ event: 'progress', data });
        told = data;
        if (job.done + job.failed === job.total) return;
        await events.sleep(PROGRESS_MS);
        job = await requireJob(service, key.tenant, id);
      }
    });
  });

  app.openapi(resultsRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    await requireJob(service, key.tenant, id);
    await audit(database, actorOf(c, key), 'job.read', id);
    c.header('content-type', 'application/x-ndjson');
    return stream(c, async (lines) => {
      for (let after = -1; !lines.aborted; ) {
        const results = await resultsAfter(database, id, after, RESULTS);
        for (const result of results) await lines.writeln(await resultLine(result, folder));
        const last = results.at(-1);
        if (last === undefined || results.length < RESULTS) return;
        after = last.seq;
      }
    });
  });
}

async function requireJob({ database }: Service, tenant: string, id: string): Promise<Job> {
  const job = await findJob(database, tenant, id);
  if (job === undefined) throw new HttpProblem(404, 'There is no such job.');
  return job;
}

function jobAnswer({ id, createdAt, labels, total, done, failed }: Job) {
  const state: 'running' | 'finished' = done + failed === total ? 'finished' : 'running';
  const base = `/v1/jobs/${id}`;
  const links = { self: base, events: `${base}/events`, results: `${base}/results` };
  return { id, createdAt, state, total, done, failed, labels: [...labels], links };
}

async function resultLine({ name, recordId, problem }: ItemResult, { records }: Service['folder']): Promise<string> {
  if (problem !== null) return JSON.stringify({ name, problem: JSON.parse(problem) });
  const file = judgedFile(join(records, recordId), 'diagnosis');
  // A record that was deleted since has neither a diagnosis nor a problem.
  const diagnosis = await readFile(file, 'utf8').catch(() => 'null');
  return JSON.stringify({ name, record: recordId, diagnosis: JSON.parse(diagnosis) });
}
