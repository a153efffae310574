import type { WaveFiducials } from './wave-fiducials.ts';
import type { WfdbAnnotation } from './wfdb-annotation.ts';

/**
 * The waves of one beat as annotations, as LUDB marks them: `(` at the onset, `p`, the symbol of the beat or `t` at the peak, `)` at the
 * end; what is `undefined` is left out. Where waves overlap, as at high rates, `num` tells which wave a bracket belongs to: 0 P, 1 QRS,
 * 2 T (as in `ecgpuwave`).
 *
 * @param samples boundaries and peaks, in samples
 * @param beatSymbol of `ANNOTATION_CODES`
 * @example
 * const none = { tOn: undefined, tPeak: undefined, tOff: undefined, pOn: undefined, pPeak: undefined, pOff: undefined };
 * const marks = fiducialAnnotations({ ...none, qrsOn: 90, rPeak: 100, qrsOff: 120 }, 'N');
 * marks.map(({ sample, symbol }) => `${symbol}${sample}`) // => ['(90', 'N100', ')120']
 */
export function fiducialAnnotations(samples: WaveFiducials, beatSymbol: string): readonly WfdbAnnotation[] {
  const { pOn, pPeak, pOff, qrsOn, rPeak, qrsOff, tOn, tPeak, tOff } = samples;
  const waves = [
    [pOn, pPeak, pOff, 'p'],
    [qrsOn, rPeak, qrsOff, beatSymbol],
    [tOn, tPeak, tOff, 't'],
  ] as const;
  return waves.flatMap(([on, peak, off, symbol], wave) => {
    const mark = (sample: number | undefined, sign: string, num: number): WfdbAnnotation[] =>
      sample === undefined ? [] : [{ sample, symbol: sign, subtype: 0, chan: 0, num }];
    return [...mark(on, '(', wave), ...mark(peak, symbol, 0), ...mark(off, ')', wave)];
  });
}
