import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { isEcgError } from '../../errors.ts';
import { actorOf, keyWith } from '../http/authenticate.ts';
import { HttpProblem } from '../http/problem.ts';
import { spool } from '../http/spool.ts';
import type { RequestEnv, Service } from '../service.ts';
import { audit } from '../store/audit.ts';
import { addRecord, deleteRecord, findRecord, type StoredRecord, searchRecords, setLabels } from '../store/records.ts';
import { DECIDED_BY } from '../worker/judge.ts';
import { recordAnswer } from './record-answers.ts';
import { json, problems, SECURED } from './responses.ts';
import {
  labelsSchema,
  recordListSchema,
  recordParams,
  recordSchema,
  searchQuery,
  uploadForm,
  uploadQuery,
} from './schemas.ts';

const tags = ['records'];

const addRoute = createRoute({
  method: 'post',
  path: '/v1/records',
  tags,
  summary: 'Store a record, and say what is present',
  description: [
    'The model alone decides at once, whatever the quality of the record. The whole line (quality, measurements, criteria, model) decides when its',
    'diagnosis is first asked for, or here with decidedBy=model-and-criteria, which takes three times as long; jobs always ask it.',
  ].join(' '),
  security: SECURED,
  request: { query: uploadQuery, body: { required: true, content: { 'multipart/form-data': { schema: uploadForm } } } },
  responses: { 201: json(recordSchema, 'Stored, durably'), ...problems(400, 413, 415, 422, 503) },
});

const searchRoute = createRoute({
  method: 'get',
  path: '/v1/records',
  tags,
  summary: 'Search records, newest first',
  security: SECURED,
  request: { query: searchQuery },
  responses: { 200: json(recordListSchema, 'Those that fit all conditions'), ...problems(400) },
});

const readRoute = createRoute({
  method: 'get',
  path: '/v1/records/{id}',
  tags,
  summary: 'What a record is',
  security: SECURED,
  request: { params: recordParams },
  responses: { 200: json(recordSchema, 'The record'), ...problems(400, 404) },
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/v1/records/{id}',
  tags,
  summary: 'Delete a record, its waveform, results and reviews',
  security: SECURED,
  request: { params: recordParams },
  responses: { 204: { description: 'Deleted' }, ...problems(400, 404) },
});

const labelsRoute = createRoute({
  method: 'put',
  path: '/v1/records/{id}/labels',
  tags,
  summary: 'Put other labels in place of a record’s',
  security: SECURED,
  request: {
    params: recordParams,
    body: { required: true, content: { 'application/json': { schema: labelsSchema } } },
  },
  responses: { 200: json(labelsSchema, 'The labels'), ...problems(400, 404) },
});

/** Records: in, found, labelled, out. */
export function recordRoutes(app: OpenAPIHono<RequestEnv>, service: Service): void {
  const { database, folder, pool, limits, metrics } = service;

  // Declared, but not checked by its schema, which would read the whole body into memory here.
  app.openAPIRegistry.registerPath(addRoute);
  app.post(addRoute.path, async (c) => {
    const key = keyWith(c, 'write');
    const { success, data: query } = uploadQuery.safeParse(c.req.query());
    if (!success) throw new HttpProblem(400, `decidedBy must be one of ${DECIDED_BY.join(', ')}.`);
    const { decidedBy } = query;
    const { path, contentType, discard } = await spool(c.req.raw, folder.spool, limits.uploadBytes);
    const id = randomUUID();
    const place = join(folder.records, id);
    try {
      const ingested = await pool.run('ingestUpload', { path, contentType, folder: place, decidedBy });
      const record = { ...ingested, id, tenant: key.tenant, createdBy: key.id };
      const stored = await database.transaction(async (sql) => {
        await audit(sql, actorOf(c, key), 'record.add', id);
        return addRecord(sql, record);
      });
      metrics.ingested('stored');
      return c.json(recordAnswer(stored as StoredRecord), 201, { location: `/v1/records/${id}` });
    } catch (error) {
      await rm(place, { recursive: true, force: true });
      if (isEcgError(error)) metrics.ingested('refused');
      throw error;
    } finally {
      await discard();
    }
  });

  app.openapi(searchRoute, async (c) => {
    const key = keyWith(c, 'read');
    const search = c.req.valid('query');
    const found = await searchRecords(database, key.tenant, search);
    await audit(database, actorOf(c, key), 'record.search');
    const next = found.length === search.limit ? (found.at(-1)?.seq ?? null) : null;
    return c.json({ records: found.map(recordAnswer), next }, 200);
  });

  app.openapi(readRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const record = await requireRecord(service, key.tenant, id);
    await audit(database, actorOf(c, key), 'record.read', id);
    return c.json(recordAnswer(record), 200);
  });

  app.openapi(deleteRoute, async (c) => {
    const key = keyWith(c, 'write');
    const { id } = c.req.valid('param');
    const wasThere = await database.transaction(async (sql) => {
      await audit(sql, actorOf(c, key), 'record.delete', id);
      return deleteRecord(sql, key.tenant, id);
    });
    if (!wasThere) throw noRecord();
    await rm(join(folder.records, id), { recursive: true, force: true });
    return c.body(null, 204);
  });

  app.openapi(labelsRoute, async (c) => {
    const key = keyWith(c, 'write');
    const { id } = c.req.valid('param');
    const labels = [...new Set(c.req.valid('json').labels)];
    const wasThere = await database.transaction(async (sql) => {
      await audit(sql, actorOf(c, key), 'record.label', id);
      return setLabels(sql, key.tenant, id, labels);
    });
    if (!wasThere) throw noRecord();
    return c.json({ labels }, 200);
  });
}

/** A record of a tenant. @throws HttpProblem 404, whether there is none or it is another tenant's */
export async function requireRecord({ database }: Service, tenant: string, id: string): Promise<StoredRecord> {
  const record = await findRecord(database, tenant, id);
  if (record === undefined) throw noRecord();
  return record;
}

/** The same answer for what is not there and what is not for the key. */
export function noRecord(): HttpProblem {
  return new HttpProblem(404, 'There is no such record.');
}
