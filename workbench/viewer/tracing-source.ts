import type { AmplitudeUnit, EcgRecord } from 'einthoven/record';
import { recordLength } from 'einthoven/record';
import { type MinMaxPyramid, minMaxPyramid, pyramidEnvelope } from 'einthoven/signal';

/** A recording as the viewer asks for it: in stretches, so that ten seconds in memory and a day on a server look alike. */
export interface TracingSource {
  readonly name: string;
  /** Hz. */
  readonly fs: number;
  readonly unit: AmplitudeUnit;
  /** Samples per lead. */
  readonly length: number;
  /** Names, in the order in which rows show them. */
  readonly leads: readonly string[];
  /** Start of the recording, as its source writes it. */
  readonly startsAt?: string;
  /** Samples of a lead from `from` to before `to`, `[to − from]`, 0 ≤ from ≤ to ≤ length; a missing one is NaN. */
  readonly read: (lead: string, from: number, to: number) => Float32Array | Promise<Float32Array>;
  /** Smallest and largest of each of so many equal columns from `from` to before `to` in turn, `[2 × columns]`; NaN beyond the ends. */
  readonly envelope: (lead: string, from: number, to: number, columns: number) => Float32Array | Promise<Float32Array>;
}

/** A record in memory as a source. The pyramid of a lead is made when it is first looked at from afar. */
export function sourceOf(record: EcgRecord): TracingSource {
  const { fs, unit, source, leads } = record;
  const pyramids = new Map<string, MinMaxPyramid>();
  const samplesOf = (lead: string) => {
    const samples = leads[lead];
    if (samples === undefined)
      throw new Error(`${source.name} has no lead ${lead}, but ${Object.keys(leads).join(', ')}`);
    return samples;
  };
  return {
    name: source.name,
    fs,
    unit,
    length: recordLength(record),
    leads: Object.keys(leads),
    ...(source.startTime !== undefined && { startsAt: source.startTime }),
    read: (lead, from, to) => samplesOf(lead).subarray(from, to),
    envelope: (lead, from, to, columns) => {
      const pyramid = pyramids.get(lead) ?? minMaxPyramid(samplesOf(lead));
      pyramids.set(lead, pyramid);
      return pyramidEnvelope(pyramid, from, to, columns);
    },
  };
}
