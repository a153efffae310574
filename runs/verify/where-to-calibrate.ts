import {
  applyCalibration,
  bootstrapIntervals,
  calibrationError,
  fitCalibration,
  logLoss,
} from '../../src/evaluate/index.ts';
import { createRandom } from '../../src/random.ts';

/** One class of a cross-validation. */
export interface OutOfFoldClass {
  /** `[records]` */
  readonly labels: ArrayLike<number>;
  /** Probabilities by networks that did not see the record, `[records]`. */
  readonly scores: ArrayLike<number>;
}

/** Where records come from: patient, and the group whose network did not see them. */
export interface OutOfFoldRecord {
  readonly patient: string;
  readonly group: number;
}

/** Figures of both ways to calibrate a class, on the same records. */
export interface WhereToCalibrate {
  readonly ownLogLoss: number;
  readonly othersLogLoss: number;
  /** Others less own, over records. */
  readonly difference: number;
  readonly differenceInterval: readonly [number, number] | undefined;
  readonly ownEce: number;
  readonly othersEce: number;
}

/** Records of the network's own group that it is calibrated by: about as many as one fold holds. */
const OWN_RECORDS = 250;
/** Draws of those records. */
const DRAWS = 20;
const SEED = 1;

/**
 * Two ways to calibrate a network by Platt scaling, judged on records that took no part in either: on some 250 records that it did not see, as
 * one validation fold would give, or on the records of all other groups, about which other networks of the same recipe answered. Each group in turn,
 * 20 draws of the 250 by patient, the rest of the group judged; log losses are first averaged by record.
 */
export function whereToCalibrate(
  { labels, scores }: OutOfFoldClass,
  records: readonly OutOfFoldRecord[],
): WhereToCalibrate {
  const random = createRandom(SEED);
  const groups = [...new Set(records.map(({ group }) => group))];
  const losses = records.map(() => ({ draws: 0, own: 0, others: 0 }));
  const errors: { readonly own: number; readonly others: number }[] = [];
  const fitOn = (places: readonly number[]) => {
    const calibration = fitCalibration(
      'platt',
      places.map((i) => labels[i] as number),
      places.map((i) => scores[i] as number),
    );
    return (i: number) => (calibration ? applyCalibration(calibration, scores[i] as number) : (scores[i] as number));
  };
  for (const group of groups) {
    const members = records.flatMap((one, i) => (one.group === group ? [i] : []));
    const byOthers = fitOn(records.flatMap((one, i) => (one.group === group ? [] : [i])));
    for (let draw = 0; draw < DRAWS; draw++) {
      const drawn = firstPatients(
        random.shuffle([...new Set(members.map((i) => records[i]?.patient as string))]),
        members,
        records,
      );
      const byOwn = fitOn(members.filter((i) => drawn.has(records[i]?.patient as string)));
      const judged = members.filter((i) => !drawn.has(records[i]?.patient as string));
      const truth = judged.map((i) => labels[i] as number);
      errors.push({
        own: calibrationError(truth, judged.map(byOwn)) as number,
        others: calibrationError(truth, judged.map(byOthers)) as number,
      });
      for (const i of judged) {
        const one = losses[i] as (typeof losses)[number];
        const lossOf = (p: number) => logLoss([labels[i] as number], [p]) as number;
        one.draws += 1;
        one.own += lossOf(byOwn(i));
        one.others += lossOf(byOthers(i));
      }
    }
  }
  const judged = losses.flatMap(({ draws, own, others }, i) =>
    draws === 0 ? [] : [{ own: own / draws, others: others / draws, patient: records[i]?.patient as string }],
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const differences = judged.map(({ own, others }) => others - own);
  const [interval] = bootstrapIntervals(
    judged.length,
    [(counts) => [differences.reduce((sum, value, i) => sum + value * (counts[i] as number), 0) / total(counts)]],
    { groups: judged.map(({ patient }) => patient), random: createRandom(SEED) },
  );
  return {
    ownLogLoss: mean(judged.map(({ own }) => own)),
    othersLogLoss: mean(judged.map(({ others }) => others)),
    difference: mean(differences),
    differenceInterval: interval?.[0],
    ownEce: mean(errors.map(({ own }) => own)),
    othersEce: mean(errors.map(({ others }) => others)),
  };
}

/** The first patients whose records are enough. */
function firstPatients(
  patients: readonly string[],
  members: readonly number[],
  records: readonly OutOfFoldRecord[],
): ReadonlySet<string> {
  const count = new Map<string, number>();
  for (const i of members) {
    const { patient } = records[i] as OutOfFoldRecord;
    count.set(patient, (count.get(patient) ?? 0) + 1);
  }
  const drawn = new Set<string>();
  let taken = 0;
  for (const patient of patients) {
    if (taken >= OWN_RECORDS) break;
    drawn.add(patient);
    taken += count.get(patient) as number;
  }
  return drawn;
}

const total = (counts: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < counts.length; i++) sum += counts[i] as number;
  return sum;
};
