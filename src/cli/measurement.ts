import type { Measurements } from '../features/index.ts';
import type { Quality } from '../quality/index.ts';
import type { EcgRecord } from '../record/index.ts';
import type { Envelope } from './envelope.ts';

/** The result for one record, as `--json` prints it. */
export interface Measurement extends Envelope {
  readonly record: {
    readonly name: string;
    readonly fs: number;
    readonly unit: EcgRecord['unit'];
    readonly durationSec: number;
    readonly leads: readonly string[];
    readonly patient: EcgRecord['patient'];
    readonly notes: readonly string[];
  };
  /** What waves, intervals, amplitudes and quality were measured on; rhythm and heart rate variability are of the whole record. */
  readonly part: { readonly fromSec: number; readonly toSec: number };
  readonly measurements: Measurements;
  readonly quality: Quality;
}
