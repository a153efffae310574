import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { actorOf, keyWith } from '../http/authenticate.ts';
import type { RequestEnv, Service } from '../service.ts';
import { audit, auditAfter } from '../store/audit.ts';
import { addKey, type Key, listKeys, revokeKey } from '../store/keys.ts';
import { json, problems, SECURED } from './responses.ts';
import { auditSchema, keySchema, newKeySchema } from './schemas.ts';

const tags = ['administration'];
const MOST_ENTRIES = 1000;

const listRoute = createRoute({
  method: 'get',
  path: '/v1/keys',
  tags,
  summary: 'The keys of the tenant, revoked ones too',
  security: SECURED,
  responses: { 200: json(z.array(keySchema), 'Keys without their secrets'), ...problems() },
});

const ownRoute = createRoute({
  method: 'get',
  path: '/v1/key',
  tags,
  summary: 'The key that asks: whose it is, and what it may be used for',
  security: SECURED,
  responses: { 200: json(keySchema, 'The key without its secret'), ...problems() },
});

const addRoute = createRoute({
  method: 'post',
  path: '/v1/keys',
  tags,
  summary: 'Make a key for the tenant',
  security: SECURED,
  request: { body: { required: true, content: { 'application/json': { schema: newKeySchema } } } },
  responses: {
    201: json(keySchema.extend({ token: z.string() }), 'The key with its token, which is shown this once'),
    ...problems(400),
  },
});

const revokeRoute = createRoute({
  method: 'delete',
  path: '/v1/keys/{id}',
  tags,
  summary: 'Revoke a key, at once and for good',
  security: SECURED,
  request: { params: z.object({ id: z.string().regex(/^[0-9a-f]{12}$/) }) },
  responses: { 200: json(keySchema, 'The key, revoked'), ...problems(400) },
});

const auditRoute = createRoute({
  method: 'get',
  path: '/v1/audit',
  tags,
  summary: 'Who saw and changed what, oldest first',
  security: SECURED,
  request: {
    query: z.object({
      after: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(MOST_ENTRIES).default(MOST_ENTRIES),
    }),
  },
  responses: { 200: json(auditSchema, 'Entries'), ...problems(400) },
});

/** Keys and the audit log of a tenant, for its administrators; its own key, for everybody. */
export function administrationRoutes(app: OpenAPIHono<RequestEnv>, { database }: Service): void {
  app.openapi(listRoute, async (c) => {
    const keys = await listKeys(database, keyWith(c, 'admin').tenant);
    return c.json(
      keys.map((key) => ({ ...key, scopes: [...key.scopes] })),
      200,
    );
  });

  app.openapi(ownRoute, (c) => {
    const key = c.get('key') as Key;
    return c.json({ ...key, scopes: [...key.scopes] }, 200);
  });

  app.openapi(addRoute, async (c) => {
    const admin = keyWith(c, 'admin');
    const wanted = { ...c.req.valid('json'), tenant: admin.tenant };
    const { key, token } = await database.transaction(async (sql) => {
      const added = await addKey(sql, wanted);
      await audit(sql, actorOf(c, admin), 'key.add', added.key.id);
      return added;
    });
    return c.json({ ...key, scopes: [...key.scopes], token }, 201);
  });

  app.openapi(revokeRoute, async (c) => {
    const admin = keyWith(c, 'admin');
    const { id } = c.req.valid('param');
    const key = await database.transaction(async (sql) => {
      await audit(sql, actorOf(c, admin), 'key.revoke', id);
      return revokeKey(sql, id, admin.tenant);
    });
    return c.json({ ...key, scopes: [...key.scopes] }, 200);
  });

  app.openapi(auditRoute, async (c) => {
    const { tenant } = keyWith(c, 'admin');
    const { after, limit } = c.req.valid('query');
    const { entries, next } = await auditAfter(database, tenant, after, limit);
    return c.json({ entries, next: next ?? null }, 200);
  });
}
