import { EcgError } from '../errors.ts';
import type { ModelCard } from '../models/index.ts';
import { classMembers, type Task, taskClasses, taskMembers } from '../statements/index.ts';

/** What of a card says how its outputs become classes. */
export type ClassForm = Pick<ModelCard, 'name' | 'task' | 'outputs' | 'windowAggregation' | 'classAggregation'>;

/** A class of a task, with the outputs of a model that gather into it. */
export interface ExplainedClass {
  readonly task: Task;
  readonly class: string;
  /** Columns among the model's outputs. */
  readonly columns: readonly number[];
}

/** Where a class is looked for when no task is named: names like NORM stand in several. */
const SEARCHED: readonly Task[] = ['superdiagnostic', 'all', 'subdiagnostic', 'diagnostic', 'form', 'rhythm'];

/**
 * Finds a class among those that a model answers for.
 *
 * @param task where to look; unless said, the first of superdiagnostic, all, subdiagnostic that has the class and that the model covers
 * @throws EcgError `invalid-argument` listing the classes, when there is none of that name
 */
export function explainedClass(card: ClassForm, name: string, task?: Task): ExplainedClass {
  const known = new Set(card.outputs);
  const isCovered = (one: Task) => one === card.task || taskMembers(one).every((code) => known.has(code));
  const searched = (task === undefined ? SEARCHED : [task]).filter(isCovered);
  const found = searched.find((one) => taskClasses(one).includes(name));
  if (found === undefined) {
    const classes = [...new Set(searched.flatMap((one) => taskClasses(one)))];
    const where = task === undefined ? '' : ` of task ${task}`;
    throw new EcgError(
      'invalid-argument',
      `explainedClass: model ${card.name} has no class ${name}${where}; it has ${classes.join(', ') || 'none there'}`,
      { class: name, task },
    );
  }
  const members = found === card.task ? [name] : classMembers(found, name);
  return { task: found, class: name, columns: members.map((code) => card.outputs.indexOf(code)) };
}

/** Log-odds of a class for one record, and how they depend on the network's logits. */
export interface ClassLogOdds {
  /** ln(p / (1 − p)) of the class's probability before calibration, which is affine in it. */
  readonly logOdds: number;
  /** Their gradient by the logits, `[windows × outputs]`. */
  readonly slopes: Float32Array;
}

/**
 * Log-odds of a class, as prediction gathers it: the probability of each statement over the windows (mean or maximum), then the
 * statements (noisy-OR or maximum).
 *
 * With noisy-OR and a mean of W windows, p = 1 − ∏ₖ(1 − pₖ) and pₖ = mean of σ(z), so that ∂logit p / ∂z = σ(z)(1 − σ(z)) / (W · p · (1 − pₖ)).
 * A maximum hands the gradient to the window, or the statement, that is the largest. All in double precision: near 0 and 1 the factors
 * cancel.
 *
 * @param logits `[windows × outputs]` of one record
 */
export function classLogOdds(card: ClassForm, { columns }: ExplainedClass, logits: Float32Array): ClassLogOdds {
  const outputs = card.outputs.length;
  const windows = logits.length / outputs;
  const gathered = columns.map((column) => gatherWindows(card, logits, column));
  const largest = gathered.reduce((a, b) => (b.present > a.present ? b : a));
  const used = card.classAggregation === 'max' ? [largest] : gathered;
  const logAbsent = used.reduce((sum, { absent }) => sum + Math.log(absent), 0);
  const present = -Math.expm1(logAbsent);
  const slopes = new Float32Array(logits.length);
  for (const { column, absent, byWindow } of used) {
    for (let w = 0; w < windows; w++) slopes[w * outputs + column] = (byWindow[w] as number) / (present * absent);
  }
  return { logOdds: Math.log(present) - logAbsent, slopes };
}

interface GatheredStatement {
  readonly column: number;
  readonly present: number;
  readonly absent: number;
  /** Gradient of `present` by the logit of each window. */
  readonly byWindow: Float64Array;
}

function gatherWindows(
  { windowAggregation, outputs }: ClassForm,
  logits: Float32Array,
  column: number,
): GatheredStatement {
  const windows = logits.length / outputs.length;
  const z = Float64Array.from({ length: windows }, (_, w) => logits[w * outputs.length + column] as number);
  const highest = z.indexOf(Math.max(...z));
  const weights = z.map((_, w) => (windowAggregation === 'mean' ? 1 / windows : Number(w === highest)));
  let [present, absent] = [0, 0];
  const byWindow = new Float64Array(windows);
  for (let w = 0; w < windows; w++) {
    const weight = weights[w] as number;
    // Each from its own exponential: 1 − p would lose what is below 1e-16.
    const [p, q] = [1 / (1 + Math.exp(-(z[w] as number))), 1 / (1 + Math.exp(z[w] as number))];
    present += weight * p;
    absent += weight * q;
    byWindow[w] = weight * p * q;
  }
  return { column, present, absent, byWindow };
}
