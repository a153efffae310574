import { statSync } from 'node:fs';
import { readFilePart } from './file-part.node.ts';
import { namedError, namingFile, readBytes, recordPath, signalFilePath, unavailable } from './record-path.node.ts';
import { type ByteSource, type OpenRecord, openWfdb, type RecordBlock } from './wfdb-blocks.ts';

const CALLER = 'openRecordFile';

/**
 * Opens a WFDB record of any length, as `openWfdb`: `read` and `blocks` give the samples that `readRecordFile` gives, in parts.
 * No file stays open between two parts.
 *
 * @param path of the record, with or without `.hea`, `.dat` or `.mat`; signal files lie beside the header
 * @throws EcgError `unavailable` for a file that cannot be read, `malformed-input` also for a header that names a signal file
 * in another folder, and what `openWfdb` throws; so do `read` and `blocks`; each names the header's path
 */
export function openRecordFile(path: string): OpenRecord {
  const headerPath = `${recordPath(path)}.hea`;
  const record = namingFile(headerPath, () =>
    openWfdb(readBytes(headerPath, CALLER), (name) => fileSource(signalFilePath(headerPath, name, CALLER))),
  );
  return {
    ...record,
    read: (from, to) =>
      record.read(from, to).catch((error: unknown) => {
        throw namedError(headerPath, error);
      }),
    blocks: (options) =>
      namingBlocks(
        headerPath,
        namingFile(headerPath, () => record.blocks(options)),
      ),
  };
}

async function* namingBlocks(path: string, blocks: AsyncGenerator<RecordBlock, void, void>) {
  try {
    yield* blocks;
  } catch (error) {
    throw namedError(path, error);
  }
}

function fileSource(path: string): ByteSource {
  try {
    const { size } = statSync(path);
    return { byteLength: size, slice: (start, end) => readPart(path, start, end) };
  } catch (cause) {
    throw unavailable(CALLER, path, 'readable', cause);
  }
}

/** Synchronous, like all files here: the next part is not wanted before this one is worked through. */
function readPart(path: string, start: number, end: number): Uint8Array {
  try {
    // A file that has become shorter is refused by who decodes it.
    return readFilePart(path, start, end);
  } catch (cause) {
    throw unavailable(CALLER, path, 'readable', cause);
  }
}
