import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EcgError } from '../../errors.ts';
import type { Explainer } from '../../explain/index.ts';
import { type OpenRecord, openWfdb, readPart } from '../../record/index.ts';
import { describe, partSamples, type RecordDescription } from './description.ts';
import { type ExplanationQuestion, explainRecord } from './explain-record.ts';
import { type DecidedBy, type Judges, judge, screen } from './judge.ts';
import { keepAnswer } from './kept-answer.ts';
import { type ReportQuestion, reportRecord } from './report-record.ts';
import { openStoredRecord } from './stored-record.ts';
import { fileOf, readUpload, recordsOf, type UploadedFile, wholeFile } from './upload.ts';
import { writeWaveform } from './waveform-levels.ts';

/** What a worker thread does its tasks with. */
export interface Tools extends Judges {
  readonly explainer: Explainer;
}

/** A record that has come in, ready to be stored. */
export interface Ingested {
  readonly labels: readonly string[];
  /** Codes of the findings that are present. */
  readonly present: readonly string[];
  readonly decidedBy: DecidedBy;
  /** JSON of `RecordDescription`, as text, so that the main thread only passes it on. */
  readonly head: string;
}

/** A record of a job: its files by the name that the header uses, as numbers of files in the job's folder. */
export interface UnpackedRecord {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** A stored record, and the folder of its waveform and answers. */
export interface StoredPlace {
  readonly description: RecordDescription;
  readonly folder: string;
}

/** The tasks of the worker threads, each with what it takes and gives. */
export interface Tasks {
  /** Nothing: answers once the thread has opened its model. */
  readonly ready: { takes: undefined; gives: true };
  /** Reads the one record of an upload and makes its folder, with its waveform. */
  readonly ingestUpload: {
    takes: { path: string; contentType: string; folder: string; decidedBy: DecidedBy };
    gives: Ingested;
  };
  /** The same for a record of a job, which the whole line judges. */
  readonly ingestFiles: {
    takes: { header: string; files: Readonly<Record<string, string>>; folder: string };
    gives: Ingested;
  };
  /** Lays the files of a job into a folder, and says which records they make. */
  readonly unpackUpload: {
    takes: { path: string; contentType: string; folder: string };
    gives: { labels: readonly string[]; records: readonly UnpackedRecord[] };
  };
  /** `judge` for a stored record: keeps its parts, gives what is present. */
  readonly judge: { takes: StoredPlace; gives: readonly string[] };
  /** `explainRecord` and `reportRecord` for a stored record: keep the answer in a file. */
  readonly explain: { takes: StoredPlace & { question: ExplanationQuestion; answer: string }; gives: true };
  readonly report: { takes: StoredPlace & { question: ReportQuestion; answer: string }; gives: true };
}

/** How a worker thread does each task. All throw EcgError for what is wrong with the record. */
export const tasks: {
  readonly [T in keyof Tasks]: (tools: Tools, task: Tasks[T]['takes']) => Promise<Tasks[T]['gives']>;
} = {
  ready: async () => true,
  ingestUpload: async (tools, { path, contentType, folder, decidedBy }) => {
    const { files, labels } = readUpload(path, contentType);
    const records = recordsOf(files);
    const [record] = records;
    if (records.length !== 1 || record === undefined) {
      throw new EcgError(
        'invalid-argument',
        `ingestUpload: one record is taken at a time, got ${records.length}; jobs take many`,
      );
    }
    return { labels, ...(await ingest(tools, files, record.header, folder, decidedBy)) };
  },
  ingestFiles: async (tools, { header, files, folder }) => {
    const opened = Object.entries(files).map(([name, path]) => [name, fileOf(path, 0, statSync(path).size)] as const);
    return { labels: [], ...(await ingest(tools, new Map(opened), header, folder, 'model-and-criteria')) };
  },
  unpackUpload: async (_, { path, contentType, folder }) => {
    const { files, labels } = readUpload(path, contentType);
    const records = recordsOf(files);
    const numbers = new Map(
      [...new Set(records.flatMap(({ fileNames }) => fileNames))].map((name, i) => [name, String(i)]),
    );
    for (const [name, number] of numbers) {
      const content = wholeFile(files.get(name) as UploadedFile);
      writeFileSync(join(folder, number), content, { mode: 0o600, flush: true });
    }
    return {
      labels,
      records: records.map(({ header, fileNames }) => ({
        name: header,
        files: Object.fromEntries(fileNames.map((name) => [name, numbers.get(name) as string])),
      })),
    };
  },
  judge: async (tools, { description, folder }) => judge(tools, openStoredRecord(description, folder), folder),
  explain: async (tools, { question, answer, ...place }) => {
    keepAnswer(answer, await explainRecord(tools, tools.explainer, await readStoredPart(place), question));
    return true;
  },
  report: async (tools, { question, answer, ...place }) => {
    keepAnswer(answer, await reportRecord(tools, await readStoredPart(place), question));
    return true;
  },
};

async function ingest(
  tools: Tools,
  files: ReadonlyMap<string, UploadedFile>,
  header: string,
  folder: string,
  decidedBy: DecidedBy,
): Promise<Omit<Ingested, 'labels'>> {
  const fileNamed = (name: string) => {
    const file = files.get(name);
    if (file !== undefined) return file;
    const rule = `${header} names the file ${name}, which must be there too`;
    throw new EcgError('malformed-input', `ingest: ${rule}`, { name });
  };
  const open: OpenRecord = openWfdb(wholeFile(fileNamed(header)), fileNamed);
  // The whole record is read here, so that its checksums are verified before anything is said about it.
  await writeWaveform(open, folder);
  const present = decidedBy === 'model' ? await screen(tools, open) : await judge(tools, open, folder);
  return { present, decidedBy, head: JSON.stringify(describe(open)) };
}

/** What networks and measurements of waves are made for: the first minute, or all of a shorter record. */
function readStoredPart({ description, folder }: StoredPlace) {
  return readPart(openStoredRecord(description, folder), 0, partSamples(description));
}
