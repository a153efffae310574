import type { Measurements } from '../features/index.ts';

/** Values that one reason kept from being measured. */
export interface NotMeasured {
  readonly reason: string;
  readonly values: readonly { readonly group: keyof Measurements; readonly field: string; readonly lead?: string }[];
}

/** Reasons that tell of something seen, not of something that could not be measured. */
const SEEN =
  /^(there is no |JT is given |Bazett's formula |every P wave is conducted|P does not end with a negative part)/;

/** Of shorter records nobody expects heart rate variability, and nobody is told why there is none. */
const HRV_EXPECTED_SEC = 60;

/** What could not be measured on a record, reason by reason. */
export function notMeasured(measurements: Measurements, durationSec: number): readonly NotMeasured[] {
  const byReason = new Map<string, NotMeasured['values'][number][]>();
  for (const { notMeasured: reasons, ...where } of groupsOf(measurements, durationSec)) {
    for (const [field, reason] of Object.entries(reasons)) {
      if (reason === undefined || SEEN.test(reason)) continue;
      byReason.set(reason, [...(byReason.get(reason) ?? []), { ...where, field }]);
    }
  }
  return [...byReason].map(([reason, values]) => ({ reason, values }));
}

interface Group {
  readonly group: keyof Measurements;
  readonly lead?: string;
  readonly notMeasured: Readonly<Partial<Record<string, string>>>;
}

function groupsOf({ leads, hrv, ...others }: Measurements, durationSec: number): readonly Group[] {
  const groups = durationSec < HRV_EXPECTED_SEC ? others : { ...others, hrv };
  return [
    ...Object.entries(groups).map(([group, values]) => ({ group: group as keyof Measurements, ...pick(values) })),
    ...Object.entries(leads).map(([lead, values]) => ({ group: 'leads' as const, lead, ...pick(values) })),
  ];
}

function pick<T extends Pick<Group, 'notMeasured'>>({ notMeasured: reasons }: T): Pick<Group, 'notMeasured'> {
  return { notMeasured: reasons };
}
