import { join } from 'node:path';
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { DISCLAIMER } from '../../disclaimer.ts';
import { actorOf, keyWith } from '../http/authenticate.ts';
import type { RequestEnv, Service } from '../service.ts';
import { audit } from '../store/audit.ts';
import { findResults, type StoredRecord, setMeasured } from '../store/records.ts';
import { reviewsOf } from '../store/reviews.ts';
import type { RecordDescription } from '../work/description.ts';
import { recordAnswer } from './record-answers.ts';
import { noRecord, requireRecord } from './records.ts';
import { json, problems, SECURED } from './responses.ts';
import { diagnosisSchema, measuredSchema, recordParams, reportSchema } from './schemas.ts';

const tags = ['results'];

const resultRoute = <P extends string, S extends typeof diagnosisSchema | typeof measuredSchema | typeof reportSchema>(
  part: P,
  summary: string,
  schema: S,
) =>
  createRoute({
    method: 'get',
    path: `/v1/records/{id}/${part}` as const,
    tags,
    summary,
    security: SECURED,
    request: { params: recordParams },
    responses: { 200: json(schema, summary), ...problems(400, 404, 503) },
  });

const diagnosisRoute = resultRoute('diagnosis', 'Findings with calibrated probabilities', diagnosisSchema);
const qualityRoute = resultRoute('quality', 'Usable for what, and why not', measuredSchema);
const measurementsRoute = resultRoute('measurements', 'Rate, rhythm, intervals, axes, amplitudes, ST', measuredSchema);
const reportRoute = resultRoute('report', 'Everything that is known about a record', reportSchema);

/** What was found in a record. Measurements and quality are made when they are first asked for, and then kept. */
export function resultRoutes(app: OpenAPIHono<RequestEnv>, service: Service): void {
  const { database } = service;
  const measured = measureOnce(service);

  app.openapi(diagnosisRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const results = await findResults(database, key.tenant, id);
    if (results === undefined) throw noRecord();
    await audit(database, actorOf(c, key), 'diagnosis.read', id);
    return c.json(JSON.parse(results.diagnosis), 200);
  });

  app.openapi(qualityRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const { quality } = await measured(await requireRecord(service, key.tenant, id), key.tenant);
    await audit(database, actorOf(c, key), 'quality.read', id);
    return c.json({ disclaimer: DISCLAIMER, ...quality }, 200);
  });

  app.openapi(measurementsRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const { measurements } = await measured(await requireRecord(service, key.tenant, id), key.tenant);
    await audit(database, actorOf(c, key), 'measurements.read', id);
    return c.json({ disclaimer: DISCLAIMER, ...measurements }, 200);
  });

  app.openapi(reportRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const record = await requireRecord(service, key.tenant, id);
    const { quality, measurements } = await measured(record, key.tenant);
    const results = await findResults(database, key.tenant, id);
    if (results === undefined) throw noRecord();
    const diagnosis = JSON.parse(results.diagnosis);
    const reviews = await reviewsOf(database, id);
    await audit(database, actorOf(c, key), 'report.read', id);
    return c.json(
      { disclaimer: DISCLAIMER, record: recordAnswer(record), diagnosis, quality, measurements, reviews },
      200,
    );
  });
}

interface Measured {
  readonly quality: Record<string, unknown>;
  readonly measurements: Record<string, unknown>;
}

/** Measurements of a record: kept ones, or new ones, which several who ask at once wait for together. */
function measureOnce({ database, folder, pool }: Service): (record: StoredRecord, tenant: string) => Promise<Measured> {
  const underWay = new Map<string, Promise<string>>();
  const measure = async ({ id, head }: StoredRecord): Promise<string> => {
    const description = JSON.parse(head) as RecordDescription;
    const measured = await pool.run('measure', { description, waveform: join(folder.waveforms, id) });
    await setMeasured(database, id, measured);
    return measured;
  };
  return async (record, tenant) => {
    const kept = (await findResults(database, tenant, record.id))?.measured;
    if (kept != null) return JSON.parse(kept) as Measured;
    const work = underWay.get(record.id) ?? measure(record).finally(() => underWay.delete(record.id));
    underWay.set(record.id, work);
    return JSON.parse(await work) as Measured;
  };
}
