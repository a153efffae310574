import type { Quality } from '../quality/index.ts';
import type { EcgRecord } from '../record/index.ts';
import { netArea, pAboveLine } from './lead-amplitudes.ts';
import { gather, type Measured, mapOutcome, NoValue, type Outcome } from './outcome.ts';
import type { TypicalBeat } from './typical-beat.ts';
import { leadRefusal, voltageRefusal } from './use-of-leads.ts';

/**
 * Of the frontal QRS axis in adults: normal −30° to 90°, left −30° to −90°, right 90° to 180° (Surawicz B et al., AHA/ACCF/HRS part III,
 * Circulation 2009;119:e235), extreme beyond.
 */
export type AxisClass = 'normal' | 'left' | 'right' | 'extreme';

/** Mean electrical axes in the frontal plane: 0° points left, 90° down. */
export interface AxisValues {
  readonly pDeg: number;
  readonly qrsDeg: number;
  readonly qrsClass: AxisClass;
  readonly tDeg: number;
  /** Between the axes of QRS and T, 0 to 180°. */
  readonly qrsTAngleDeg: number;
}

/** Frontal axes; what could not be measured is `undefined` with its reason in `notMeasured`. */
export type Axes = Measured<AxisValues>;

const AUGMENTED = Math.sqrt(3) / 2;
/** What each limb lead sees of a vector (x left, y down): Einthoven's triangle; augmented leads see √3/2 of it. */
const LIMB_LEADS = [
  { name: 'I', x: 1, y: 0 },
  { name: 'II', x: 0.5, y: AUGMENTED },
  { name: 'III', x: -0.5, y: AUGMENTED },
  { name: 'aVR', x: -AUGMENTED * AUGMENTED, y: -AUGMENTED / 2 },
  { name: 'aVL', x: AUGMENTED * AUGMENTED, y: -AUGMENTED / 2 },
  { name: 'aVF', x: 0, y: AUGMENTED },
] as const;

/** A net area below this share of the area of what is deflected has no direction: the parts cancel each other. */
const INDETERMINATE_SHARE = 0.1;

/**
 * Measures the frontal axes of P, QRS and T: the direction of the vector whose projections fit the net areas of the wave in all usable
 * limb leads best (least squares). Any two are enough. Areas are those between the global boundaries in the typical beat; QRS and T
 * against the level before QRS, P against the line from its onset to its offset.
 */
export function measureAxes(record: EcgRecord, quality: Quality, typical: Outcome<TypicalBeat>): Axes {
  const refused = voltageRefusal(record);
  const usable = LIMB_LEADS.filter(
    ({ name }) => Object.hasOwn(record.leads, name) && !leadRefusal(quality, name, 'voltage'),
  );
  const names = usable.map(({ name }) => name).join(', ') || 'none';
  const tooFew = usable.length < 2 ? new NoValue(`an axis needs two usable limb leads, there is ${names}`) : undefined;
  const axis = (wave: WaveName) => mapOutcome(refused ?? tooFew ?? typical, (beat) => axisOf(beat, wave, usable));
  const qrsDeg = axis('QRS');
  const tDeg = axis('T');
  return gather<AxisValues>({
    pDeg: axis('P'),
    qrsDeg,
    qrsClass: mapOutcome(qrsDeg, axisClass),
    tDeg,
    qrsTAngleDeg: mapOutcome(qrsDeg, (qrs) => mapOutcome(tDeg, (t) => angleBetween(qrs, t))),
  });
}

type WaveName = 'P' | 'QRS' | 'T';
type LimbLead = (typeof LIMB_LEADS)[number];

function axisOf(beat: TypicalBeat, wave: WaveName, limbs: readonly LimbLead[]): Outcome<number> {
  const { pOn, pOff, qrsOn, qrsOff, tOn, tOff } = beat.waves;
  const [on, off] = { P: [pOn, pOff], QRS: [qrsOn, qrsOff], T: [tOn ?? qrsOff, tOff] }[wave];
  if (on === undefined || off === undefined) return new NoValue(`${wave} could not be delineated`);
  const parts = limbs.map(({ name }) => {
    const lead = beat.leads[name] as Float64Array;
    return (wave === 'P' ? pAboveLine(beat, lead) : undefined) ?? lead.subarray(on, off + 1);
  });
  const net = vectorOf(
    limbs,
    parts.map((part) => netArea(part, 0, part.length - 1, beat.fs)),
  );
  const deflected = parts.map((part) => netArea(part.map(Math.abs), 0, part.length - 1, beat.fs));
  const size = Math.hypot(net.x, net.y);
  if (!Number.isFinite(size)) return new NoValue(`samples are missing in ${wave}`);
  if (size <= INDETERMINATE_SHARE * Math.max(...deflected)) {
    return new NoValue(`the axis of ${wave} is indeterminate: its deflections cancel each other`);
  }
  return degrees(Math.atan2(net.y, net.x));
}

/** The vector whose projections fit best, by the normal equations. */
function vectorOf(limbs: readonly LimbLead[], areas: readonly number[]): { readonly x: number; readonly y: number } {
  let [xx, xy, yy, xa, ya] = [0, 0, 0, 0, 0];
  limbs.forEach(({ x, y }, i) => {
    const area = areas[i] as number;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xa += x * area;
    ya += y * area;
  });
  const determinant = xx * yy - xy * xy;
  return { x: (yy * xa - xy * ya) / determinant, y: (xx * ya - xy * xa) / determinant };
}

function axisClass(deg: number): AxisClass {
  if (deg >= -30 && deg <= 90) return 'normal';
  if (deg > 90) return 'right';
  return deg >= -90 ? 'left' : 'extreme';
}

function angleBetween(aDeg: number, bDeg: number): number {
  const difference = Math.abs(aDeg - bDeg) % 360;
  return difference > 180 ? 360 - difference : difference;
}

/** In (−180, 180]. */
function degrees(radians: number): number {
  const deg = (180 / Math.PI) * radians;
  return deg <= -180 ? 180 : deg;
}
