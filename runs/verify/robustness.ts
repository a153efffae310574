import { basename } from 'node:path';
import { type EcgRow, labelRows, storeRecord } from '../../src/datasets/index.ts';
import { macroAuc, macroAucDifference } from '../../src/evaluate/index.ts';
import { classProbabilities, type Model, modelInput } from '../../src/models/index.ts';
import { findRecords, loadStore, openModel, openWorkerSession, readRecordFile } from '../../src/node.ts';
import { createRandom } from '../../src/random.ts';
import type { EcgRecord } from '../../src/record/index.ts';
import { resample } from '../../src/signal/index.ts';
import { probabilitiesOf } from '../../src/train/index.ts';
import { degradations } from '../robustness/degradations.ts';
import type { Section } from './section.ts';

const TASK = 'superdiagnostic';
const figure = (value: number | undefined) => value?.toFixed(3) ?? '–';
const signed = (value: number | undefined) =>
  value === undefined ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;

/** The network's probabilities of the superclasses, before calibration: `[records × classes]`. */
async function scoresOf(model: Model, records: readonly EcgRecord[]): Promise<Float64Array> {
  const raw = await probabilitiesOf(
    model,
    records.map((record) => modelInput(model.card, record)),
  );
  return Float64Array.from(raw.flatMap((outputs) => [...(classProbabilities(model.card, outputs).get(TASK) ?? [])]));
}

/** The bundled model on fold 9, when records get worse. */
export const robustness: Section = {
  name: 'robustness',
  data: ['ptbxl', 'ptbxl-z'],
  async measure(folders) {
    const store = await loadStore([...folders], { folds: [9] });
    const model = await openModel('default', { open: openWorkerSession });
    const { kept, classes, labels } = labelRows(store.rows, TASK);
    const records = kept.map((row) => storeRecord(store, row));
    const rows = kept.map((row) => store.rows[row] as EcgRow);
    const clean = await scoresOf(model, records);
    const pick = (values: ArrayLike<number>, chosen: readonly number[]) =>
      chosen.flatMap((i) => classes.map((_, c) => values[i * classes.length + c] as number));

    const lines: string[] = [];
    for (const { name, millivoltsOnly, degrade } of degradations) {
      const chosen = records.flatMap((record, i) => (millivoltsOnly && record.unit !== 'mV' ? [] : [i]));
      const worse = await scoresOf(
        model,
        chosen.map((i) => degrade(records[i] as EcgRecord, i + 1)),
      );
      const compared = {
        ...{ classes, labels: pick(labels, chosen), first: worse, second: pick(clean, chosen) },
        groups: chosen.map((i) => rows[i]?.patientId ?? i),
        random: createRandom(1),
      };
      const { difference, interval } = macroAucDifference(compared);
      const { mean } = macroAuc({ classes, labels: compared.labels, scores: worse });
      const moved = worse.reduce((sum, p, i) => sum + Math.abs(p - (compared.second[i] as number)), 0) / worse.length;
      const bounds = interval ? `${signed(interval[0])} to ${signed(interval[1])}` : '–';
      lines.push(
        `| ${name} | ${chosen.length} | ${figure(mean)} | ${signed(difference)} | ${bounds} | ${figure(moved)} |`,
      );
      process.stderr.write(`${lines.at(-1)}\n`);
    }
    const all = macroAuc({ classes, labels, scores: clean }).mean;
    const voltages = records.flatMap((record, i) => (record.unit === 'mV' ? [i] : []));
    const ofVoltages = macroAuc({ classes, labels: pick(labels, voltages), scores: pick(clean, voltages) }).mean;
    const rates = await ratesText(model, folders[0] as string, new Set(rows.map(({ ecgId }) => ecgId)));
    await model.session.close();
    const markdown = [
      `\`${model.card.name}\` (${model.sha256.slice(0, 12)}), fold 9, superdiagnostic macro-AUC. As recorded: ${figure(all)} on ${records.length} records, ${figure(ofVoltages)} on the ${voltages.length} in millivolts, which interchanges of cables are simulated on alone. Differences are paired, with the 95 % interval of a bootstrap over patients; the last column is the mean change of a superclass's probability before calibration.`,
      '',
      '| degradation | records | macro-AUC | difference | 95 % interval | probability moved |',
      '|---|---|---|---|---|---|',
      ...lines,
      '',
      rates,
    ].join('\n');
    return { markdown, shortfalls: [] };
  },
};

/** How far apart a record's predictions are that was published at 100 and at 500 Hz. */
async function ratesText(model: Model, folder: string, chosen: ReadonlySet<number>): Promise<string> {
  const idOf = (path: string) => Number.parseInt(basename(path), 10);
  const pathsOf = (rate: string) =>
    new Map(findRecords(`${folder}/${rate}`).flatMap((path) => (chosen.has(idOf(path)) ? [[idOf(path), path]] : [])));
  const [slow, fast] = [pathsOf('records100'), pathsOf('records500')];
  const pairs = [...fast].map(([id, path]) => [readRecordFile(slow.get(id) as string), readRecordFile(path)] as const);
  const at100 = await scoresOf(
    model,
    pairs.map(([record]) => record),
  );
  const distance = async (records: readonly EcgRecord[]) => {
    const scores = await scoresOf(model, records);
    const moved = Array.from(scores, (p, i) => Math.abs(p - (at100[i] as number)));
    return `${figure(moved.reduce((sum, d) => sum + d, 0) / moved.length)} on average and ${figure(Math.max(...moved))} at most`;
  };
  const at500 = await distance(pairs.map(([, record]) => record));
  const at250 = await distance(
    pairs.map(([, record]) => {
      const leads = Object.entries(record.leads).map(([name, samples]) => [name, resample(samples, record.fs, 250)]);
      return { ...record, fs: 250, leads: Object.fromEntries(leads) };
    }),
  );
  return `The ${pairs.length} records of fold 9 that are here at 500 Hz too: probabilities of superclasses from 500 Hz differ from those from the published 100 Hz by ${at500}, from 250 Hz (resampled from 500 Hz) by ${at250}.`;
}
