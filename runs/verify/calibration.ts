import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EcgRow, type EcgStore, labelRows } from '../../src/datasets/index.ts';
import {
  type CalibrationJudgement,
  type Coverage,
  crossFitClasses,
  dealGroups,
  judgeCalibration,
  type Predictions,
  readNpy,
} from '../../src/evaluate/index.ts';
import { loadStore, openModel, openWorkerSession } from '../../src/node.ts';
import { createRandom } from '../../src/random.ts';
import { divisionsOf, foldGroups, judgeDecisions, labelledInputs, probabilitiesOf } from '../../src/train/index.ts';
import type { Measured, Section } from './section.ts';
import { whereToCalibrate } from './where-to-calibrate.ts';

const TASK = 'superdiagnostic';
const LEVEL = 0.9;
const PARTS = 5;
const SEED = 1;
const FOLDS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
/** Groups of folds of the cross-validation. */
const GROUPS = 3;

/** What the project promises, of cross-fitted figures. */
const PROMISED = { ece: 0.04, overall: [0.88, 0.92], subgroup: 0.85, subgroupRecords: 100 } as const;

/** Out-of-fold predictions of `einthoven cross-validate` with the configuration beside them. */
const CROSS_VALIDATION = join(import.meta.dirname, '../calibration');

const figure = (value: number | undefined) => value?.toFixed(3) ?? '–';
const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`;
const range = (bounds: readonly [number, number] | undefined) =>
  bounds ? `${figure(bounds[0])}–${figure(bounds[1])}` : '–';

/** Calibration and confidence sets of the bundled model on fold 9, and of a cross-validation. */
export const calibration: Section = {
  name: 'calibration',
  data: ['ptbxl', 'ptbxl-z'],
  async measure(folders): Promise<Measured> {
    const store = await loadStore([...folders], { folds: FOLDS });
    const pooled = ofCrossValidation(store);
    const parts = [
      await bundledModel(store),
      { ...crossFitted(pooled), title: `${pooled.name}, folds 1–9 out of fold, ${pooled.rows.length} records:` },
    ];
    const markdown = [
      `Cross-fitted: every fifth of the patients is calibrated, and given confidence sets of ${100 * LEVEL} %, by fits on the others; method by class as \`einthoven calibrate\` chooses it. 95 % intervals by bootstrap over patients (resampling adds to an ECE, so read its upper end as a bound); *by chance* is the ECE that a perfectly calibrated model would have on so many records.`,
      ...parts.flatMap(({ title, lines }) => ['', title, '', ...lines]),
      '',
      ...whereLines(pooled),
    ].join('\n');
    return {
      markdown,
      shortfalls: parts.flatMap(({ title, shortfalls }) => shortfalls.map((one) => `${title} ${one}`)),
    };
  },
};

/** The bundled model on fold 9: its own calibration where the card's was fitted elsewhere, else cross-fitted. */
async function bundledModel(store: EcgStore) {
  const model = await openModel('default', { open: openWorkerSession });
  const { card, sha256 } = model;
  const validation = labelledInputs(store, [9], TASK, card);
  const raw = await probabilitiesOf(model, validation.inputs).finally(() => model.session.close());
  const { judgement } = judgeDecisions(card, validation, raw, { level: LEVEL }, { seed: SEED });
  const where = card.decisionFolds.includes(9)
    ? 'cross-fitted'
    : `calibrated out of fold on folds ${card.decisionFolds.join(', ')}, sets cross-fitted`;
  const title = `\`${card.name} (${sha256.slice(0, 12)})\`, fold 9, ${validation.rows.length} records, ${where}:`;
  return { title, lines: linesOf(judgement), shortfalls: shortfallsOf(judgement) };
}

interface Pooled extends Predictions {
  readonly name: string;
  readonly rows: readonly EcgRow[];
}

function ofCrossValidation(store: EcgStore): Pooled {
  const read = (name: string) => readNpy(readFileSync(join(CROSS_VALIDATION, `${name}.npy`)), name).values;
  const rowOf = new Map(store.rows.map((row) => [row.ecgId, row]));
  const rows = Array.from(read('ids'), (id) => rowOf.get(id) as EcgRow);
  const { classes, labels } = labelRows(rows, TASK);
  return {
    name: 'Cross-validation (`runs/calibration/cross-validation.json`)',
    rows,
    classes,
    labels,
    scores: read('scores'),
  };
}

function crossFitted({ rows, classes, labels, scores }: Pooled) {
  const groups = rows.map(({ patientId }) => patientId);
  const partOf = dealGroups(groups, PARTS, createRandom(SEED));
  const fitted = crossFitClasses({ classes, labels, scores }, { partOf, method: 'best', level: LEVEL });
  const judging = { groups, divisions: divisionsOf(rows), random: createRandom(SEED) };
  const judgement = judgeCalibration(fitted, judging);
  return { lines: linesOf(judgement), shortfalls: shortfallsOf(judgement) };
}

/** Whether a calibration is better fitted on one fold, or on all others out of fold. */
function whereLines({ rows, classes, labels, scores }: Pooled): string[] {
  const groups = foldGroups(FOLDS, GROUPS);
  const records = rows.map(({ patientId, fold }) => ({
    patient: patientId,
    group: groups.find(({ heldOutFolds }) => heldOutFolds.includes(fold))?.group as number,
  }));
  const column = (values: ArrayLike<number>, c: number) => rows.map((_, i) => values[i * classes.length + c] as number);
  return [
    'Platt scaling of each of the three networks by 250 records that it did not see (20 draws), or by the other two groups, about which the other two networks answered; judged on the rest of the group:',
    '',
    '| class | log loss, 250 records | log loss, other groups | difference (95 %) | ECE, 250 records | ECE, other groups |',
    '|---|---|---|---|---|---|',
    ...classes.map((name, c) => {
      const found = whereToCalibrate({ labels: column(labels, c), scores: column(scores, c) }, records);
      const { ownLogLoss, othersLogLoss, difference, differenceInterval, ownEce, othersEce } = found;
      const change = `${signed(difference)} (${differenceInterval?.map(signed).join(' to ') ?? '–'})`;
      return `| ${[name, figure(ownLogLoss), figure(othersLogLoss), change, figure(ownEce), figure(othersEce)].join(' | ')} |`;
    }),
  ];
}

function linesOf({ classes, overall, subgroups }: CalibrationJudgement): string[] {
  const coverage = (name: string, { records, coverage: held, interval }: Coverage) =>
    `| ${name} | ${records} | ${figure(held)} | ${range(interval)} |`;
  return [
    '| class | records with it | ECE before | ECE | 95 % interval | by chance | log loss before | log loss | set holds the truth: all | with the class | without | one decision |',
    '|---|---|---|---|---|---|---|---|---|---|---|---|',
    ...classes.map((c) => {
      const errors = [figure(c.eceBefore), figure(c.ece), range(c.eceInterval), figure(c.eceByChance)];
      const rest = [c.logLossBefore, c.logLoss, c.coverage, c.coverageOfPresent, c.coverageOfAbsent, c.decided];
      return `| ${[c.class, String(c.positives), ...errors, ...rest.map(figure)].join(' | ')} |`;
    }),
    '',
    '| confidence sets | records | hold the truth | 95 % interval |',
    '|---|---|---|---|',
    coverage('**all**', overall),
    ...subgroups.map((group) => coverage(group.subgroup, group)),
  ];
}

function shortfallsOf({ classes, overall, subgroups }: CalibrationJudgement): string[] {
  const [least, most] = PROMISED.overall;
  const held = overall.coverage ?? 0;
  return [
    ...classes.flatMap(({ class: name, ece }) =>
      (ece ?? 1) <= PROMISED.ece ? [] : [`ECE of ${name} must be at most ${PROMISED.ece}, got ${figure(ece)}`],
    ),
    ...(held >= least && held <= most ? [] : [`sets must hold the truth in ${least} to ${most}, got ${figure(held)}`]),
    ...subgroups.flatMap(({ subgroup, records, coverage }) =>
      records < PROMISED.subgroupRecords || (coverage ?? 0) >= PROMISED.subgroup
        ? []
        : [`sets must hold the truth in ${PROMISED.subgroup} of ${subgroup}, got ${figure(coverage)}`],
    ),
  ];
}
