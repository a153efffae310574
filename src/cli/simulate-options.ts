import { InvalidArgumentError } from 'commander';
import {
  ECTOPIC_ORIGINS,
  ECTOPIC_PATTERNS,
  FAULT_PLACES,
  SIMULATED_FAULTS,
  SIMULATED_NOISES,
  type SimulatedEctopy,
  type SimulatedFault,
  type SimulatedNoise,
} from '../record/index.ts';

/** Option values of `einthoven simulate` that are made of parts; commander names the option when a parser throws. */

/** Premature beats by the name of their origin and pattern: `ventricular-bigeminy`. */
export const ECTOPIES: ReadonlyMap<string, SimulatedEctopy> = new Map(
  ECTOPIC_ORIGINS.flatMap((origin) => ECTOPIC_PATTERNS.map((pattern) => [`${origin}-${pattern}`, { origin, pattern }])),
);

/** How noise may be written, for help. */
export const NOISE_FORMS = Object.keys(SIMULATED_NOISES).map((kind) => `${kind}=<mV rms>`);

/** How faults may be written, for help. */
export const FAULT_FORMS = Object.entries(SIMULATED_FAULTS).map(([kind, fields]) =>
  [kind, ...fields.map((field) => `${field}=…`)].join(','),
);

/** The places that faults can be at, for help. */
export const FAULT_PLACE_TEXT = Object.entries(FAULT_PLACES)
  .map(([field, places]) => `${field} is one of ${places.join(', ')}`)
  .join('; ');

/** Gathers `wander=0.1`; a kind that is given twice keeps the last. */
export function noise(text: string, earlier: SimulatedNoise = {}): SimulatedNoise {
  const [kind = '', size] = text.split('=');
  if (!Object.hasOwn(SIMULATED_NOISES, kind) || size === undefined) {
    throw new InvalidArgumentError(`It must read ${NOISE_FORMS.join(' or ')}.`);
  }
  return { ...earlier, [SIMULATED_NOISES[kind as keyof typeof SIMULATED_NOISES]]: amount(size, kind) };
}

/** Gathers `saturation,lead=V1,levelMv=5,fromSec=2,toSec=4`. */
export function fault(text: string, earlier: readonly SimulatedFault[] = []): readonly SimulatedFault[] {
  const [kind = '', ...pairs] = text.split(',');
  if (!Object.hasOwn(SIMULATED_FAULTS, kind)) {
    throw new InvalidArgumentError(`It must begin with ${Object.keys(SIMULATED_FAULTS).join(', ')}.`);
  }
  const needed: readonly string[] = SIMULATED_FAULTS[kind as SimulatedFault['kind']];
  const fields = [...needed, 'fromSec', 'toSec'];
  const values = pairs.map((pair): [string, string | number] => {
    const [field = '', value = ''] = pair.split('=');
    if (!fields.includes(field)) throw new InvalidArgumentError(`A ${kind} has ${fields.join(', ')}, not ${field}.`);
    return [field, field in FAULT_PLACES ? value : amount(value, field)];
  });
  const missing = needed.filter((field) => !values.some(([name]) => name === field));
  if (missing.length > 0) throw new InvalidArgumentError(`A ${kind} needs ${missing.join(' and ')}.`);
  // Whether places and times are possible, the simulator says.
  return [...earlier, { kind, ...Object.fromEntries(values) } as SimulatedFault];
}

/** Names separated by commas. */
export const names = (text: string): readonly string[] => text.split(',').map((name) => name.trim());

function amount(text: string, name: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError(`${name} must be a number, got ${text || 'nothing'}.`);
}
