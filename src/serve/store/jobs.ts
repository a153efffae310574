import type { Sql } from './database.ts';

/** Where one record of a job stands. */
export type ItemState = 'queued' | 'running' | 'done' | 'failed';

/** A batch of records that are being diagnosed. */
export interface Job {
  readonly id: string;
  readonly createdAt: string;
  readonly labels: readonly string[];
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

/** One record of a new job. */
export interface NewItem {
  /** As the header file is called. */
  readonly name: string;
  /** Stored file by the name that the header uses. */
  readonly files: Readonly<Record<string, string>>;
  /** Id that the record will have: chosen beforehand, so that doing it twice makes one record. */
  readonly recordId: string;
}

/** A record of a job that a server has taken on. */
export interface TakenItem extends NewItem {
  readonly jobId: string;
  readonly seq: number;
  readonly tenant: string;
  readonly createdBy: string;
  readonly labels: readonly string[];
}

/** What became of one record of a job. */
export interface ItemResult {
  readonly seq: number;
  readonly name: string;
  readonly recordId: string;
  readonly state: ItemState;
  /** JSON of the problem where it failed. */
  readonly problem: string | null;
}

/** A record that ended the server this many times is not tried again. */
const MOST_ATTEMPTS = 3;

/** Stores a job and its items. To be run in a transaction. */
export async function addJob(
  sql: Sql,
  job: { id: string; tenant: string; createdBy: string; labels: readonly string[] },
  items: readonly NewItem[],
): Promise<void> {
  await sql.query('insert into jobs (id, tenant, created_by, labels) values ($1, $2, $3, $4)', [
    job.id,
    job.tenant,
    job.createdBy,
    [...job.labels],
  ]);
  await sql.query(
    `insert into job_items (job_id, seq, name, files, record_id)
     select $1, * from unnest($2::int[], $3::text[], $4::text[], $5::uuid[])`,
    [
      job.id,
      items.map((_, seq) => seq),
      items.map(({ name }) => name),
      items.map(({ files }) => JSON.stringify(files)),
      items.map(({ recordId }) => recordId),
    ],
  );
}

/** One job of a tenant, with how far it is. */
export async function findJob(sql: Sql, tenant: string, id: string): Promise<Job | undefined> {
  const [row] = await sql.query<Omit<Job, 'createdAt'> & { created_at: Date }>(
    `select id, created_at, labels,
       count(*)::int as total,
       count(*) filter (where state = 'done')::int as done,
       count(*) filter (where state = 'failed')::int as failed
     from jobs join job_items on job_id = id where tenant = $1 and id = $2 group by id`,
    [tenant, id],
  );
  if (row === undefined) return undefined;
  const { created_at, ...job } = row;
  return { ...job, createdAt: created_at.toISOString() };
}

/** Takes the next record that waits, of the oldest job, so that no other server takes it too. */
export async function takeItem(sql: Sql, worker: string): Promise<TakenItem | undefined> {
  const [row] = await sql.query<ItemRow>(
    `update job_items set state = 'running', worker = $1, attempts = attempts + 1
     from jobs where jobs.id = job_id and (job_id, seq) = (
       select job_id, seq from job_items join jobs on jobs.id = job_id where state = 'queued'
       order by jobs.created_at, job_id, seq limit 1 for update of job_items skip locked)
     returning job_id, seq, job_items.name, files, record_id, tenant, created_by, labels`,
    [worker],
  );
  if (row === undefined) return undefined;
  const { job_id, record_id, created_by, files, ...item } = row;
  return { ...item, jobId: job_id, recordId: record_id, createdBy: created_by, files: JSON.parse(files) };
}

/** Says what became of a record. */
export async function finishItem(
  sql: Sql,
  { jobId, seq }: Pick<TakenItem, 'jobId' | 'seq'>,
  state: 'done' | 'failed',
  problem?: string,
): Promise<void> {
  await sql.query('update job_items set state = $3, problem = $4, worker = null where job_id = $1 and seq = $2', [
    jobId,
    seq,
    state,
    problem ?? null,
  ]);
}

/** Puts back a record that could not be tried. */
export async function putBackItem(sql: Sql, { jobId, seq }: Pick<TakenItem, 'jobId' | 'seq'>): Promise<void> {
  await sql.query(
    "update job_items set state = 'queued', worker = null, attempts = attempts - 1 where job_id = $1 and seq = $2",
    [jobId, seq],
  );
}

/**
 * Puts back what a server had taken on when it ended. What ended it again and again fails instead.
 *
 * @param worker that is not at work now
 * @param problem JSON, for those that fail
 */
export async function requeueItems(sql: Sql, worker: string, problem: string): Promise<void> {
  await sql.query(
    `update job_items set worker = null,
       state = case when attempts >= $2 then 'failed' else 'queued' end,
       problem = case when attempts >= $2 then $3 end
     where state = 'running' and worker = $1`,
    [worker, MOST_ATTEMPTS, problem],
  );
}

/** Results of a job's records after one of them, in their order, as far as they are there. */
export async function resultsAfter(sql: Sql, jobId: string, after: number, limit: number): Promise<ItemResult[]> {
  const rows = await sql.query<Omit<ItemResult, 'recordId'> & { record_id: string }>(
    `select seq, name, record_id, state, problem from job_items
     where job_id = $1 and seq > $2 and state in ('done', 'failed') order by seq limit $3`,
    [jobId, after, limit],
  );
  return rows.map(({ record_id, ...row }) => ({ ...row, recordId: record_id }));
}

/** Whether all records of a job are done with, so that its files can go. */
export async function isFinished(sql: Sql, jobId: string): Promise<boolean> {
  const rows = await sql.query("select 1 from job_items where job_id = $1 and state in ('queued', 'running') limit 1", [
    jobId,
  ]);
  return rows.length === 0;
}

interface ItemRow {
  readonly job_id: string;
  readonly seq: number;
  readonly name: string;
  readonly files: string;
  readonly record_id: string;
  readonly tenant: string;
  readonly created_by: string;
  readonly labels: string[];
}
