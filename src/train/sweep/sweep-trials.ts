import { EcgError } from '../../errors.ts';
import { createRandom, type Random } from '../../random.ts';
import { type ScreenedField, screeningSettings } from './screening.ts';
import type { SweepConfig } from './sweep-config.ts';

/** Values of the searched fields, by dotted path; `null` leaves a field out. */
export type TrialSettings = Readonly<Record<string, unknown>>;

/** Draws allowed per trial wanted, before the space counts as exhausted. */
const DRAWS_PER_TRIAL = 100;

/**
 * The settings that a sweep tries, each once.
 *
 * @throws EcgError `invalid-argument` naming the field: a range in a grid, one that nothing can be drawn from, or more than one value in a screening
 * @example
 * sweepSettings(sweepConfigSchema.parse({ search: { batch: [32, 64] } })) // => [{ batch: 32 }, { batch: 64 }]
 */
export function sweepSettings(sweep: SweepConfig): readonly TrialSettings[] {
  const fields = Object.entries(sweep.search);
  for (const [path, space] of fields) requireUsable(path, space, sweep.method);
  if (sweep.method === 'grid') return gridOf(fields as [string, readonly unknown[]][]);
  if (sweep.method === 'screen') return screeningSettings(screenedFields(sweep));
  const random = createRandom(sweep.seed);
  const found = new Map<string, TrialSettings>();
  for (let draw = 0; draw < sweep.trials * DRAWS_PER_TRIAL && found.size < sweep.trials; draw++) {
    const settings = Object.fromEntries(fields.map(([path, space]) => [path, drawn(space, random)]));
    found.set(JSON.stringify(settings), settings);
  }
  return [...found.values()];
}

type Space = SweepConfig['search'][string];

/** What a screening changes. */
export function screenedFields({ search }: Pick<SweepConfig, 'search'>): readonly ScreenedField[] {
  return Object.entries(search).map(([path, space]) => [path, (space as readonly unknown[])[0]]);
}

function requireUsable(path: string, space: Space, method: SweepConfig['method']): void {
  const refuse = (rule: string): never => {
    throw new EcgError('invalid-argument', `sweep: search.${path} ${rule}`, { path });
  };
  if (Array.isArray(space)) {
    if (method === 'screen' && space.length !== 1)
      refuse(`must be a list of one value in a screening, which is compared with the base's, got ${space.length}`);
    return;
  }
  const { from, to, scale } = space as Exclude<Space, unknown[]>;
  const rule =
    method !== 'random'
      ? `must be a list in a ${method === 'grid' ? 'grid' : 'screening'}, got a range`
      : from >= to
        ? `must have from below to, got ${from} and ${to}`
        : scale === 'log' && from <= 0
          ? `must have a positive from on a log scale, got ${from}`
          : undefined;
  if (rule !== undefined) refuse(rule);
}

function gridOf(fields: readonly (readonly [string, readonly unknown[]])[]): readonly TrialSettings[] {
  let trials: readonly TrialSettings[] = [{}];
  for (const [path, values] of fields) {
    trials = trials.flatMap((settings) => values.map((value) => ({ ...settings, [path]: value })));
  }
  return trials;
}

function drawn(space: Space, random: Random): unknown {
  if (Array.isArray(space)) return space[random.integer(space.length)];
  const { from, to, scale, whole } = space as Exclude<Space, unknown[]>;
  const share = random.uniform();
  const value = scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  return whole ? Math.round(value) : value;
}

/**
 * Fields of a configuration with a trial's settings in their places; what lies between is made where it is missing.
 *
 * @throws EcgError `invalid-argument` when a path leads through something that is no object
 * @example
 * withSettings({ batch: 64 }, { 'mixing.mixup': { probability: 0.5 } }) // => { batch: 64, mixing: { mixup: { probability: 0.5 } } }
 */
export function withSettings(
  fields: Readonly<Record<string, unknown>>,
  settings: TrialSettings,
): Record<string, unknown> {
  let result = { ...fields };
  for (const [path, value] of Object.entries(settings)) result = placed(result, path.split('.'), value, path);
  return result;
}

function placed(
  fields: Readonly<Record<string, unknown>>,
  [name = '', ...rest]: readonly string[],
  value: unknown,
  path: string,
): Record<string, unknown> {
  if (rest.length === 0) {
    const { [name]: _, ...others } = fields;
    return value === null ? others : { ...others, [name]: value };
  }
  const inner = fields[name] ?? {};
  if (typeof inner !== 'object' || Array.isArray(inner)) {
    throw new EcgError(
      'invalid-argument',
      `sweep: search.${path} must lead through objects, got ${JSON.stringify(inner)} at ${name}`,
      { path },
    );
  }
  return { ...fields, [name]: placed(inner as Record<string, unknown>, rest, value, path) };
}

/**
 * The best 1/eta, one at least, of what is ranked by a figure, best first; what has none goes last.
 *
 * @example
 * survivors([{ figure: 0.7 }, { figure: undefined }, { figure: 0.9 }], 2) // => [{ figure: 0.9 }, { figure: 0.7 }]
 */
export function survivors<T extends { readonly figure: number | undefined }>(
  ranked: readonly T[],
  eta: number,
): readonly T[] {
  const order = [...ranked].sort((a, b) => (b.figure ?? -1) - (a.figure ?? -1));
  return order.slice(0, Math.max(1, Math.ceil(ranked.length / eta)));
}
