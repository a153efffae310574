import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { EcgError } from '../errors.ts';
import { CONVERSATION_SPLITS, type Conversation } from '../report/index.ts';

/** What all conversations of an export have in common; one that is continued must keep it. */
export interface ExportSettings {
  readonly language: string;
  /** Of the records, Hz. */
  readonly fs: number;
  readonly modelSha256: string;
  readonly softwareVersion: string;
}

/** The files of an export under way, one per split: `train.jsonl.part` until it is finished, `train.jsonl` then. */
export interface ConversationDrafts {
  /** `ecg_id` of the records that stand in them already. */
  readonly done: ReadonlySet<number>;
  append(conversation: Conversation): void;
  /** Flushes the files and gives them their names, in place of those of an earlier export. */
  finish(): void;
  /** Closes the files as they are, to be continued. */
  close(): void;
}

const LINE_FEED = 10;
const CHUNK_BYTES = 2 ** 20;

/**
 * Opens the drafts in a folder, which is made where it is missing.
 *
 * @param resume go on after the last whole line of each draft that is there; without it there must be none
 * @throws EcgError `unavailable` when drafts are there and not to be continued, or cannot be written; `malformed-input` when a line cannot be read;
 *   `invalid-argument` when they were made with other settings
 */
export function openConversationDrafts(folder: string, settings: ExportSettings, resume: boolean): ConversationDrafts {
  const files = CONVERSATION_SPLITS.map((split) => {
    const path = join(folder, `${split}.jsonl`);
    return { split, path, draft: `${path}.part` };
  });
  const left = files.filter(({ draft }) => existsSync(draft));
  if (left[0] !== undefined && !resume) {
    const rule = `an export was interrupted: --resume continues it, or remove ${left.map(({ draft }) => draft).join(', ')}`;
    throw new EcgError('unavailable', `openConversationDrafts: ${rule}`, { folder });
  }
  const done = new Set(left.flatMap(({ draft }) => recordsIn(draft, settings)));
  const handles = new Map(files.map(({ split, draft }) => [split, openDraft(draft)]));
  return {
    done,
    append(conversation) {
      const bytes = new TextEncoder().encode(`${JSON.stringify(conversation)}\n`);
      const file = handles.get(conversation.split) as number;
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    },
    finish() {
      for (const { split, path, draft } of files) {
        fsyncSync(handles.get(split) as number);
        renameSync(draft, path);
      }
    },
    close() {
      for (const file of handles.values()) closeSync(file);
    },
  };
}

/** @throws EcgError `unavailable` when it cannot be opened or made */
function openDraft(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'a');
  } catch (cause) {
    const rule = `${path} must be writable: ${(cause as Error).message}`;
    throw new EcgError('unavailable', `openConversationDrafts: ${rule}`, { path }, { cause });
  }
}

/** Cuts off what follows the last whole line of a draft, and tells which records the others are of. */
function recordsIn(draft: string, settings: ExportSettings): readonly number[] {
  const ids: number[] = [];
  const whole = eachLine(draft, (line, number) => {
    const { source } = parsed(line, `${draft}:${number}`);
    requireSame(source, settings, `${draft}:${number}`);
    ids.push(source.ecgId);
  });
  truncateSync(draft, whole);
  return ids;
}

function parsed(line: string, where: string): Conversation {
  try {
    return JSON.parse(line) as Conversation;
  } catch (cause) {
    throw new EcgError('malformed-input', `openConversationDrafts: ${where} must be JSON`, { where }, { cause });
  }
}

function requireSame({ language, bundle }: Conversation['source'], settings: ExportSettings, where: string): void {
  const found: ExportSettings = {
    language,
    fs: bundle.record.fs,
    modelSha256: bundle.model.sha256,
    softwareVersion: bundle.software.version,
  };
  for (const name of Object.keys(settings) as (keyof ExportSettings)[]) {
    if (found[name] === settings[name]) continue;
    const rule = `to be continued, ${name} must be that of ${where}, ${found[name]}, got ${settings[name]}`;
    throw new EcgError('invalid-argument', `openConversationDrafts: ${rule}`, { where, name });
  }
}

/** Hands over each line that ends in a line feed, in pieces since a draft may be longer than a string can be. Returns their bytes. */
function eachLine(path: string, take: (line: string, number: number) => void): number {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let [rest, whole, number] = [Buffer.alloc(0), 0, 0];
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED, start)) {
        number += 1;
        take(rest.toString('utf8', start, end), number);
        start = end + 1;
      }
      whole += start;
      rest = rest.subarray(start);
    }
    return whole;
  } finally {
    closeSync(file);
  }
}
