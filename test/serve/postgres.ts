import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where Debian and others install the programs of PostgreSQL. */
const FOLDERS = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt'];

/** A PostgreSQL server of its own, with an empty database. */
export interface TestPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * Folder of the programs `initdb` and `postgres`, or `undefined`, in which case a test skips.
 *
 * @throws Error where `REQUIRE_SERVERS=1` is set and they are missing, so that continuous integration cannot skip silently
 */
export function postgresPrograms(): string | undefined {
  const found = FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder).map((version) => join(folder, version, 'bin')),
  );
  const folder = found.filter((place) => existsSync(join(place, 'initdb'))).at(-1);
  if (folder !== undefined) return folder;
  const how = 'install it, on Debian with "apt-get install postgresql"';
  if (process.env.REQUIRE_SERVERS === '1')
    throw new Error(`postgresPrograms: no PostgreSQL and REQUIRE_SERVERS=1; ${how}`);
  console.warn(`SKIPPED: no PostgreSQL in ${FOLDERS.join(', ')}; ${how}`);
  return undefined;
}

/** Starts a server on a free port of the loopback address, with its files in a folder that `stop` removes. */
export async function startPostgres(programs: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'einthoven-postgres-'));
  // PostgreSQL refuses to run as root; Debian's package makes a user for it.
  const owner = process.getuid?.() === 0 ? idsOf('postgres') : undefined;
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const database = join(folder, 'database');
  const options = ['-D', database, '-U', 'einthoven', '-A', 'trust', '-E', 'UTF8', '--no-sync'];
  execFileSync(join(programs, 'initdb'), options, { ...owner, stdio: 'pipe', cwd: folder });
  const port = await freePort();
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', database, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise((done) => server.on('close', done));
  let text = '';
  await new Promise<void>((ready, failed) => {
    server.stderr.on('data', (part) => {
      text += part;
      if (text.includes('ready to accept connections')) ready();
    });
    void ended.then(() => failed(new Error(`postgres ended: ${text}`)));
  });
  return {
    url: `postgres://einthoven@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.kill('SIGQUIT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((found) => {
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}
