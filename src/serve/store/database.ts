import { openEmbedded } from './embedded.ts';
import { openPostgres } from './postgres.ts';

/** A row as the database gives it: columns by name. */
export type Row = Readonly<Record<string, unknown>>;

/** One connection, or a pool of them: each query stands for itself. */
export interface Sql {
  /** Rows of one statement; parameters are `$1`, `$2`, … */
  readonly query: <R extends object = Row>(text: string, parameters?: readonly unknown[]) => Promise<R[]>;
}

/** A PostgreSQL database, embedded or on a server: one dialect for both. */
export interface Database extends Sql {
  /** Runs `work` in one transaction, which is rolled back when it throws. */
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database that `url` names, or the embedded one in a folder. Schema and content are left as they are: see `migrate`.
 *
 * @param folder of the embedded database, made where it is missing
 * @param url `postgres://…`
 * @throws EcgError `unavailable` when it cannot be opened
 */
export function openDatabase(folder: string, url: string | undefined): Promise<Database> {
  return url === undefined ? openEmbedded(folder) : openPostgres(url);
}
