import type { EcgRow } from '../datasets/index.ts';

const AGE_BANDS = [
  { name: 'age < 40', below: 40 },
  { name: 'age 40–59', below: 60 },
  { name: 'age 60–79', below: 80 },
  { name: 'age ≥ 80', below: Number.POSITIVE_INFINITY },
] as const;

/** Indices of rows by sex and by age band (the bands of the PTB-XL protocol). Rows that state neither are in no subgroup. */
export function subgroupsOf(rows: readonly Pick<EcgRow, 'sex' | 'ageYears'>[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>([
    ['female', []],
    ['male', []],
    ...AGE_BANDS.map(({ name }): [string, number[]] => [name, []]),
  ]);
  rows.forEach(({ sex, ageYears }, row) => {
    if (sex !== undefined) groups.get(sex)?.push(row);
    const band = ageYears === undefined ? undefined : AGE_BANDS.find(({ below }) => ageYears < below);
    if (band !== undefined) groups.get(band.name)?.push(row);
  });
  return groups;
}
