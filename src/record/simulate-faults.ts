import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import { type Electrode, electrodePotentials, independentLeads } from './simulate-electrodes.ts';
import { INDEPENDENT_LEADS, type IndependentLead, type IndependentLeads, mapLeads } from './simulate-leads.ts';

/** The electrodes that leads are read from; RL is not. */
const READING_ELECTRODES = [
  'RA',
  'LA',
  'LL',
  'V1',
  'V2',
  'V3',
  'V4',
  'V5',
  'V6',
] as const satisfies readonly Electrode[];

type ReadingElectrode = (typeof READING_ELECTRODES)[number];

/** Something wrong at an electrode or in an amplifier for a time. */
export type SimulatedFault =
  /** The electrode moves on the skin: at random moments, about two a second, its potential jumps and creeps back in 0.5 s. */
  | (FaultTime & {
      readonly kind: 'electrode-motion';
      readonly electrode: ReadingElectrode;
      readonly amplitudeMv: number;
    })
  /** The electrode is off: its input follows the central terminal, so that the lead that shows it against the others is flat. */
  | (FaultTime & { readonly kind: 'lead-off'; readonly electrode: ReadingElectrode })
  /** The amplifier of a digitised lead stands at its limit. */
  | (FaultTime & { readonly kind: 'saturation'; readonly lead: IndependentLead; readonly levelMv: number })
  /** The amplifier of a digitised lead follows the signal up to ± its limit. */
  | (FaultTime & { readonly kind: 'clipping'; readonly lead: IndependentLead; readonly levelMv: number });

/** From when to when a fault lasts, in seconds from the first sample; the whole record unless said. */
interface FaultTime {
  readonly fromSec?: number;
  readonly toSec?: number;
}

/** The place of a fault: an electrode or a digitised lead. */
export const FAULT_PLACES = {
  electrode: READING_ELECTRODES,
  lead: INDEPENDENT_LEADS,
} as const;

/** The kinds of faults, and what is to be said of each beside its time: its place first, then its size. */
export const SIMULATED_FAULTS = {
  'electrode-motion': ['electrode', 'amplitudeMv'],
  'lead-off': ['electrode'],
  saturation: ['lead', 'levelMv'],
  clipping: ['lead', 'levelMv'],
} as const satisfies {
  readonly [Kind in SimulatedFault['kind']]: readonly Exclude<
    keyof Extract<SimulatedFault, { kind: Kind }>,
    'kind' | keyof FaultTime
  >[];
};

const JUMPS_PER_SEC = 2;
const RECOVERY_SEC = 0.5;

/**
 * The digitised leads with a fault in them. What happens at an electrode reaches all leads that it takes part in, and the chest
 * leads by way of the central terminal.
 *
 * @throws EcgError `invalid-argument` when a fault ends before it begins, or is of no known kind, place or size
 */
export function applyFault(
  leads: IndependentLeads,
  fault: SimulatedFault,
  fs: number,
  random: Random,
): IndependentLeads {
  checkFault(fault);
  const { fromSec = 0, toSec = Number.POSITIVE_INFINITY } = fault;
  const isDuring = (n: number) => n >= fromSec * fs && n < toSec * fs;
  switch (fault.kind) {
    case 'electrode-motion': {
      const motion = electrodeMotion(fault.amplitudeMv, leads.I.length, fs, random);
      return atElectrode(leads, fault.electrode, (mv, n) => (isDuring(n) ? mv + (motion[n] as number) : mv));
    }
    case 'lead-off':
      return withoutElectrode(leads, fault.electrode, isDuring);
    case 'saturation':
      return inLead(leads, fault.lead, (mv, n) => (isDuring(n) ? fault.levelMv : mv));
    case 'clipping':
      return inLead(leads, fault.lead, (mv, n) =>
        isDuring(n) ? Math.max(-fault.levelMv, Math.min(fault.levelMv, mv)) : mv,
      );
  }
}

function checkFault(fault: SimulatedFault): void {
  const refuse = (rule: string, got: unknown) => {
    throw new EcgError('invalid-argument', `applyFault: ${rule}, got ${got}`, { fault });
  };
  const { kind, fromSec = 0, toSec = Number.POSITIVE_INFINITY, ...rest } = fault;
  if (!Object.hasOwn(SIMULATED_FAULTS, kind)) {
    refuse(`kind must be one of ${Object.keys(SIMULATED_FAULTS).join(', ')}`, kind);
  }
  const values: Readonly<Record<string, unknown>> = rest;
  for (const field of SIMULATED_FAULTS[kind]) {
    const places: readonly unknown[] | undefined = field in FAULT_PLACES ? FAULT_PLACES[field as 'lead'] : undefined;
    const value = values[field];
    if (places === undefined ? Number.isFinite(value) : places.includes(value)) continue;
    refuse(`${field} of ${kind} must be ${places === undefined ? 'a number' : `one of ${places.join(', ')}`}`, value);
  }
  if (!(toSec > fromSec)) refuse(`toSec must lie after fromSec ${fromSec}`, toSec);
}

function atElectrode(
  leads: IndependentLeads,
  electrode: ReadingElectrode,
  change: (mv: number, n: number) => number,
): IndependentLeads {
  const potentials = electrodePotentials(leads);
  return independentLeads({ ...potentials, [electrode]: potentials[electrode].map(change) });
}

const LIMB_ELECTRODES = ['RA', 'LA', 'LL'] as const;

/** The central terminal is the mean of the electrodes of the limbs: of one that follows it, the mean of the other two. */
function withoutElectrode(
  leads: IndependentLeads,
  electrode: ReadingElectrode,
  isDuring: (n: number) => boolean,
): IndependentLeads {
  const potentials = electrodePotentials(leads);
  const others = LIMB_ELECTRODES.filter((one) => one !== electrode).map((one) => potentials[one]);
  const terminal = (n: number) => others.reduce((sum, mv) => sum + (mv[n] as number), 0) / others.length;
  return atElectrode(leads, electrode, (mv, n) => (isDuring(n) ? terminal(n) : mv));
}

function inLead(
  leads: IndependentLeads,
  lead: IndependentLead,
  change: (mv: number, n: number) => number,
): IndependentLeads {
  return mapLeads((name) => (name === lead ? leads[name].map(change) : leads[name]));
}

/** Jumps of normal height at random moments, each decaying exponentially. */
function electrodeMotion(amplitudeMv: number, samples: number, fs: number, random: Random): Float64Array {
  const decay = Math.exp(-1 / (RECOVERY_SEC * fs));
  let offsetMv = 0;
  return new Float64Array(samples).map(() => {
    offsetMv *= decay;
    if (random.uniform() < JUMPS_PER_SEC / fs) offsetMv += amplitudeMv * random.normal();
    return offsetMv;
  });
}
