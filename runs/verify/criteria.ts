import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseCsv, parsePtbxlDatabase, patientOf } from '../../src/datasets/index.ts';
import { measureRecord } from '../../src/features/index.ts';
import { type CriterionResult, judgeCriteria } from '../../src/findings/index.ts';
import { openWaveNetwork, readRecordFile } from '../../src/node.ts';
import { FOLDS, foldOf } from '../wave-network/folds.ts';
import { readLudb } from './ludb.ts';
import type { Section } from './section.ts';
import { wilsonPercent } from './wilson-interval.ts';

/** A record with its criteria, and what somebody said about it. */
interface JudgedRecord {
  readonly results: ReadonlyMap<string, CriterionResult>;
  /** Statements of PTB-XL, or lines of LUDB's table in lower case. */
  readonly labels: ReadonlySet<string>;
}

/** A label, by its names in both data sets, and the criteria that are compared with it: any of them is met. */
interface Comparison {
  readonly name: string;
  readonly ptbxl?: readonly string[];
  readonly ludb?: RegExp;
  readonly criteria: readonly string[];
  /** Whether the criteria do without millivolts. */
  readonly anyUnit?: true;
}

const LVH = { name: 'left ventricular hypertrophy', ptbxl: ['LVH'] };
const INFARCTS = ['IMI', 'ASMI', 'AMI', 'ALMI', 'ILMI', 'LMI', 'IPLMI', 'IPMI', 'PMI'];

/**
 * Whether an infarction has been is told by many things; the criteria are those for Q waves. LUDB takes part only where neither a voltage
 * nor the proportion of leads matters: in its files every lead by itself was scaled to a range of about one unit, called mV.
 */
const COMPARISONS: readonly Comparison[] = [
  {
    name: 'atrial fibrillation',
    ptbxl: ['AFIB'],
    ludb: /^atrial fibrillation/,
    criteria: ['atrial-fibrillation'],
    anyUnit: true,
  },
  { name: 'atrial flutter', ptbxl: ['AFLT'], ludb: /atrial flutter/, criteria: ['atrial-flutter'], anyUnit: true },
  { name: 'sinus bradycardia', ptbxl: ['SBRAD'], ludb: /^sinus bradycardia/, criteria: ['sinus-bradycardia'] },
  { name: 'sinus tachycardia', ptbxl: ['STACH'], ludb: /^sinus tachycardia/, criteria: ['sinus-tachycardia'] },
  { name: 'first-degree AV block', ptbxl: ['1AVB'], ludb: /^i degree av/, criteria: ['prolonged-pr'], anyUnit: true },
  {
    name: 'third-degree AV block',
    ptbxl: ['3AVB'],
    ludb: /^iii degree av/,
    criteria: ['complete-block'],
    anyUnit: true,
  },
  { name: 'complete RBBB', ptbxl: ['CRBBB'], ludb: /^complete right bundle/, criteria: ['complete-rbbb'] },
  { name: 'complete LBBB', ptbxl: ['CLBBB'], ludb: /^complete left bundle/, criteria: ['complete-lbbb'] },
  { name: 'incomplete RBBB', ptbxl: ['IRBBB'], ludb: /^incomplete right bundle/, criteria: ['incomplete-rbbb'] },
  {
    name: 'left anterior fascicular block',
    ptbxl: ['LAFB'],
    criteria: ['left-anterior-fascicular-block'],
  },
  { ...LVH, name: `${LVH.name}: Sokolow–Lyon`, criteria: ['sokolow-lyon'] },
  { ...LVH, name: `${LVH.name}: R aVL`, criteria: ['sokolow-lyon-avl'] },
  { ...LVH, name: `${LVH.name}: Cornell voltage`, criteria: ['cornell-voltage'] },
  { ...LVH, name: `${LVH.name}: Cornell product`, criteria: ['cornell-product'] },
  { ...LVH, name: `${LVH.name}: Peguero–Lo Presti`, criteria: ['peguero-lo-presti'] },
  { ...LVH, name: `${LVH.name}: Romhilt–Estes`, criteria: ['romhilt-estes'] },
  {
    name: 'left atrial enlargement',
    ptbxl: ['LAO/LAE'],
    criteria: ['left-atrial-signs'],
  },
  {
    name: 'right atrial enlargement',
    ptbxl: ['RAO/RAE'],
    criteria: ['tall-p'],
  },
  { name: 'any infarction: Q waves', ptbxl: INFARCTS, criteria: ['q-anteroseptal', 'q-lateral', 'q-inferior'] },
  { name: 'inferior infarction: Q waves', ptbxl: ['IMI', 'ILMI', 'IPLMI', 'IPMI'], criteria: ['q-inferior'] },
  { name: 'anteroseptal or anterior infarction: Q waves', ptbxl: ['ASMI', 'AMI'], criteria: ['q-anteroseptal'] },
  { name: 'long QT', ptbxl: ['LNGQT'], criteria: ['prolonged-qtc'], anyUnit: true },
  { name: 'low voltage', ptbxl: ['LVOLT'], criteria: ['low-limb-voltage', 'low-chest-voltage'] },
];

/** ECG criteria against what cardiologists called the same records. */
export const criteria: Section = {
  name: 'criteria',
  data: ['ludb', 'ptbxl', 'ptbxl-z'],
  async measure([ludbFolder = '', ptbxlFolder = '', normalisedFolder = '']) {
    const ludb = await judgeLudb(ludbFolder);
    const ptbxl = await judgePtbxl(ptbxlFolder);
    const normalised = await judgePtbxl(normalisedFolder);
    const rows = COMPARISONS.flatMap((comparison) => [
      ...(comparison.ludb ? [row(comparison, 'LUDB', ludb)] : []),
      ...(comparison.ptbxl ? [row(comparison, 'PTB-XL', comparison.anyUnit ? [...ptbxl, ...normalised] : ptbxl)] : []),
    ]);
    const markdown = [
      `LUDB: ${ludb.length} records of 500 Hz, each with the wave network that did not see it. PTB-XL: ${ptbxl.length} records of 100 Hz in`,
      `millivolts, and ${normalised.length} more without, for what needs none. Records in which a criterion cannot be judged count for neither share. Intervals: Wilson, 95 %.`,
      '',
      '| labelled | data | labelled so | not judged (labelled so) | sensitivity % | specificity % |',
      '|---|---|---|---|---|---|',
      ...rows,
    ].join('\n');
    return { markdown, shortfalls: [] };
  },
};

function row(
  { name, ptbxl, ludb, criteria: ids }: Comparison,
  data: 'LUDB' | 'PTB-XL',
  records: readonly JudgedRecord[],
): string {
  const isLabelled = ({ labels }: JudgedRecord) =>
    data === 'PTB-XL' ? (ptbxl ?? []).some((code) => labels.has(code)) : [...labels].some((label) => ludb?.test(label));
  const met = ({ results }: JudgedRecord): boolean | undefined => {
    const found = ids.map((id) => results.get(id)?.met);
    if (found.includes(true)) return true;
    return found.includes(undefined) ? undefined : false;
  };
  const count = (labelled: boolean, wanted: boolean | undefined) =>
    records.filter((record) => isLabelled(record) === labelled && met(record) === wanted).length;
  const [hit, missed, unknown] = [count(true, true), count(true, false), count(true, undefined)];
  const [wrong, right, unknownOthers] = [count(false, true), count(false, false), count(false, undefined)];
  const sensitivity = wilsonPercent(hit, hit + missed);
  const specificity = wilsonPercent(right, right + wrong);
  return `| ${name} | ${data} | ${hit + missed + unknown} | ${unknown + unknownOthers} (${unknown}) | ${sensitivity} | ${specificity} |`;
}

function byId(results: readonly CriterionResult[]): ReadonlyMap<string, CriterionResult> {
  return new Map(results.map((result) => [result.id, result]));
}

async function judgeLudb(folder: string): Promise<readonly JudgedRecord[]> {
  const said = ludbLabels(folder);
  const records = readLudb(folder);
  const judged: JudgedRecord[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const path = join(import.meta.dirname, '..', 'wave-network', `fold-${fold + 1}.onnx`);
    const network = await openWaveNetwork({ path });
    for (const [i, { name, record }] of records.entries()) {
      if (foldOf(i) !== fold) continue;
      const { measurements } = await measureRecord(network, record);
      const results = byId(judgeCriteria({ measurements, patient: record.patient }));
      judged.push({ results, labels: said.get(basename(name)) ?? new Set() });
    }
    await network.session.close();
  }
  return judged;
}

/** All that LUDB's table says about each record, a line each. */
function ludbLabels(folder: string): ReadonlyMap<string, ReadonlySet<string>> {
  const file = 'ludb.csv';
  const rows = parseCsv(readFileSync(join(folder, file), 'utf8'), { file, required: ['ID', 'Rhythms'] });
  return new Map(
    rows.map(({ ID = '', ...cells }) => {
      const lines = Object.values(cells).flatMap((cell) => cell.split('\n').map((line) => line.trim().toLowerCase()));
      return [ID, new Set(lines)];
    }),
  );
}

async function judgePtbxl(folder: string): Promise<readonly JudgedRecord[]> {
  const rows = parsePtbxlDatabase(readFileSync(join(folder, 'ptbxl_database.csv'), 'utf8'));
  const network = await openWaveNetwork();
  const judged: JudgedRecord[] = [];
  for (const row of rows) {
    if (row.fileLowRate === undefined) continue;
    const { measurements } = await measureRecord(network, readRecordFile(join(folder, row.fileLowRate)));
    const results = byId(judgeCriteria({ measurements, patient: patientOf(row) }));
    judged.push({ results, labels: new Set(Object.keys(row.statements)) });
  }
  await network.session.close();
  return judged;
}
