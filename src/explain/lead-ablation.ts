import type { ModelInput } from '../models/index.ts';
import type { ExplainedClass } from './explained-class.ts';
import { type Explainer, logOddsOf, samplesOf, withSamples } from './explainer.ts';

/** Log-odds of a class when leads are taken away. */
export interface LeadAblation {
  /** With all leads. */
  readonly logOdds: number;
  /** By group: log-odds without its leads, and with them alone. */
  readonly groups: Readonly<Record<string, { readonly without: number; readonly alone: number }>>;
}

/**
 * Takes groups of leads away, and all but them: their samples become zero, the mean that preparation gives every lead. What the network
 * says of such inputs, which it has hardly met in training, is what it says, not what a clinician would see in those leads. Limb leads depend on
 * each other (any two give all six), so taking one away takes away its weight in the network, and no information.
 *
 * @param groups names of leads by name of the group: single leads, `TERRITORIES`; leads that the model does not take are left out
 */
export async function ablateLeads(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<LeadAblation> {
  const names = Object.keys(input.signal.leads);
  const samples = samplesOf(input);
  const length = samples.length / names.length;
  const keeping = (keep: (lead: string) => boolean) =>
    withSamples(
      input,
      samples.map((value, place) => (keep(names[Math.floor(place / length)] as string) ? value : 0)),
    );
  const entries = Object.entries(groups);
  const inputs = entries.flatMap(([, leads]) => [
    keeping((lead) => !leads.includes(lead)),
    keeping((lead) => leads.includes(lead)),
  ]);
  const [whole, ...odds] = await logOddsOf(explainer, target, [input, ...inputs]);
  return {
    logOdds: whole?.logOdds as number,
    groups: Object.fromEntries(
      entries.map(([name], i) => [
        name,
        { without: odds[2 * i]?.logOdds as number, alone: odds[2 * i + 1]?.logOdds as number },
      ]),
    ),
  };
}
