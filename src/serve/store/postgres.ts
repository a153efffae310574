import pg from 'pg';
import { EcgError } from '../../errors.ts';
import type { Database, Row, Sql } from './database.ts';

/** Nothing here asks for more than some milliseconds; what takes this long has lost its database. */
const STATEMENT_TIMEOUT_MS = 30_000;

/**
 * A pool of connections to a PostgreSQL server.
 *
 * @throws EcgError `unavailable` when no connection can be made
 */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    connectionTimeoutMillis: STATEMENT_TIMEOUT_MS,
  });
  // A connection that the server ends while it idles is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  try {
    await pool.query('select 1');
  } catch (cause) {
    await pool.end();
    const { host, pathname } = new URL(url);
    const rule = `the database ${host}${pathname} must answer: ${(cause as Error).message}`;
    throw new EcgError('unavailable', `openPostgres: ${rule}`, {}, { cause });
  }
  return { ...sqlOf(pool), transaction: (work) => inTransaction(pool, work), close: () => pool.end() };
}

async function inTransaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(sqlOf(client));
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not used again.
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    );
    throw error;
  }
}

function sqlOf(connection: Pick<pg.ClientBase, 'query'>): Sql {
  return {
    query: async <R extends object = Row>(text: string, parameters: readonly unknown[] = []) =>
      (await connection.query(text, [...parameters])).rows as R[],
  };
}
