import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpProblem } from './problem.ts';

/** An upload that has come in whole. */
export interface Spooled {
  readonly path: string;
  readonly contentType: string;
  /** Removes it. */
  readonly discard: () => Promise<void>;
}

/**
 * Lets the body of a request run into a file, so that its size costs no memory here; nothing of it is read before it is in a worker.
 *
 * @throws HttpProblem 415 for another kind of body, 413 for one that is too large
 */
export async function spool(request: Request, folder: string, maxBytes: number): Promise<Spooled> {
  const contentType = request.headers.get('content-type') ?? '';
  if (!contentType.toLowerCase().startsWith('multipart/form-data')) {
    throw new HttpProblem(415, 'The body must be multipart/form-data with the files of a record under "file".');
  }
  const tooLarge = () => new HttpProblem(413, `The body may have at most ${maxBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const path = join(folder, randomUUID());
  const discard = () => rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    let bytes = 0;
    // What is refused in the midst of it is not cancelled, which would close the connection before the answer.
    for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      await file.write(chunk);
    }
  } catch (error) {
    await discard();
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem(400, 'The body ended too early.');
  } finally {
    await file.close();
  }
  return { path, contentType, discard };
}
