import type { ReviewState } from '../../findings/index.ts';
import type { DecidedBy } from '../worker/judge.ts';
import type { Sql } from './database.ts';

/** A record as it is stored: what it is, what is present, and what people made of it. Waveform and answers lie in files. */
export interface StoredRecord {
  readonly id: string;
  /** Place in the order of arrival, over all tenants. */
  readonly seq: number;
  readonly createdAt: string;
  readonly labels: readonly string[];
  /** Codes of the findings that are present. */
  readonly present: readonly string[];
  readonly decidedBy: DecidedBy;
  readonly reviewState: ReviewState;
  /** JSON of `RecordDescription`. */
  readonly head: string;
}

/** What is stored of a record that comes in. */
export interface NewRecord {
  readonly id: string;
  readonly tenant: string;
  readonly createdBy: string;
  readonly labels: readonly string[];
  readonly present: readonly string[];
  readonly decidedBy: DecidedBy;
  readonly head: string;
}

/** What records are searched for; conditions that are absent hold for all. */
export interface RecordSearch {
  readonly finding?: string | undefined;
  readonly label?: string | undefined;
  readonly review?: ReviewState | undefined;
  /** `seq` of the last one seen: the newest are listed first. */
  readonly before?: number | undefined;
  readonly limit: number;
}

const COLUMNS = 'id, seq::int as seq, created_at, labels, present, decided_by, review_state, head';

/** Stores a record; one that is there already, from a job that was interrupted, stays as it is, and is not given back. */
export async function addRecord(sql: Sql, record: NewRecord): Promise<StoredRecord | undefined> {
  const [row] = await sql.query<RecordRow>(
    `insert into records (id, tenant, created_by, labels, present, decided_by, head) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (id) do nothing returning ${COLUMNS}`,
    [
      record.id,
      record.tenant,
      record.createdBy,
      [...record.labels],
      [...record.present],
      record.decidedBy,
      record.head,
    ],
  );
  return row && storedRecord(row);
}

/** One record of a tenant. */
export async function findRecord(sql: Sql, tenant: string, id: string): Promise<StoredRecord | undefined> {
  const [row] = await sql.query<RecordRow>(`select ${COLUMNS} from records where tenant = $1 and id = $2`, [
    tenant,
    id,
  ]);
  return row && storedRecord(row);
}

/** Records of a tenant that fit, newest first. */
export async function searchRecords(sql: Sql, tenant: string, search: RecordSearch): Promise<StoredRecord[]> {
  const { finding, label, review, before, limit } = search;
  const rows = await sql.query<RecordRow>(
    `select ${COLUMNS} from records
     where tenant = $1
       and ($2::text is null or present @> array[$2::text])
       and ($3::text is null or labels @> array[$3::text])
       and ($4::text is null or review_state = $4)
       and ($5::bigint is null or seq < $5)
     order by seq desc limit $6`,
    [tenant, finding ?? null, label ?? null, review ?? null, before ?? null, limit],
  );
  return rows.map(storedRecord);
}

/** Puts what the whole line found present in place of what the model did. */
export async function setPresent(sql: Sql, id: string, present: readonly string[]): Promise<void> {
  await sql.query("update records set present = $2, decided_by = 'model-and-criteria' where id = $1", [
    id,
    [...present],
  ]);
}

/** Puts other labels in place of a record's. */
export async function setLabels(sql: Sql, tenant: string, id: string, labels: readonly string[]): Promise<boolean> {
  const rows = await sql.query('update records set labels = $3 where tenant = $1 and id = $2 returning id', [
    tenant,
    id,
    [...labels],
  ]);
  return rows.length > 0;
}

/** Deletes a record and its reviews, not its files. */
export async function deleteRecord(sql: Sql, tenant: string, id: string): Promise<boolean> {
  const rows = await sql.query('delete from records where tenant = $1 and id = $2 returning id', [tenant, id]);
  return rows.length > 0;
}

/** Which of these ids are records, of any tenant. */
export async function existingRecords(sql: Sql, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ id: string }>('select id from records where id = any($1::uuid[])', [[...ids]]);
  return new Set(rows.map(({ id }) => id));
}

interface RecordRow {
  readonly id: string;
  readonly seq: number;
  readonly created_at: Date;
  readonly labels: string[];
  readonly present: string[];
  readonly decided_by: DecidedBy;
  readonly review_state: ReviewState;
  readonly head: string;
}

function storedRecord({ created_at, decided_by, review_state, ...row }: RecordRow): StoredRecord {
  return { ...row, createdAt: created_at.toISOString(), decidedBy: decided_by, reviewState: review_state };
}
