import { EcgError } from '../../errors.ts';
import type { SWAPPED_PAIRS } from './augmentation-config.ts';

/** Two cables. */
export type SwappedPair = (typeof SWAPPED_PAIRS)[number];

/** Which lead each lead shows after an interchange, and with which sign. */
export interface SignedPermutation {
  readonly from: Int32Array;
  readonly sign: Float32Array;
}

/** A lead as sum of electrode potentials. */
type Weights = Readonly<Record<string, number>>;

/** Every lead by the electrodes that make it; chest leads are against the mean of the limbs. */
const ELECTRODES: Readonly<Record<string, Weights>> = {
  I: { LA: 1, RA: -1 },
  II: { LL: 1, RA: -1 },
  III: { LL: 1, LA: -1 },
  aVR: { RA: 1, LA: -1 / 2, LL: -1 / 2 },
  aVL: { LA: 1, RA: -1 / 2, LL: -1 / 2 },
  aVF: { LL: 1, RA: -1 / 2, LA: -1 / 2 },
  ...Object.fromEntries(
    ['V1', 'V2', 'V3', 'V4', 'V5', 'V6'].map((name) => [name, { [name]: 1, RA: -1 / 3, LA: -1 / 3, LL: -1 / 3 }]),
  ),
};

/**
 * What an interchange of two cables does to leads: the electrodes of every lead are exchanged, and the result is looked for among the
 * leads and their negatives. Interchanges of RA, LA, LL and of chest cables only move and negate whole leads, so they hold in
 * millivolts and for leads that were standardised one by one alike. (Those with RL are not among them: they need voltages.)
 *
 * @returns `undefined` when the interchange would show a lead that is not among those given, or changes nothing
 */
export function swapOfLeads(leads: readonly string[], pair: SwappedPair): SignedPermutation | undefined {
  const [one, other] = pair.split('-') as [string, string];
  const renamed = (electrode: string) => (electrode === one ? other : electrode === other ? one : electrode);
  const weightsOf = leads.map((lead) => ELECTRODES[lead]);
  const swapped = weightsOf.map(
    (weights) => weights && Object.fromEntries(Object.entries(weights).map(([name, w]) => [renamed(name), w])),
  );
  const find = (wanted: Weights | undefined, sign: number) =>
    wanted === undefined ? -1 : weightsOf.findIndex((weights) => weights !== undefined && equal(weights, wanted, sign));
  const from = swapped.map((wanted) => Math.max(find(wanted, 1), find(wanted, -1)));
  const sign = swapped.map((wanted) => (find(wanted, 1) >= 0 ? 1 : -1));
  const changes = from.some((lead, i) => lead !== i || sign[i] !== 1);
  return from.includes(-1) || !changes ? undefined : { from: Int32Array.from(from), sign: Float32Array.from(sign) };
}

/**
 * The interchanges of a list that leads can show.
 *
 * @throws EcgError `invalid-argument` when they can show none
 */
export function swapsOfLeads(leads: readonly string[], pairs: readonly SwappedPair[]): readonly SignedPermutation[] {
  const swaps = pairs.flatMap((pair) => swapOfLeads(leads, pair) ?? []);
  if (swaps.length > 0) return swaps;
  const rule = `electrodeSwap needs leads that show one of ${pairs.join(', ')}`;
  throw new EcgError('invalid-argument', `swapsOfLeads: ${rule}, got ${leads.join(', ')}`, { leads, pairs });
}

/** Applies an interchange to a window `[leads, samples]`, in place. */
export function applySwap(window: Float32Array, samples: number, { from, sign }: SignedPermutation): void {
  const before = window.slice();
  for (let lead = 0; lead < from.length; lead++) {
    const source = (from[lead] as number) * samples;
    const factor = sign[lead] as number;
    for (let t = 0; t < samples; t++) window[lead * samples + t] = factor * (before[source + t] as number);
  }
}

function equal(a: Weights, b: Weights, sign: number): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => Math.abs((a[name] ?? 0) - sign * (b[name] ?? 0)) < 1e-9);
}
