import type { Delineation } from '../../features/index.ts';
import type { WaveFiducials } from '../../record/index.ts';
import type { EvidenceBundle } from './evidence-schema.ts';

const SEGMENTS: readonly (readonly [string, keyof WaveFiducials, keyof WaveFiducials])[] = [
  ['P', 'pOn', 'pOff'],
  ['QRS', 'qrsOn', 'qrsOff'],
  ['ST', 'qrsOff', 'tOn'],
  ['T', 'tOn', 'tOff'],
];

/** Where the waves are, ms after the onset of QRS: medians over the beats that have both boundaries; waves that no beat has are left out. */
export function beatSegments({ fused, fs }: Delineation): EvidenceBundle['beat'] {
  const medianMs = (name: keyof WaveFiducials) => {
    const offsets = fused.flatMap((waves) => {
      const [boundary, onset] = [waves[name], waves.qrsOn];
      return boundary === undefined || onset === undefined ? [] : [boundary - onset];
    });
    return offsets.length === 0 ? undefined : Math.round((1000 * middle(offsets)) / fs);
  };
  return SEGMENTS.flatMap(([segment, on, off]) => {
    const [fromMs, toMs] = [medianMs(on), medianMs(off)];
    return fromMs === undefined || toMs === undefined ? [] : [{ segment, fromMs, toMs }];
  });
}

/** The lower median: a value that was measured. */
function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[(values.length - 1) >> 1] as number;
}
