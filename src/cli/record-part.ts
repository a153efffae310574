import { Option } from 'commander';
import { EcgError } from '../errors.ts';
import type { OpenRecord } from '../record/index.ts';

/** The part of a record that a command looks at, as its options say. */
export interface PartOptions {
  readonly from: number;
  readonly duration: number;
}

/** A part of a record, in samples and in seconds. */
export interface RecordPart {
  readonly from: number;
  /** Behind its last sample. */
  readonly to: number;
  readonly sec: { readonly fromSec: number; readonly toSec: number };
}

/** The options `--from` and `--duration`, the first minute unless they are given. */
export function partOptions(use: string): readonly [Option, Option] {
  return [
    new Option('--from <sec>', `start of the part ${use}`).argParser(Number).default(0),
    new Option('--duration <sec>', 'length of that part').argParser(Number).default(60),
  ];
}

/**
 * Which samples of a record the options mean.
 *
 * @throws EcgError `invalid-argument` when nothing is left of a record that has samples
 */
export function recordPart(command: string, open: OpenRecord, { from, duration }: PartOptions): RecordPart {
  const { fs, length, source } = open;
  const first = Math.round(from * fs);
  const last = Math.min(length, first + Math.round(duration * fs));
  const isEmpty = length === 0 && first === 0;
  if (isEmpty || (first >= 0 && first < last))
    return { from: first, to: last, sec: { fromSec: first / fs, toSec: last / fs } };
  const rule = `--from and --duration must leave something of the ${(length / fs).toFixed(1)} s of record ${source.name}`;
  throw new EcgError('invalid-argument', `${command}: ${rule}, got ${from} s and ${duration} s`, { from, duration });
}
