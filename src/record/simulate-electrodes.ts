import type { IndependentLeads } from './simulate-leads.ts';

/** The ten electrodes of the 12-lead ECG. */
export type Electrode = 'RA' | 'LA' | 'LL' | 'RL' | 'V1' | 'V2' | 'V3' | 'V4' | 'V5' | 'V6';

/** Potential of each electrode against the mean of RA, LA and LL, mV, `[samples]`. */
export type ElectrodePotentials = Readonly<Record<Electrode, Float64Array>>;

/**
 * The potentials that the leads imply, with Wilson's central terminal as zero. The two legs are taken to be at one potential, as
 * they nearly are: no source of voltage lies between them.
 */
export function electrodePotentials(leads: IndependentLeads): ElectrodePotentials {
  const { I, II, ...chest } = leads;
  const ra = I.map((i, n) => -(i + (II[n] as number)) / 3);
  const la = I.map((i, n) => i + (ra[n] as number));
  const ll = II.map((ii, n) => ii + (ra[n] as number));
  return { RA: ra, LA: la, LL: ll, RL: ll, ...chest };
}

/** The leads between electrodes: I = LA − RA, II = LL − RA, and each chest electrode against the mean of RA, LA and LL. */
export function independentLeads(potentials: ElectrodePotentials): IndependentLeads {
  const { RA, LA, LL } = potentials;
  const against = (electrode: Float64Array) =>
    electrode.map((v, n) => v - ((RA[n] as number) + (LA[n] as number) + (LL[n] as number)) / 3);
  return {
    I: LA.map((v, n) => v - (RA[n] as number)),
    II: LL.map((v, n) => v - (RA[n] as number)),
    V1: against(potentials.V1),
    V2: against(potentials.V2),
    V3: against(potentials.V3),
    V4: against(potentials.V4),
    V5: against(potentials.V5),
    V6: against(potentials.V6),
  };
}
