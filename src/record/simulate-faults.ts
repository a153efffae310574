import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import { type Electrode, electrodePotentials, independentLeads } from './simulate-electrodes.ts';
import { type IndependentLead, type IndependentLeads, mapLeads } from './simulate-leads.ts';

/** An electrode that leads are read from; RL is not. */
type ReadingElectrode = Exclude<Electrode, 'RL'>;

/** Something wrong at an electrode or in an amplifier for a time. */
export type SimulatedFault =
  /** The electrode moves on the skin: at random moments, about two a second, its potential jumps and creeps back in 0.5 s. */
  | (FaultTime & {
      readonly kind: 'electrode-motion';
      readonly electrode: ReadingElectrode;
      readonly amplitudeMv: number;
    })
  /** The electrode is off: its input reads the central terminal's potential. */
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

const JUMPS_PER_SEC = 2;
const RECOVERY_SEC = 0.5;

/**
 * The digitised leads with a fault in them. What happens at an electrode reaches all leads that it takes part in, and the chest
 * leads by way of the central terminal.
 *
 * @throws EcgError `invalid-argument` when a fault ends before it begins, or is of no known kind
 */
export function applyFault(
  leads: IndependentLeads,
  fault: SimulatedFault,
  fs: number,
  random: Random,
): IndependentLeads {
  const { fromSec = 0, toSec = Number.POSITIVE_INFINITY } = fault;
  if (!(toSec > fromSec)) {
    throw new EcgError('invalid-argument', `applyFault: toSec must lie after fromSec ${fromSec}, got ${toSec}`, {
      fault,
    });
  }
  const isDuring = (n: number) => n >= fromSec * fs && n < toSec * fs;
  switch (fault.kind) {
    case 'electrode-motion': {
      const motion = electrodeMotion(fault.amplitudeMv, leads.I.length, fs, random);
      return atElectrode(leads, fault.electrode, (mv, n) => (isDuring(n) ? mv + (motion[n] as number) : mv));
    }
    case 'lead-off':
      return atElectrode(leads, fault.electrode, (mv, n) => (isDuring(n) ? 0 : mv));
    case 'saturation':
      return inLead(leads, fault.lead, (mv, n) => (isDuring(n) ? fault.levelMv : mv));
    case 'clipping':
      return inLead(leads, fault.lead, (mv, n) =>
        isDuring(n) ? Math.max(-fault.levelMv, Math.min(fault.levelMv, mv)) : mv,
      );
    default: {
      const unknown: never = fault;
      throw new EcgError('invalid-argument', 'applyFault: kind must be a known one', { fault: unknown });
    }
  }
}

function atElectrode(
  leads: IndependentLeads,
  electrode: ReadingElectrode,
  change: (mv: number, n: number) => number,
): IndependentLeads {
  const potentials = electrodePotentials(leads);
  return independentLeads({ ...potentials, [electrode]: potentials[electrode].map(change) });
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
