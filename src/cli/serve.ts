import { Command, Option } from 'commander';
import { EcgError } from '../errors.ts';
import { PACKAGE_VERSION } from './envelope.ts';
import { positive, several, wholeNumber } from './options.ts';

/** The server's packages are optional: who installed without them can do everything else. */
const load = () =>
  import('../serve/index.ts').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    const rule = 'needs the optional packages of einthoven; install it without --omit=optional';
    throw new EcgError('unavailable', `serve: ${rule}: ${cause.message}`, {}, { cause });
  });

const MIB = 2 ** 20;
/** Seconds that work under way has to be finished once the server is told to end. */
const GRACE_SEC = 20;

/** Addresses that only this machine reaches. */
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

interface PlaceOptions {
  readonly data: string;
}

interface ServeOptions extends PlaceOptions {
  readonly port: number;
  readonly host: string;
  readonly model: string;
  readonly threads?: number;
  readonly maxUpload: number;
  readonly rate: number;
  readonly taskTimeout: number;
  readonly corsOrigin?: readonly string[];
}

const dataOption = () =>
  new Option('--data <dir>', 'folder of records, results and, without DATABASE_URL, the database').default(
    'einthoven-data',
  );
const at = ({ data }: PlaceOptions) => ({ data, databaseUrl: process.env.DATABASE_URL || undefined });

/** `einthoven serve` */
export function serveCommand(): Command {
  return new Command('serve')
    .description('records, diagnoses, measurements and reviews over HTTP')
    .addOption(dataOption())
    .option('--port <n>', 'port; 0 for any that is free', wholeNumber(0), 8080)
    .option('--host <address>', 'address to listen at; anything but loopback needs TLS in front', '127.0.0.1')
    .option('--model <name|file>', 'bundled model or model file', 'default')
    .option('--threads <n>', 'worker threads (default: one per core)', wholeNumber(1))
    .option('--max-upload <MiB>', 'largest upload', wholeNumber(1), 128)
    .option('--rate <n>', 'requests per second of one key', wholeNumber(1), 200)
    .option('--task-timeout <sec>', 'longest time that reading and judging a record may take', positive, 120)
    .option('--cors-origin <origin>', 'other origin whose pages may ask; may be repeated', several)
    .addHelpText(
      'after',
      [
        '\nThe API is described at /openapi.json and to be tried at /api. The first start leaves a key for everything in DIR/first-key; as long',
        'as that file is there, each start at a loopback address prints the address of the page with that key on standard output.',
        'DATABASE_URL=postgres://… keeps everything but waveforms in that database. One server has a folder at a time.',
      ].join('\n'),
    )
    .addCommand(keysCommand())
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const { startServer } = await load();
  const { host, port, model, threads, taskTimeout: taskTimeoutSec, corsOrigin: corsOrigins = [] } = options;
  const limits = { uploadBytes: options.maxUpload * MIB, requestsPerSec: options.rate };
  const server = await startServer({
    ...at(options),
    host,
    port,
    model,
    threads,
    limits,
    taskTimeoutSec,
    corsOrigins,
    packageVersion: PACKAGE_VERSION,
  });
  const { url, firstKey } = server;
  if (firstKey !== undefined) process.stderr.write(`a key for everything is in ${firstKey.file}\n`);
  // For whoever sits at this machine: a fragment is sent to no server, and the log has no key. Elsewhere the file is to be read.
  if (firstKey !== undefined && LOOPBACK.has(host)) process.stdout.write(`${url}/#key=${firstKey.token}\n`);
  process.stderr.write(`listening at ${url}, the API to try at ${url}/api\n`);
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    process.stderr.write('ending: what is under way is finished or put back\n');
    // Threads of the runtime that are at work would keep the process.
    server.close(GRACE_SEC).then(() => process.exit());
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

function keysCommand(): Command {
  const keys = new Command('keys').description('keys of the API; with the embedded database, while no server runs');
  keys
    .command('add')
    .description('make a key and print it, once')
    .addOption(dataOption())
    .requiredOption('--name <text>', 'of the person or program that holds it')
    .option('--tenant <name>', 'whose records it opens', 'main')
    .requiredOption('--scopes <list>', 'read, write, review, adjudicate, metrics, admin')
    .action(
      async ({ name, tenant, scopes, ...place }: PlaceOptions & { name: string; tenant: string; scopes: string }) => {
        const { addKey, scopesNamed, withDatabase } = await load();
        const wanted = { name, tenant, scopes: scopesNamed(scopes) };
        const { token } = await withDatabase(at(place), (database) => addKey(database, wanted));
        process.stdout.write(`${token}\n`);
      },
    );
  keys
    .command('list')
    .description('all keys, one JSON line each, without their secrets')
    .addOption(dataOption())
    .action(async (place: PlaceOptions) => {
      const { listKeys, withDatabase } = await load();
      const all = await withDatabase(at(place), (database) => listKeys(database));
      for (const key of all) process.stdout.write(`${JSON.stringify(key)}\n`);
    });
  keys
    .command('revoke')
    .description('end a key, at once and for good')
    .argument('<id>', 'of the key: the 12 characters after ein_')
    .addOption(dataOption())
    .action(async (id: string, place: PlaceOptions) => {
      const { revokeKey, withDatabase } = await load();
      await withDatabase(at(place), (database) => revokeKey(database, id));
    });
  return keys;
}
