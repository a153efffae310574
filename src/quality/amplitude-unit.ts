import { recordHeight } from './acceptability.ts';
import type { LeadIndices } from './lead-indices.ts';
import { showsBeats } from './lead-reasons.ts';
import { limits } from './limits.table.ts';

/** A unit that the samples seem to be in, instead of mV. */
export interface SuspectedUnit {
  /** Millivolts per unit. */
  readonly mvPerUnit: number;
  readonly text: string;
}

/** Usual heights of a record in mV, generously: the median over leads of QRS and T, peak to peak. */
const USUAL_MV = [0.2, 6] as const;

/**
 * The unit of samples that say to be millivolts and cannot be, by the height of the heartbeats; `undefined` where they can, or where
 * less than half of the leads show heartbeats.
 */
export function suspectUnit(leads: readonly LeadIndices[]): SuspectedUnit | undefined {
  const beating = leads.filter(showsBeats);
  if (2 * beating.length < leads.length) return undefined;
  const height = recordHeight(beating);
  if (height >= limits.leastHeightMv && height <= limits.greatestHeightMv) return undefined;
  const found = `heartbeats ${height.toPrecision(2)} mV high`;
  if (height < limits.leastHeightMv) return { mvPerUnit: 1000, text: `${found}: the samples seem to be volts` };
  const asMicrovolts = height / 1000;
  return asMicrovolts >= USUAL_MV[0] && asMicrovolts <= USUAL_MV[1]
    ? { mvPerUnit: 0.001, text: `${found}: the samples seem to be microvolts` }
    : { mvPerUnit: 1 / height, text: `${found}: the samples seem to be raw counts of a converter` };
}
