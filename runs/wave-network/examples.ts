import { join } from 'node:path';
import { waveInputs } from '../../src/features/wave-input.ts';
import { WAVE_FS, WAVE_NAMES } from '../../src/features/wave-network.ts';
import { readAnnotationFile, readRecordFile } from '../../src/node.ts';
import type { EcgRecord } from '../../src/record/index.ts';

/** A recording as the network is trained on it, at 250 Hz. */
export interface Example {
  readonly name: string;
  /** By lead, `[samples]`. */
  readonly signals: readonly Float32Array[];
  /** By lead, 1 where the wave is, `[3 · samples]`: P, QRS, T. */
  readonly targets: readonly Uint8Array[];
  /** By lead, the stretch that somebody looked at, in samples. */
  readonly spans: readonly (readonly [from: number, to: number])[];
  /** Nothing is told so near a boundary, in seconds; 0 unless said. */
  readonly untoldSec?: number;
}

const SYMBOLS = ['p', 'N', 't'] as const;

/** LUDB with the cardiologists' waves of every lead. Waves without both boundaries are left out of what was looked at. */
export function ludbExamples(folder: string): Example[] {
  return Array.from({ length: 200 }, (_, i) => {
    const path = join(folder, 'data', String(i + 1));
    const record = readRecordFile(path);
    const marks = Object.keys(record.leads).map((lead) => annotatedWaves(`${path}.${lead.toLowerCase()}`));
    return exampleOf(
      `ludb ${i + 1}`,
      record,
      marks.map(({ waves }) => waves),
      marks.map(({ span }) => span),
    );
  });
}

interface Wave {
  readonly kind: number;
  readonly on: number;
  readonly off: number;
}

/** The waves of one annotation file, and from where to where every wave is marked with both its boundaries. */
function annotatedWaves(path: string): { readonly waves: readonly Wave[]; readonly span: readonly [number, number] } {
  const { annotations } = readAnnotationFile(path);
  const waves: Wave[] = [];
  const broken: number[] = [];
  annotations.forEach(({ symbol, sample }, i) => {
    const kind = SYMBOLS.indexOf(symbol as 'p');
    if (kind < 0) return;
    const [before, after] = [annotations[i - 1], annotations[i + 1]];
    if (before?.symbol === '(' && after?.symbol === ')') waves.push({ kind, on: before.sample, off: after.sample });
    else broken.push(sample);
  });
  // The longest run of whole waves: a few leads of LUDB have waves of which one boundary was not marked.
  let best: readonly [number, number] = [0, 0];
  const cuts = [Number.NEGATIVE_INFINITY, ...broken, Number.POSITIVE_INFINITY];
  for (let i = 1; i < cuts.length; i++) {
    const inside = waves.filter(({ on, off }) => on > (cuts[i - 1] as number) && off < (cuts[i] as number));
    const span = [inside[0]?.on ?? 0, inside.at(-1)?.off ?? 0] as const;
    if (span[1] - span[0] > best[1] - best[0]) best = span;
  }
  return { waves, span: best };
}

/** A recording whose waves are known. @param waves by lead, in samples of the record, as are `spans` */
export function exampleOf(
  name: string,
  record: EcgRecord,
  waves: readonly (readonly Wave[])[],
  spans: readonly (readonly [number, number])[],
): Example {
  const ratio = WAVE_FS / record.fs;
  const signals = waveInputs(Object.values(record.leads), record.fs);
  const targets = signals.map(({ length }, lead) => {
    const target = new Uint8Array(WAVE_NAMES.length * length);
    for (const { kind, on, off } of waves[lead] ?? []) {
      target.fill(
        1,
        kind * length + Math.ceil(on * ratio),
        kind * length + Math.min(Math.floor(off * ratio), length - 1) + 1,
      );
    }
    return target;
  });
  return {
    name,
    signals,
    targets,
    spans: spans.map(([from, to]) => [Math.ceil(from * ratio), Math.floor(to * ratio)]),
  };
}
