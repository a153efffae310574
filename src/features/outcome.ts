/** In place of a value: why there is none, in words. */
export class NoValue {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** A value, or why there is none. */
export type Outcome<T> = T | NoValue;

/**
 * A group of measurements: values by name, and beside them in `notMeasured` a reason in words for each that is `undefined`. A field
 * is there or its reason is; never both, never neither.
 */
export type Measured<T> = { readonly [Name in keyof T]: T[Name] | undefined } & {
  readonly notMeasured: Readonly<Partial<Record<keyof T, string>>>;
};

/** A group out of its outcomes. */
export function gather<T extends object>(outcomes: { readonly [Name in keyof T]: Outcome<T[Name]> }): Measured<T> {
  const values: Record<string, unknown> = {};
  const notMeasured: Record<string, string> = {};
  for (const [name, outcome] of Object.entries(outcomes)) {
    values[name] = outcome instanceof NoValue ? undefined : outcome;
    if (outcome instanceof NoValue) notMeasured[name] = outcome.reason;
  }
  return { ...values, notMeasured } as Measured<T>;
}

/** What `use` makes of a value; no value stays no value. */
export function mapOutcome<A, B>(outcome: Outcome<A>, use: (value: A) => Outcome<B>): Outcome<B> {
  return outcome instanceof NoValue ? outcome : use(outcome);
}
