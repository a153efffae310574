import { type EcgRow, type EcgStore, storeRecord } from '../datasets/index.ts';
import { EcgError } from '../errors.ts';
import { classProbabilities, type Model, type ModelCard, type ModelFile, modelInput } from '../models/index.ts';
import type { OpenSession } from '../nn/index.ts';
import type { Task } from '../statements/index.ts';
import { requireUnseen, seenFolds } from './seen-folds.ts';
import type { TrainingConfig } from './training-config.ts';
import type { LabelledInputs } from './training-set.ts';
import { probabilitiesOf } from './validation.ts';

/** Records that are prepared and labelled at once. */
const RECORDS_PER_RUN = 16;

/** Who teaches what to whom. */
export interface Teaching {
  readonly learnt: LabelledInputs;
  /** Where the records come from: teachers may take them in another form than the student. */
  readonly store: EcgStore;
  readonly task: Task;
  readonly validationFolds: readonly number[];
  readonly teachers: readonly ModelFile[];
  readonly allowSeenTeachers: boolean;
  readonly openSession: OpenSession;
  readonly threads: number;
}

/** What a card keeps of a teacher: its file and the folds whose labels it learnt from. */
export function teacherFacts({ card, sha256 }: ModelFile): NonNullable<ModelCard['training']['teachers']>[number] {
  return { name: card.name, sha256, folds: [...seenFolds(card.training)] };
}

/** The teachers that a configuration names, which must be those given. @throws EcgError `invalid-argument` */
export function configWithTeachers(config: TrainingConfig, teachers: readonly ModelFile[]): TrainingConfig {
  const { distillation } = config;
  if (distillation === undefined) return config;
  const hashes = (list: readonly { readonly sha256: string }[]) => list.map(({ sha256 }) => sha256.slice(0, 12));
  const [named, given] = [hashes(distillation.teachers), hashes(teachers)];
  if (given.length === 0 || (named.length > 0 && named.join() !== given.join())) {
    const rule = `the teachers must be ${named.length > 0 ? `those of the configuration, ${named}` : 'given'}`;
    throw new EcgError('invalid-argument', `configWithTeachers: ${rule}, got ${given.join() || 'none'}`, {
      named,
      given,
    });
  }
  return { ...config, distillation: { ...distillation, teachers: teachers.map(teacherFacts) } };
}

/**
 * Adds probabilities by teachers to records: for each the mean over the teachers that were not trained on its fold. Records that every
 * teacher was trained on get the mean over all of them where that is allowed. Calibrations are left out: they were fitted on folds too.
 *
 * @throws EcgError `invalid-argument` when a record, or a validation fold, was trained on by those who would label it, and that is not
 *   allowed; `model-mismatch` when a teacher does not cover the task or cannot take a record
 */
export async function labelByTeachers(teaching: Teaching): Promise<LabelledInputs> {
  const { learnt, teachers, validationFolds, allowSeenTeachers, openSession, threads } = teaching;
  const seen = teachers.map(({ card }) => seenFolds(card.training));
  if (!allowSeenTeachers) {
    for (const { card } of teachers) requireUnseen(card, validationFolds);
    requireTeachers(learnt.rows, seen);
  }
  const classes = learnt.classes.length;
  const sums = new Float32Array(learnt.rows.length * classes);
  const counts = new Uint32Array(learnt.rows.length);
  for (const [i, teacher] of teachers.entries()) {
    const records = learnt.rows.flatMap(({ fold }, r) => {
      const blind = !seen[i]?.includes(fold);
      return blind || seen.every((folds) => folds.includes(fold)) ? [r] : [];
    });
    const session = await openSession(teacher.bytes, { threads });
    const answers = await answersOf({ ...teacher, session }, records, teaching).finally(() => session.close());
    records.forEach((r, k) => {
      counts[r] = (counts[r] as number) + 1;
      answers[k]?.forEach((p, c) => {
        sums[r * classes + c] = (sums[r * classes + c] as number) + p;
      });
    });
  }
  return { ...learnt, teacherProbabilities: sums.map((sum, i) => sum / (counts[Math.floor(i / classes)] as number)) };
}

/** A teacher's probabilities of the task's classes for some of the records. */
async function answersOf(
  teacher: Model,
  records: readonly number[],
  { learnt, store, task }: Teaching,
): Promise<Float64Array[]> {
  const { card } = teacher;
  const placeOf = new Map(store.rows.map((row, i) => [row, i]));
  const answers: Float64Array[] = [];
  for (let first = 0; first < records.length; first += RECORDS_PER_RUN) {
    const rows = records.slice(first, first + RECORDS_PER_RUN).map((r) => learnt.rows[r] as EcgRow);
    const inputs = rows.map((row) => modelInput(card, storeRecord(store, placeOf.get(row) as number)));
    for (const raw of await probabilitiesOf(teacher, inputs)) {
      const probabilities = classProbabilities(card, raw).get(task);
      if (probabilities?.length !== learnt.classes.length) {
        const rule = `teacher ${card.name} must cover task ${task}`;
        throw new EcgError('model-mismatch', `labelByTeachers: ${rule}, got task ${card.task}`, { task });
      }
      answers.push(probabilities);
    }
  }
  return answers;
}

/** Every record needs a teacher that was not trained on its fold. */
function requireTeachers(rows: readonly EcgRow[], seen: readonly (readonly number[])[]): void {
  const refused = rows.filter(({ fold }) => seen.every((folds) => folds.includes(fold)));
  if (refused.length === 0) return;
  const folds = [...new Set(refused.map(({ fold }) => fold))].sort((a, b) => a - b);
  const rule = 'every record must have a teacher that was not trained on its fold, unless seen teachers are allowed';
  throw new EcgError(
    'invalid-argument',
    `labelByTeachers: ${rule}, got ${refused.length} records without one in folds ${folds.join(', ')}`,
    { folds },
  );
}
