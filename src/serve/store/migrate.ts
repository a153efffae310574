import { EcgError } from '../../errors.ts';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations.table.ts';

/** Any number that no other program locks: several servers that start at once migrate one after the other. */
const LOCK = 7_236_251;

/**
 * Brings the schema up to date, all in one transaction.
 *
 * @throws EcgError `unsupported` for a database that a newer version of this package has migrated
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [LOCK]);
    await sql.query('create table if not exists schema_version (version integer not null)');
    const [row] = await sql.query<{ version: number }>('select version from schema_version');
    const version = row?.version ?? 0;
    if (version > MIGRATIONS.length) {
      const rule = `the schema must be of version ${MIGRATIONS.length} or older, got ${version} of a newer package`;
      throw new EcgError('unsupported', `migrate: ${rule}`, { version });
    }
    for (const statement of MIGRATIONS.slice(version).flat()) await sql.query(statement);
    if (row === undefined) await sql.query('insert into schema_version values ($1)', [MIGRATIONS.length]);
    else await sql.query('update schema_version set version = $1', [MIGRATIONS.length]);
  });
}
