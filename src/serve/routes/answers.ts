import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Service } from '../service.ts';
import { findRecord, type StoredRecord, setPresent } from '../store/records.ts';
import type { RecordDescription } from '../worker/description.ts';
import { type Judged, judgedFile } from '../worker/kept-answer.ts';
import type { StoredPlace } from '../worker/tasks.ts';
import { noRecord, requireRecord } from './records.ts';

/** Answers about records, which lie beside their waveforms. What was answered once stays as it is; each names the model that it is of. */
export interface Answers {
  /** A part of what the whole line says, which decides anew what is present when it is first asked. */
  readonly judged: (tenant: string, id: string, part: Judged) => Promise<object>;
  /** Any other answer: `make` has a worker write it where it is not there yet. */
  readonly kept: (
    tenant: string,
    id: string,
    name: string,
    make: (place: StoredPlace, answer: string) => Promise<unknown>,
  ) => Promise<Buffer<ArrayBuffer>>;
}

/** Makes answers when they are first asked for; several who ask at once wait for one of them together. */
export function keepAnswers(service: Service): Answers {
  const { database, folder, pool } = service;
  const underWay = new Map<string, Promise<unknown>>();
  const together = async (what: string, make: () => Promise<unknown>): Promise<void> => {
    const work = underWay.get(what) ?? make().finally(() => underWay.delete(what));
    underWay.set(what, work);
    await work;
  };
  const placeOf = ({ id, head }: StoredRecord): StoredPlace => ({
    description: JSON.parse(head) as RecordDescription,
    folder: join(folder.records, id),
  });
  /** A record that is deleted meanwhile takes the answer with it. */
  const unlessGone = async <T>(tenant: string, id: string, answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if ((await findRecord(database, tenant, id)) === undefined) throw noRecord();
      throw error;
    }
  };
  const judge = async (record: StoredRecord) =>
    setPresent(database, record.id, await pool.run('judge', placeOf(record)));

  return {
    judged: async (tenant, id, part) => {
      const record = await requireRecord(service, tenant, id);
      const answer = async () => {
        if (record.decidedBy === 'model') await together(id, () => judge(record));
        return JSON.parse(await readFile(judgedFile(join(folder.records, id), part), 'utf8')) as object;
      };
      return unlessGone(tenant, id, answer());
    },
    kept: async (tenant, id, name, make) => {
      const place = placeOf(await requireRecord(service, tenant, id));
      const file = join(place.folder, name);
      const answer = async () => {
        const isThere = await access(file).then(
          () => true,
          () => false,
        );
        if (!isThere) await together(file, () => make(place, file));
        return readFile(file);
      };
      return unlessGone(tenant, id, answer());
    },
  };
}
