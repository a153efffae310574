import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DISCLAIMER } from '../../disclaimer.ts';
import { EcgError, isEcgError } from '../../errors.ts';
import { measureOpenRecord, type WaveNetwork } from '../../features/index.ts';
import { type Model, predict } from '../../models/index.ts';
import { type OpenRecord, openWfdb, readPart } from '../../record/index.ts';
import { diagnosisOf, measurementsJson } from '../../report/index.ts';
import { describe, partSamples, type RecordDescription } from './description.ts';
import { openStoredRecord } from './stored-record.ts';
import { readUpload, recordsOf, type Upload } from './upload.ts';
import { writeWaveform } from './waveform-levels.ts';

/** What a worker thread does its tasks with. */
export interface Tools {
  readonly model: Model;
  readonly network: WaveNetwork;
}

/** A record that has come in, ready to be stored: JSON as text, so that the main thread only passes it on. */
export interface Ingested {
  readonly labels: readonly string[];
  /** Codes of statements and superclasses that the model says are present. */
  readonly present: readonly string[];
  /** `RecordDescription` */
  readonly head: string;
  /** `Diagnosis` with the disclaimer, or `{ disclaimer, refusal }` where the model does not take the record. */
  readonly diagnosis: string;
}

/** A record of a job: its files by the name that the header uses, as numbers of files in the job's folder. */
export interface UnpackedRecord {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** The tasks of the worker threads, each with what it takes and gives. */
export interface Tasks {
  /** Nothing: answers once the thread has opened its model. */
  readonly ready: { takes: undefined; gives: true };
  /** Reads the one record of an upload, writes its waveform into a folder and diagnoses it. */
  readonly ingestUpload: { takes: { path: string; contentType: string; waveform: string }; gives: Ingested };
  /** The same for a record of a job. */
  readonly ingestFiles: {
    takes: { header: string; files: Readonly<Record<string, string>>; waveform: string };
    gives: Ingested;
  };
  /** Lays the files of a job into a folder, and says which records they make. */
  readonly unpackUpload: {
    takes: { path: string; contentType: string; folder: string };
    gives: { labels: readonly string[]; records: readonly UnpackedRecord[] };
  };
  /** Measures a stored record: JSON of its measurements and quality. */
  readonly measure: { takes: { description: RecordDescription; waveform: string }; gives: string };
}

/** How a worker thread does each task. All throw EcgError for what is wrong with the record. */
export const tasks: {
  readonly [T in keyof Tasks]: (tools: Tools, task: Tasks[T]['takes']) => Promise<Tasks[T]['gives']>;
} = {
  ready: async () => true,
  ingestUpload: async (tools, { path, contentType, waveform }) => {
    const upload = await readUpload(readFileSync(path), contentType);
    const records = recordsOf(upload);
    const [record] = records;
    if (records.length !== 1 || record === undefined) {
      throw new EcgError(
        'invalid-argument',
        `ingestUpload: one record is taken at a time, got ${records.length}; jobs take many`,
      );
    }
    return ingest(tools, upload.files, record.header, waveform, upload.labels);
  },
  ingestFiles: async (tools, { header, files, waveform }) => {
    const read = new Map(Object.entries(files).map(([name, path]) => [name, new Uint8Array(readFileSync(path))]));
    return ingest(tools, read, header, waveform, []);
  },
  unpackUpload: async (_, { path, contentType, folder }) => {
    const upload = await readUpload(readFileSync(path), contentType);
    const records = recordsOf(upload);
    const numbers = new Map(
      [...new Set(records.flatMap(({ fileNames }) => fileNames))].map((name, i) => [name, String(i)]),
    );
    for (const [name, number] of numbers) {
      writeFileSync(join(folder, number), upload.files.get(name) as Uint8Array, { mode: 0o600, flush: true });
    }
    return {
      labels: upload.labels,
      records: records.map(({ header, fileNames }) => ({
        name: header,
        files: Object.fromEntries(fileNames.map((name) => [name, numbers.get(name) as string])),
      })),
    };
  },
  measure: async ({ network }, { description, waveform }) => {
    const measured = await measureOpenRecord(
      network,
      openStoredRecord(description, waveform),
      0,
      partSamples(description),
    );
    return JSON.stringify(measurementsJson(measured));
  },
};

async function ingest(
  { model }: Tools,
  files: Upload['files'],
  header: string,
  waveform: string,
  labels: readonly string[],
): Promise<Ingested> {
  const open = openWfdb(files.get(header) as Uint8Array, (name) => {
    const bytes = files.get(name);
    if (bytes === undefined) {
      throw new EcgError('malformed-input', `ingest: ${header} names the file ${name}, which must be there too`, {
        name,
      });
    }
    return { byteLength: bytes.length, slice: (start, end) => bytes.subarray(start, end) };
  });
  // The whole record is read here, so that its checksums are verified before anything is said about it.
  await writeWaveform(open, waveform);
  const { present, diagnosis } = await diagnose(model, open);
  return {
    labels,
    present,
    head: JSON.stringify(describe(open)),
    diagnosis: JSON.stringify({ disclaimer: DISCLAIMER, ...diagnosis }),
  };
}

async function diagnose(model: Model, open: OpenRecord): Promise<{ present: string[]; diagnosis: object }> {
  const record = await readPart(open, 0, partSamples({ fs: open.fs, samples: open.length }));
  try {
    const diagnosis = await diagnosisOf(record, model, await predict(model, record));
    const { superdiagnostic = [], all = [], byCriteria } = diagnosis.findings;
    const present = [...superdiagnostic, ...all, ...byCriteria].filter(({ decision }) => decision === 'present');
    return { diagnosis, present: [...new Set(present.map((finding) => finding.class))] };
  } catch (error) {
    // A record that the model does not take is a record nevertheless; why there is no diagnosis is the result.
    if (!isEcgError(error, 'model-mismatch')) throw error;
    return { diagnosis: { refusal: { code: error.code, message: error.message } }, present: [] };
  }
}
