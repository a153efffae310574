import { EcgError } from '../errors.ts';

/** What was so and what was said, for the same records and classes. */
export interface Predictions {
  /** Class names, all different. */
  readonly classes: readonly string[];
  /** 0 or 1, `[records × classes]`, row-major. Several classes of a record may be 1 (multi-label). */
  readonly labels: ArrayLike<number>;
  /** Probabilities or any other numbers but NaN, higher means more likely, `[records × classes]`, row-major. */
  readonly scores: ArrayLike<number>;
}

/**
 * Refuses predictions that no figure can be measured on, and counts their records.
 *
 * @param caller name of the calling function, for the message
 * @returns number of records
 * @throws EcgError `invalid-argument`, naming record (from 0) and class: lengths that differ or are no multiple of the
 *   classes, no record, no class, a class named twice, a label that is neither 0 nor 1, a NaN score
 */
export function checkPredictions(caller: string, { classes, labels, scores }: Predictions): number {
  const twice = classes.find((name, i) => classes.indexOf(name) !== i);
  if (twice !== undefined) refuse(caller, `classes must differ, got ${twice} twice`, { class: twice });
  const records = labels.length / classes.length;
  if (!Number.isInteger(records) || records === 0 || scores.length !== labels.length) {
    const shape = `[records × ${classes.length} classes]`;
    const got = `${labels.length} labels and ${scores.length} scores`;
    refuse(caller, `labels and scores must both be ${shape}, got ${got}`, {
      classes: classes.length,
      labels: labels.length,
      scores: scores.length,
    });
  }
  for (let i = 0; i < labels.length; i++) {
    const isLabel = labels[i] === 0 || labels[i] === 1;
    if (isLabel && !Number.isNaN(scores[i])) continue;
    const place = { record: Math.floor(i / classes.length), class: classes[i % classes.length] };
    const rule = isLabel ? 'scores must be numbers, got NaN' : `labels must be 0 or 1, got ${labels[i]}`;
    refuse(caller, `${rule} at record ${place.record}, class ${place.class}`, place);
  }
  return records;
}

function refuse(caller: string, rule: string, details: Record<string, unknown>): never {
  throw new EcgError('invalid-argument', `${caller}: ${rule}`, details);
}

/** One column of a row-major matrix, `[records]`. */
export function classColumn(values: ArrayLike<number>, classCount: number, index: number): Float64Array {
  return Float64Array.from({ length: values.length / classCount }, (_, i) => values[i * classCount + index] as number);
}

/** Only the given records of the predictions, in the given order; indices may repeat. */
export function selectRecords({ classes, labels, scores }: Predictions, records: readonly number[]): Predictions {
  const pick = (values: ArrayLike<number>) => {
    const picked = new Float64Array(records.length * classes.length);
    records.forEach((record, row) => {
      for (let c = 0; c < classes.length; c++) {
        picked[row * classes.length + c] = values[record * classes.length + c] as number;
      }
    });
    return picked;
  };
  return { classes, labels: pick(labels), scores: pick(scores) };
}
