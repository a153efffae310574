import { EcgError } from '../errors.ts';
import { STANDARD_LEADS } from '../record/index.ts';

/**
 * How leads are arranged: rows × columns, `+1` for a strip of lead II below. `12x1` is one row per lead, for any leads.
 */
export type RecordLayout = '3x4+1' | '3x4' | '6x2' | '12x1';

/** A stretch of one lead. Its place in the row is its time: in every layout, what is above one another is simultaneous. */
export interface LayoutCell {
  readonly lead: string;
  readonly fromSec: number;
  readonly toSec: number;
}

/** Leads of each row, left to right, in groups that are limb leads or chest leads in their customary order. */
const rowsOf: Readonly<Record<Exclude<RecordLayout, '12x1'>, readonly (readonly string[])[]>> = {
  '3x4+1': [['I', 'aVR', 'V1', 'V4'], ['II', 'aVL', 'V2', 'V5'], ['III', 'aVF', 'V3', 'V6'], ['II']],
  '3x4': [
    ['I', 'aVR', 'V1', 'V4'],
    ['II', 'aVL', 'V2', 'V5'],
    ['III', 'aVF', 'V3', 'V6'],
  ],
  '6x2': [
    ['I', 'V1'],
    ['II', 'V2'],
    ['III', 'V3'],
    ['aVR', 'V4'],
    ['aVL', 'V5'],
    ['aVF', 'V6'],
  ],
};

/** The layout of a record with these leads unless another is asked for: `3x4+1` with all twelve, else one row per lead. */
export function defaultLayout(leads: readonly string[]): RecordLayout {
  return STANDARD_LEADS.every((lead) => leads.includes(lead)) ? '3x4+1' : '12x1';
}

/**
 * The rows of a layout over the stretch `fromSec` to `toSec`, divided evenly among the columns.
 *
 * @param leads the leads to draw, in their order; layouts other than `12x1` need the twelve standard leads among them
 * @throws EcgError `invalid-argument` when a lead that the layout needs is missing
 */
export function layoutRows(
  layout: RecordLayout,
  leads: readonly string[],
  fromSec: number,
  toSec: number,
): readonly (readonly LayoutCell[])[] {
  const names = layout === '12x1' ? leads.map((lead) => [lead]) : rowsOf[layout];
  const missing = [...new Set(names.flat())].filter((lead) => !leads.includes(lead));
  if (missing.length > 0) {
    throw new EcgError(
      'invalid-argument',
      `layoutRows: layout ${layout} needs the twelve standard leads, got ${leads.join(', ')}`,
      { layout, missing },
    );
  }
  return names.map((row) => {
    const columnSec = (toSec - fromSec) / row.length;
    return row.map((lead, column) => ({
      lead,
      fromSec: fromSec + column * columnSec,
      toSec: fromSec + (column + 1) * columnSec,
    }));
  });
}
