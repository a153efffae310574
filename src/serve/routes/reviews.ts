import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { actorOf, keyWith } from '../http/authenticate.ts';
import type { RequestEnv, Service } from '../service.ts';
import { audit } from '../store/audit.ts';
import { addReview, reviewsOf } from '../store/reviews.ts';
import { noRecord, requireRecord } from './records.ts';
import { json, problems, SECURED } from './responses.ts';
import { newReviewSchema, recordParams, reviewListSchema, reviewSchema } from './schemas.ts';

const path = '/v1/records/{id}/reviews';
const tags = ['reviews'];

const listRoute = createRoute({
  method: 'get',
  path,
  tags,
  summary: 'The history of a record’s review, oldest first',
  security: SECURED,
  request: { params: recordParams },
  responses: { 200: json(reviewListSchema, 'State and history'), ...problems(400, 404) },
});

const addRoute = createRoute({
  method: 'post',
  path,
  tags,
  summary: 'Confirm, reject or add a finding, comment, or adjudicate between readers',
  description: 'Adjudication needs the scope adjudicate, everything else the scope review. The author is the key.',
  security: SECURED,
  request: {
    params: recordParams,
    body: { required: true, content: { 'application/json': { schema: newReviewSchema } } },
  },
  responses: { 201: json(reviewSchema, 'Added, durably'), ...problems(400, 404) },
});

/** What readers say about a record. */
export function reviewRoutes(app: OpenAPIHono<RequestEnv>, service: Service): void {
  const { database } = service;

  app.openapi(listRoute, async (c) => {
    const key = keyWith(c, 'read');
    const { id } = c.req.valid('param');
    const { reviewState } = await requireRecord(service, key.tenant, id);
    await audit(database, actorOf(c, key), 'review.read', id);
    return c.json({ state: reviewState, reviews: await reviewsOf(database, id) }, 200);
  });

  app.openapi(addRoute, async (c) => {
    const review = c.req.valid('json');
    const key = keyWith(c, review.action.startsWith('adjudicate') ? 'adjudicate' : 'review');
    const { id } = c.req.valid('param');
    const added = await database.transaction(async (sql) => {
      await audit(sql, actorOf(c, key), `review.${review.action}`, id);
      return addReview(sql, key.tenant, id, { author: key.id, ...review });
    });
    if (added === undefined) throw noRecord();
    return c.json(added.review, 201);
  });
}
