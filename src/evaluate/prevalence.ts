import { EcgError } from '../errors.ts';

/**
 * A calibrated probability of one class where the class is more or less frequent than among the records that the
 * calibration was fitted on (Elkan 2001, theorem 2; Saerens, Latinne & Decaestecker 2002): the odds times the ratio of
 * the prior odds.
 *
 * It holds where only the frequency differs, and the records with the class, and those without it, look as they did:
 * other devices, other patients or another way of labelling are not mended.
 *
 * @param probability in [0, 1]
 * @param from prevalence among the records of the calibration, within (0, 1)
 * @param to prevalence where the probability is used, within (0, 1)
 * @throws EcgError `invalid-argument` when a value is out of range
 * @example
 * adjustToPrevalence(0.8, 0.5, 0.1) // => 0.307692
 */
export function adjustToPrevalence(probability: number, from: number, to: number): number {
  for (const prevalence of [from, to]) {
    if (prevalence > 0 && prevalence < 1) continue;
    const rule = 'prevalences must lie within (0, 1)';
    throw new EcgError('invalid-argument', `adjustToPrevalence: ${rule}, got ${prevalence}`, { prevalence });
  }
  if (!(probability >= 0 && probability <= 1)) {
    const rule = 'the probability must lie in [0, 1]';
    throw new EcgError('invalid-argument', `adjustToPrevalence: ${rule}, got ${probability}`, { probability });
  }
  const present = probability * (to / from);
  return present / (present + (1 - probability) * ((1 - to) / (1 - from)));
}
