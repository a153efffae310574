import type { Segment } from '../segments.ts';
import { TERRITORIES } from '../territories.table.ts';

/**
 * Where attribution of a class should lie, if the network looks where clinicians do: segments of the beat whose share of attribution should exceed
 * their share of time. Rautaharju PM et al. 2009 (ST and T) and Surawicz B et al. 2009 (conduction), AHA/ACCF/HRS recommendations
 * parts IV and III, Circulation 119:e241 and e235; Thygesen K et al. 2018 (infarction: Q is in QRS), Circulation 138:e618. In atrial fibrillation there is
 * no P to look at, but the stretch from T to QRS; in atrioventricular block it is P and what follows it.
 */
export const EXPECTED_SEGMENTS: Readonly<Record<string, readonly Segment[]>> = {
  STTC: ['ST', 'T'],
  CD: ['QRS'],
  MI: ['QRS', 'ST'],
  AFIB: ['P', 'rest'],
  '1AVB': ['P', 'rest'],
};

/** The leads over the infarct of a record with these statements; `undefined` where there is none, or more than one place. */
export function expectedLeads(statements: readonly string[]): readonly string[] | undefined {
  const found = Object.values(TERRITORIES).filter(({ statements: own }) =>
    own.some((statement) => statements.includes(statement)),
  );
  return found.length === 1 ? found[0]?.leads : undefined;
}
