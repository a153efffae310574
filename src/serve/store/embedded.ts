import { PGlite } from '@electric-sql/pglite';
import { EcgError } from '../../errors.ts';
import type { Database, Row, Sql } from './database.ts';

/**
 * PostgreSQL inside this process (PGlite), its files in a folder. What is committed survives the death of the process; as PGlite hands
 * writes to the operating system without waiting for the disk, a loss of power may take the last of them.
 *
 * @throws EcgError `unavailable` when the folder holds no database that it can open
 */
export async function openEmbedded(folder: string): Promise<Database> {
  let database: PGlite;
  try {
    database = await PGlite.create(folder);
  } catch (cause) {
    const rule = `${folder} must hold an embedded database, or nothing: ${(cause as Error).message}`;
    throw new EcgError('unavailable', `openEmbedded: ${rule}`, { folder }, { cause });
  }
  return {
    ...sqlOf(database),
    transaction: (work) => database.transaction((transaction) => work(sqlOf(transaction))),
    close: () => database.close(),
  };
}

function sqlOf(connection: Pick<PGlite, 'query'>): Sql {
  return {
    query: async <R extends object = Row>(text: string, parameters: readonly unknown[] = []) =>
      (await connection.query<R>(text, [...parameters])).rows,
  };
}
