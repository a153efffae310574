import { filterStretch, type TracingFilter } from './tracing-filter.ts';
import type { TracingSource } from './tracing-source.ts';

/** What a lead needs of the paper: where its trace rests, and how it reaches from there. */
export interface LeadSpan {
  /** Median, which lies on the baseline of its row. */
  readonly baseline: number;
  /** Stretches of the lead, filtered. Of a short record the whole lead, from its beginning. */
  readonly stretches: readonly Float32Array[];
  readonly isWhole: boolean;
}

/** Of longer records, stretches stand for the whole. */
const WHOLE_SEC = 60;
const STRETCHES = 16;
const STRETCH_SEC = 8;

/** The spans of all leads by name. */
export async function leadSpans(source: TracingSource, filter: TracingFilter): Promise<ReadonlyMap<string, LeadSpan>> {
  const isWhole = source.length <= WHOLE_SEC * source.fs;
  const starts = isWhole
    ? [0]
    : Array.from({ length: STRETCHES }, (_, n) => Math.floor((n * source.length) / STRETCHES));
  const length = isWhole ? source.length : Math.floor(STRETCH_SEC * source.fs);
  const spans = source.leads.map(async (lead) => {
    const read = await Promise.all(
      starts.map((start) => source.read(lead, start, Math.min(source.length, start + length))),
    );
    const stretches = read.map((samples) => filterStretch(filter, samples, source.fs));
    return [lead, { baseline: medianOf(stretches), stretches, isWhole }] as const;
  });
  return new Map(await Promise.all(spans));
}

/** Of all samples that are there; 0 where none is, as there is nothing to draw. */
function medianOf(stretches: readonly Float32Array[]): number {
  const present = stretches.flatMap((samples) => [...samples]).filter((value) => !Number.isNaN(value));
  const sorted = Float32Array.from(present).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
