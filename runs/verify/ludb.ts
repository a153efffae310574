import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAnnotationFile, readRecordFile } from '../../src/node.ts';
import { type EcgRecord, STANDARD_LEADS, type WfdbAnnotation } from '../../src/record/index.ts';

/** A wave as cardiologists marked it in one lead, in samples; `undefined` where that mark is missing. */
export interface ReferenceWave {
  readonly wave: 'p' | 'qrs' | 't';
  readonly on: number | undefined;
  readonly peak: number | undefined;
  readonly off: number | undefined;
  /** Set where too few leads agree that there is a wave, which only happens once leads are fused. */
  readonly isDoubtful?: boolean;
}

/** Marked waves by lead name, in the order of time. */
export type ReferenceLeads = Readonly<Record<string, readonly ReferenceWave[]>>;

/** One record of LUDB with its reference. */
export interface LudbRecord {
  readonly name: string;
  readonly record: EcgRecord;
  readonly leads: ReferenceLeads;
}

/**
 * LUDB 1.0.1 (Kalyakulina AI et al., IEEE Access 2020;8:186181–186190), in the order of its numbers.
 *
 * @param folder that holds `data/`
 */
export function readLudb(folder: string): LudbRecord[] {
  const data = join(folder, 'data');
  const names = readdirSync(data).flatMap((file) => (file.endsWith('.hea') ? [file.slice(0, -'.hea'.length)] : []));
  names.sort((a, b) => Number(a) - Number(b));
  return names.map((name) => {
    const record = readRecordFile(join(data, name));
    const leads: Record<string, readonly ReferenceWave[]> = {};
    for (const lead of STANDARD_LEADS) {
      const file = join(data, `${name}.${lead.toLowerCase()}`);
      if (!existsSync(file)) throw new Error(`readLudb: every lead must have its annotations, got no ${file}`);
      leads[lead] = groupMarks(readAnnotationFile(file).annotations, record.fs);
    }
    return { name, record, leads };
  });
}

const WAVES = { p: 'p', N: 'qrs', t: 't' } as const;

/** A mark may be this far from where the order onset, peak, offset wants it: in 0.4 % of the waves the peak stands before the onset. */
const MISPLACED_SEC = 0.02;

interface OpenWave {
  wave: ReferenceWave['wave'] | undefined;
  readonly on: number[];
  readonly peak: number[];
  readonly off: number[];
}

/**
 * Waves from the marks `(`, `p` `N` `t`, `)` of a lead. A wave whose onset falls on its peak has no mark of it (0.5 % of QRS) and is
 * kept with `undefined`; one without a peak is dropped, since what it is cannot be told. Where a mark was set several times over
 * (record 116) its median is taken.
 */
export function groupMarks(
  marks: readonly Pick<WfdbAnnotation, 'sample' | 'symbol'>[],
  fs: number,
): readonly ReferenceWave[] {
  const waves: OpenWave[] = [];
  const tolerance = MISPLACED_SEC * fs;
  for (const { sample, symbol } of marks) {
    const kind = symbol === '(' ? 'on' : symbol === ')' ? 'off' : 'peak';
    const wave = WAVES[symbol as keyof typeof WAVES];
    if (kind === 'peak' && wave === undefined) continue;
    let open = waves.at(-1);
    if (open === undefined || !belongs(open, sample, kind, wave, tolerance)) {
      open = { wave: undefined, on: [], peak: [], off: [] };
      waves.push(open);
    }
    open[kind].push(sample);
    open.wave ??= wave;
  }
  return waves.flatMap(({ wave, on, peak, off }) =>
    wave === undefined ? [] : [{ wave, on: middle(on), peak: middle(peak), off: middle(off) }],
  );
}

function belongs(
  open: OpenWave,
  sample: number,
  kind: 'on' | 'peak' | 'off',
  wave: ReferenceWave['wave'] | undefined,
  tolerance: number,
): boolean {
  const isNear = (before: number | undefined) => before === undefined || sample - before <= tolerance;
  if (kind === 'off') return true;
  if (kind === 'on') return open.off.length === 0 && isNear(open.peak.at(-1));
  return (open.wave ?? wave) === wave && isNear(open.peak.at(-1)) && isNear(open.off.at(-1));
}

/** The middle one, of an even number the earlier: a mark that was set, not a mean of two. */
function middle(samples: readonly number[]): number | undefined {
  return [...samples].sort((a, b) => a - b)[(samples.length - 1) >> 1];
}
