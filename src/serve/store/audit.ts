import type { Sql } from './database.ts';

/** Who did something: a key, in a request. */
export interface Actor {
  readonly tenant: string;
  readonly keyId: string;
  readonly requestId: string;
}

/** One line of the audit log: who saw or changed what. It names records by id and holds no fact about a patient. */
export interface AuditEntry {
  readonly at: string;
  readonly keyId: string;
  readonly requestId: string;
  /** `record.read`, `review.add`, … */
  readonly action: string;
  /** Id of what was seen or changed. */
  readonly subject: string | null;
}

/** Writes a line, before the answer is sent: in the transaction of a change, so that neither is there without the other. */
export async function audit(sql: Sql, actor: Actor, action: string, subject?: string): Promise<void> {
  await sql.query('insert into audit (tenant, key_id, request_id, action, subject) values ($1, $2, $3, $4, $5)', [
    actor.tenant,
    actor.keyId,
    actor.requestId,
    action,
    subject ?? null,
  ]);
}

/** The lines of a tenant after one of them, oldest first, with the number to ask for the next. */
export async function auditAfter(
  sql: Sql,
  tenant: string,
  after: number,
  limit: number,
): Promise<{ entries: AuditEntry[]; next: number | undefined }> {
  const rows = await sql.query<AuditRow>(
    `select id::int as id, at, key_id, request_id, action, subject from audit where tenant = $1 and id > $2 order by id limit $3`,
    [tenant, after, limit],
  );
  const entries = rows.map(({ at, key_id, request_id, action, subject }) => ({
    at: at.toISOString(),
    keyId: key_id,
    requestId: request_id,
    action,
    subject,
  }));
  return { entries, next: rows.length === limit ? rows.at(-1)?.id : undefined };
}

interface AuditRow {
  readonly id: number;
  readonly at: Date;
  readonly key_id: string;
  readonly request_id: string;
  readonly action: string;
  readonly subject: string | null;
}
