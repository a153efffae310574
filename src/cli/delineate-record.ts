import { type Beat, createBeatDetector } from '../beats/index.ts';
import { type Delineation, delineate, type LeadWaves, NO_LEAD_WAVES, type WaveNetwork } from '../features/index.ts';
import { makeRecord, type OpenRecord, type WaveFiducials } from '../record/index.ts';

/** A record of any length is delineated in parts of this length, … */
const PART_SEC = 60;
/** … each with this much before and after it, since waves are told by their surroundings. */
const MARGIN_SEC = 5;

/**
 * Delineates a record of any length in bounded memory: first the beats, block by block, then the waves, part by part. What is kept of
 * a part are the entries whose place (R, or P where there is no QRS) lies in it.
 *
 * @param onProgress told the fraction done
 */
export async function delineateRecord(
  network: WaveNetwork,
  record: OpenRecord,
  onProgress: (done: number) => void,
): Promise<Delineation> {
  const { fs, length, leadNames, unit } = record;
  const detector = createBeatDetector({ fs, leads: leadNames });
  const beats: Beat[] = [];
  for await (const block of record.blocks()) {
    beats.push(...detector.push(block.leads));
    onProgress((0.3 * block.from) / length);
  }
  beats.push(...detector.finish());

  const leads: Record<string, LeadWaves[]> = Object.fromEntries(leadNames.map((name) => [name, []]));
  const fused: WaveFiducials[] = [];
  const leftOut = new Map<string, { reason: string; parts: number }>();
  const step = Math.max(1, Math.round(PART_SEC * fs));
  const margin = Math.round(MARGIN_SEC * fs);
  const starts = Array.from({ length: Math.max(1, Math.ceil(length / step)) }, (_, part) => part * step);
  let reason = detector.reason();
  for (const start of starts) {
    const [from, to] = [Math.max(0, start - margin), Math.min(length, start + step + margin)];
    const near = beats.filter(({ sample }) => sample >= from && sample < to);
    const { leads: samples } = await record.read(from, to);
    const part = await delineate(network, makeRecord({ fs, unit, leads: samples }), {
      fs,
      length: to - from,
      leads: detector.usedLeads(),
      beats: near.map(({ sample, beatClass }) => ({ sample: sample - from, beatClass })),
      ...(reason !== undefined && { reason }),
    });
    onProgress(0.3 + (0.7 * start) / length);
    for (const [name, why] of Object.entries(part.leftOut)) {
      leftOut.set(name, { reason: why, parts: (leftOut.get(name)?.parts ?? 0) + 1 });
    }
    if (beats.length > 0 && part.reason !== undefined && starts.length === 1) reason = part.reason;
    part.fused.forEach((entry, i) => {
      const place = from + (entry.rPeak ?? entry.pPeak ?? entry.pOn ?? entry.pOff ?? 0);
      if (place < start || place >= start + step) return;
      fused.push(moved(entry, from));
      for (const name of leadNames) leads[name]?.push(moved(part.leads[name]?.[i] ?? NO_LEAD_WAVES, from));
    });
  }
  const never = [...leftOut].filter(([, { parts }]) => parts === starts.length);
  for (const [name] of never) delete leads[name];
  return {
    fs,
    leads: fused.length === 0 ? {} : leads,
    fused,
    leftOut: Object.fromEntries(never.map(([name, why]) => [name, why.reason])),
    ...(fused.length === 0 && { reason: reason ?? 'no wave was found' }),
  };
}

/** The same waves, counted from an earlier sample. */
function moved<W extends WaveFiducials>(waves: W, by: number): W {
  const entries = Object.entries(waves) as [string, number | undefined][];
  return Object.fromEntries(
    entries.map(([name, at]) => [name, at === undefined ? undefined : at + by]),
  ) as unknown as W;
}
