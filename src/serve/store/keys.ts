import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { EcgError } from '../../errors.ts';
import type { Sql } from './database.ts';

/** What a key may be used for. */
export const SCOPES = ['read', 'write', 'review', 'adjudicate', 'metrics', 'admin'] as const;

/** One thing that a key may be used for. */
export type Scope = (typeof SCOPES)[number];

/** The scopes of a list such as `read,write`. @throws EcgError `invalid-argument` for a name that is none */
export function scopesNamed(list: string): Scope[] {
  const names = list.split(',');
  const unknown = names.find((name) => !(SCOPES as readonly string[]).includes(name));
  if (unknown === undefined) return SCOPES.filter((scope) => names.includes(scope));
  throw new EcgError('invalid-argument', `scopesNamed: scopes must be of ${SCOPES.join(', ')}, got ${unknown}`);
}

/** A key without its secret. */
export interface Key {
  readonly id: string;
  /** Of the person or program that holds it. */
  readonly name: string;
  /** Group of users whose records it opens. */
  readonly tenant: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

/** What a new key is made from. */
export type NewKey = Pick<Key, 'name' | 'tenant' | 'scopes'>;

const COLUMNS = 'id, name, tenant, scopes, created_at, revoked_at';

/**
 * Makes a key. Its token is returned once and kept nowhere: the database holds the SHA-256 of its secret, which is enough for 256 random
 * bits, as there is nothing to guess.
 *
 * @returns the key, and the token that a client sends: `ein_<id>_<secret>`
 */
export async function addKey(sql: Sql, { name, tenant, scopes }: NewKey): Promise<{ key: Key; token: string }> {
  const id = randomBytes(6).toString('hex');
  const secret = randomBytes(32).toString('base64url');
  const [row] = await sql.query<KeyRow>(
    `insert into keys (id, name, tenant, scopes, secret_sha256) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
    [id, name, tenant, [...scopes], sha256(secret).toString('hex')],
  );
  return { key: keyOf(row as KeyRow), token: `ein_${id}_${secret}` };
}

/** The key of a token, or `undefined` when there is none, it is revoked, or the secret is wrong. */
export async function keyOfToken(sql: Sql, token: string): Promise<Key | undefined> {
  const [, id, secret] = /^ein_([0-9a-f]{12})_([\w-]{43})$/.exec(token) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const [row] = await sql.query<KeyRow & { secret_sha256: string }>(
    `select ${COLUMNS}, secret_sha256 from keys where id = $1 and revoked_at is null`,
    [id],
  );
  if (row === undefined || !timingSafeEqual(sha256(secret), Buffer.from(row.secret_sha256, 'hex'))) return undefined;
  return keyOf(row);
}

/** All keys of a tenant, or of all tenants, oldest first. */
export async function listKeys(sql: Sql, tenant?: string): Promise<Key[]> {
  const rows = await sql.query<KeyRow>(
    `select ${COLUMNS} from keys where $1::text is null or tenant = $1 order by created_at, id`,
    [tenant ?? null],
  );
  return rows.map(keyOf);
}

/**
 * Revokes a key, at once and for good. It stays in the list, as reviews name it as their author.
 *
 * @throws EcgError `invalid-argument` when there is no such key, or it is revoked already
 */
export async function revokeKey(sql: Sql, id: string, tenant?: string): Promise<Key> {
  const [row] = await sql.query<KeyRow>(
    `update keys set revoked_at = now() where id = $1 and ($2::text is null or tenant = $2) and revoked_at is null returning ${COLUMNS}`,
    [id, tenant ?? null],
  );
  if (row !== undefined) return keyOf(row);
  throw new EcgError('invalid-argument', `revokeKey: must be the id of a key in force, got ${id}`, { id });
}

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly tenant: string;
  readonly scopes: Scope[];
  readonly created_at: Date;
  readonly revoked_at: Date | null;
}

function keyOf({ id, name, tenant, scopes, created_at, revoked_at }: KeyRow): Key {
  return {
    id,
    name,
    tenant,
    scopes,
    createdAt: created_at.toISOString(),
    revokedAt: revoked_at?.toISOString() ?? null,
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
