import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { recommendedMethod } from '../../explain/index.ts';
import { actorOf, keyWith } from '../http/authenticate.ts';
import type { RequestEnv, Service } from '../service.ts';
import { audit } from '../store/audit.ts';
import type { Judged } from '../worker/kept-answer.ts';
import { keepAnswers } from './answers.ts';
import { problems, SECURED } from './responses.ts';
import { diagnosisSchema, explanationQuery, explanationSchema, measuredSchema, reportQuery } from './result-schemas.ts';
import { recordParams } from './schemas.ts';

const tags = ['results'];

const judgedRoute = (part: Judged, summary: string, schema: typeof diagnosisSchema | typeof measuredSchema) =>
  createRoute({
    method: 'get',
    path: `/v1/records/{id}/${part}`,
    tags,
    summary,
    security: SECURED,
    request: { params: recordParams },
    responses: {
      200: { description: summary, content: { 'application/json': { schema } } },
      ...problems(400, 404, 503),
    },
  });

const JUDGED_ROUTES: Readonly<Record<Judged, ReturnType<typeof judgedRoute>>> = {
  diagnosis: judgedRoute('diagnosis', 'Findings of model and criteria, with their evidence', diagnosisSchema),
  quality: judgedRoute('quality', 'Usable for what, and why not', measuredSchema),
  measurements: judgedRoute('measurements', 'Rate, rhythm, intervals, axes, amplitudes, ST', measuredSchema),
};

/** A text or drawing of some type, as a route declares it. */
const content = (schema: z.ZodType, ...types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema }]));

/** Media type of each form of an explanation or report. */
const TYPES = {
  json: 'application/json',
  md: 'text/markdown; charset=utf-8',
  svg: 'image/svg+xml',
  pdf: 'application/pdf',
  fhir: 'application/fhir+json',
} as const;

const explanationRoute = createRoute({
  method: 'get',
  path: '/v1/records/{id}/explanation',
  tags,
  summary: 'Which samples of which leads the probability of a class rests on',
  security: SECURED,
  request: { params: recordParams, query: explanationQuery },
  responses: {
    200: {
      description: 'Numbers, or colours on the tracing and on the usual beat',
      content: { ...content(explanationSchema, TYPES.json), ...content(z.string(), TYPES.svg) },
    },
    ...problems(400, 404, 422, 503),
  },
});

const reportRoute = createRoute({
  method: 'get',
  path: '/v1/records/{id}/report',
  tags,
  summary: 'A report of the record, of its first minute where it is longer',
  security: SECURED,
  request: { params: recordParams, query: reportQuery },
  responses: {
    200: {
      description: 'In the format that is asked for',
      content: {
        ...content(z.looseObject({}), TYPES.json, TYPES.fhir),
        ...content(z.string(), TYPES.md, TYPES.svg, TYPES.pdf),
      },
    },
    ...problems(400, 404, 422, 503),
  },
});

/** What was found in a record, made when it is first asked for, and then kept. */
export function resultRoutes(app: OpenAPIHono<RequestEnv>, service: Service): void {
  const { database, pool, packageVersion: softwareVersion } = service;
  const answers = keepAnswers(service);

  for (const [part, route] of Object.entries(JUDGED_ROUTES) as [Judged, ReturnType<typeof judgedRoute>][]) {
    app.openapi(route, async (c) => {
      const key = keyWith(c, 'read');
      const { id } = c.req.valid('param');
      const answer = await answers.judged(key.tenant, id, part);
      await audit(database, actorOf(c, key), `${part}.read`, id);
      return c.json(answer as z.infer<typeof measuredSchema>, 200);
    });
  }

  app.openapi(explanationRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const asked = c.req.valid('query');
    const question = { ...asked, method: asked.method ?? recommendedMethod(asked.class) };
    const { task = 'any', method, format } = question;
    // A class may hold a slash.
    const name = `explanation.${method}.${task}.${encodeURIComponent(question.class)}.${format}`;
    const answer = await answers.kept(key.tenant, id, name, (place, file) =>
      pool.run('explain', { ...place, question, answer: file }),
    );
    await audit(database, actorOf(c, key), 'explanation.read', id);
    return c.body(answer, 200, { 'content-type': TYPES[format] }) as never;
  });

  app.openapi(reportRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const { format, language } = c.req.valid('query');
    const question = { format, language, softwareVersion };
    const answer = await answers.kept(key.tenant, id, `report.${language}.${format}`, (place, file) =>
      pool.run('report', { ...place, question, answer: file }),
    );
    await audit(database, actorOf(c, key), 'report.read', id);
    return c.body(answer, 200, { 'content-type': TYPES[format] }) as never;
  });
}
