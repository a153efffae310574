import { EcgError } from '../errors.ts';
import { STANDARD_LEADS } from '../record/index.ts';

/** The arrangements of leads that can be asked for, see `RecordLayout`. */
export const RECORD_LAYOUTS = ['3x4+1', '3x4', '6x2', 'cabrera', '12x1'] as const;

/**
 * How leads are arranged: rows × columns, `+1` for a strip of lead II below. `cabrera` is 6 × 2 with the limb leads in the order of
 * their angles, −30° to 120°, for which aVR is drawn upside down and named −aVR (Kligfield P et al., AHA/ACC/HRS part I, Circulation
 * 2007;115:1306–1324). `12x1` is one row per lead, for any leads.
 */
export type RecordLayout = (typeof RECORD_LAYOUTS)[number];

/** A stretch of one lead. Its place in the row is its time: in every layout, what is above one another is simultaneous. */
export interface LayoutCell {
  readonly lead: string;
  /** As printed: the lead's name, after a minus sign where it is upside down. */
  readonly label: string;
  readonly isInverted: boolean;
  readonly fromSec: number;
  readonly toSec: number;
}

/** Before the name of a lead that is drawn upside down. */
const MINUS = '−';

/** Labels of each row, left to right, in groups that are limb leads or chest leads in their customary order. */
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
  cabrera: [
    ['aVL', 'V1'],
    ['I', 'V2'],
    [`${MINUS}aVR`, 'V3'],
    ['II', 'V4'],
    ['aVF', 'V5'],
    ['III', 'V6'],
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
  const rows = layout === '12x1' ? leads.map((lead) => [cellOf(lead)]) : rowsOf[layout].map((row) => row.map(labelled));
  const missing = [...new Set(rows.flat().map(({ lead }) => lead))].filter((lead) => !leads.includes(lead));
  if (missing.length > 0) {
    throw new EcgError(
      'invalid-argument',
      `layoutRows: layout ${layout} needs the twelve standard leads, got ${leads.join(', ')}`,
      { layout, missing },
    );
  }
  return rows.map((row) => {
    const columnSec = (toSec - fromSec) / row.length;
    return row.map((cell, column) => ({
      ...cell,
      fromSec: fromSec + column * columnSec,
      toSec: fromSec + (column + 1) * columnSec,
    }));
  });
}

function labelled(label: string) {
  return label.startsWith(MINUS) ? { ...cellOf(label.slice(MINUS.length)), label, isInverted: true } : cellOf(label);
}

function cellOf(lead: string) {
  return { lead, label: lead, isInverted: false };
}
