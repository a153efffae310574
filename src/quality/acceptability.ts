import { acceptability } from './acceptability.table.ts';
import { type BadnessName, badness } from './badness.ts';
import type { LeadIndices } from './lead-indices.ts';
import { medianInPlace } from './raw-indices.ts';

/** What the learnt decision says of a lead. */
export interface LeadVerdict {
  /** Probability that the lead by itself makes nobody reject the record. */
  readonly probability: number;
  /** What spoke against it, most first, in log-odds. */
  readonly points: readonly { readonly badness: BadnessName; readonly points: number }[];
}

/** Pairs of a threshold and the log-odds that are added above it. */
type Steps = readonly (readonly [above: number, points: number])[];

/** What voltages are counted in: the median over the leads of their usual height; 1 mV where they have none. */
export function recordHeight(leads: readonly LeadIndices[]): number {
  return medianInPlace(Float64Array.from(leads, (lead) => lead.heightMv)) || 1;
}

/** The points of a lead by the committed table: a sum over the steps that its badness has passed. */
export function judgeLead(lead: LeadIndices, heightMv: number): LeadVerdict {
  const points = new Map<BadnessName, number>();
  let logit: number = acceptability.start;
  for (const [name, steps] of Object.entries(acceptability.steps) as [BadnessName, Steps][]) {
    const value = badness[name](lead, heightMv);
    let sum = 0;
    for (const [above, added] of steps) if (value > above) sum += added;
    if (sum > 0) points.set(name, sum);
    logit += sum;
  }
  return {
    probability: 1 / (1 + Math.exp(logit)),
    points: [...points].map(([name, sum]) => ({ badness: name, points: sum })).sort((a, b) => b.points - a.points),
  };
}

/** Probability that no lead makes anybody reject the record: the leads' verdicts are taken to be independent. */
export function recordProbability(verdicts: readonly LeadVerdict[]): number {
  return verdicts.reduce((product, { probability }) => product * probability, 1);
}
