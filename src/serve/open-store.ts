import { type DataFolder, openDataFolder } from './store/data-folder.ts';
import { type Database, openDatabase } from './store/database.ts';
import { migrate } from './store/migrate.ts';
import { openPostgres } from './store/postgres.ts';

/** A data folder and its database, for this process alone. */
export interface Store {
  readonly folder: DataFolder;
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/**
 * Opens the store of a folder, brought up to date.
 *
 * @param place.databaseUrl where the database is not the embedded one
 * @throws EcgError `unavailable` when another process has it, or it cannot be opened; `unsupported` when a newer package has written it
 */
export async function openStore(place: { data: string; databaseUrl?: string | undefined }): Promise<Store> {
  const folder = openDataFolder(place.data);
  try {
    const database = await openDatabase(folder.database, place.databaseUrl);
    await migrate(database);
    const close = async () => {
      await database.close();
      folder.unlock();
    };
    return { folder, database, close };
  } catch (error) {
    folder.unlock();
    throw error;
  }
}

/**
 * Does something with the database of a folder, brought up to date, and lets go of it. One on a server is shared with whoever uses it; the
 * embedded one is not to be had while a server runs.
 *
 * @throws EcgError as `openStore`
 */
export async function withDatabase<T>(
  { data, databaseUrl }: { data: string; databaseUrl?: string | undefined },
  work: (database: Database) => Promise<T>,
): Promise<T> {
  if (databaseUrl === undefined) {
    const store = await openStore({ data });
    return work(store.database).finally(store.close);
  }
  const database = await openPostgres(databaseUrl);
  try {
    await migrate(database);
    return await work(database);
  } finally {
    await database.close();
  }
}
