import { basename, join } from 'node:path';
import { type Measurements, measureRecord, type WaveNetwork } from '../../src/features/index.ts';
import { openWaveNetwork, readRecordFile } from '../../src/node.ts';
import { FOLDS, foldOf } from '../wave-network/folds.ts';
import { type Agreement, agreement, type Pair } from './agreement.ts';
import { type AxisLabel, readLudbAxes, readPtbxlAxes } from './axis-labels.ts';
import type { FusedReference } from './fuse-reference.ts';
import { type LudbRecord, readLudb } from './ludb.ts';
import { referenceDelineation } from './reference-delineation.ts';
import type { Section } from './section.ts';
import { GLOBAL_INTERVALS, type GlobalInterval, simulatedGroups, trueInterval } from './simulated-groups.ts';

/**
 * Largest mean difference and standard deviation in ms that IEC 60601-2-25 allows for global intervals of calibration and analytical
 * ECGs. Recalled: the text of the standard was not at hand.
 */
const IEC_LIMITS_MS: Readonly<Record<GlobalInterval, readonly [bias: number, sd: number]>> = {
  pMs: [10, 8],
  prMs: [10, 8],
  qrsMs: [6, 5],
  qtMs: [12, 10],
};
const NAMES: Readonly<Record<GlobalInterval, string>> = { pMs: 'P', prMs: 'PR', qrsMs: 'QRS', qtMs: 'QT' };

/** Intervals on simulated records and on LUDB, axes on LUDB and PTB-XL. */
export const measurements: Section = {
  name: 'measurements',
  data: ['ludb', 'ptbxl'],
  async measure([ludbFolder = '', ptbxlFolder = '']) {
    const network = await openWaveNetwork();
    const simulated = await simulatedTable(network);
    const ludb = readLudb(ludbFolder);
    const found = await measureByFolds(ludb);
    const ptbxl = readPtbxlAxes(ptbxlFolder).map(({ path, label }) => ({ label, path: join(ptbxlFolder, path) }));
    const ptbxlDeg = async ({ path }: AxisLabel) =>
      (await measureRecord(network, readRecordFile(path))).measurements.axes.qrsDeg;
    const axes = [
      ...(await axisRows('LUDB', readLudbAxes(ludbFolder), async ({ path }) => found.get(basename(path))?.axes.qrsDeg)),
      ...(await axisRows('PTB-XL', ptbxl, ptbxlDeg)),
    ];
    await network.session.close();
    const markdown = [
      ...simulated.lines,
      '',
      ...ludbTable(ludb, found),
      '',
      '| labelled | records | axis measured | lower quartile | median | upper quartile |',
      '|---|---|---|---|---|---|',
      ...axes,
    ].join('\n');
    return { markdown, shortfalls: simulated.shortfalls };
  },
};

/** Each record of LUDB with the network that did not see it in training. */
async function measureByFolds(ludb: readonly LudbRecord[]): Promise<ReadonlyMap<string, Measurements>> {
  const found = new Map<string, Measurements>();
  for (let fold = 0; fold < FOLDS; fold++) {
    const path = join(import.meta.dirname, '..', 'wave-network', `fold-${fold + 1}.onnx`);
    const network = await openWaveNetwork({ path });
    for (const [i, { name, record }] of ludb.entries()) {
      if (foldOf(i) === fold) found.set(name, (await measureRecord(network, record)).measurements);
    }
    await network.session.close();
  }
  return found;
}

type IntervalPairs = Readonly<Record<GlobalInterval, readonly Pair[]>>;

/** Measured − simulated, by group and over groups. */
async function simulatedTable(network: WaveNetwork) {
  const groups: { name: string; isFast: boolean; pairs: IntervalPairs }[] = [];
  for (const { name, isFast, simulations } of simulatedGroups()) {
    const pairs: Record<GlobalInterval, Pair[]> = { pMs: [], prMs: [], qrsMs: [], qtMs: [] };
    for (const [i, simulation] of simulations.entries()) {
      const { intervals } = (await measureRecord(network, simulation.record)).measurements;
      for (const interval of GLOBAL_INTERVALS) {
        const reference = trueInterval(simulation, interval);
        pairs[interval].push({ record: `${name} ${i}`, found: intervals[interval], reference });
      }
    }
    groups.push({ name, isFast, pairs });
  }
  const over = (chosen: typeof groups): IntervalPairs => {
    const join = (interval: GlobalInterval) => chosen.flatMap(({ pairs }) => pairs[interval]);
    return { pMs: join('pMs'), prMs: join('prMs'), qrsMs: join('qrsMs'), qtMs: join('qtMs') };
  };
  const usual = over(groups.filter(({ isFast }) => !isFast));
  const limits = GLOBAL_INTERVALS.map((interval) => IEC_LIMITS_MS[interval].join(' ± '));
  const lines = [
    'Simulated records, 10 s at 500 Hz, measured − true in ms: mean ± standard deviation (records measured). The network has learnt from',
    'simulated records of other seeds too. The limits are compared with the records up to 100/min: above, P comes to lie on T.',
    '',
    `| simulated | records | ${GLOBAL_INTERVALS.map((interval) => NAMES[interval]).join(' | ')} |`,
    `|---|---|${GLOBAL_INTERVALS.map(() => '---').join('|')}|`,
    ...groups.map(({ name, pairs }) => simulatedRow(name, pairs)),
    simulatedRow('**all up to 100/min**', usual),
    simulatedRow('all', over(groups)),
    `| *limits of IEC 60601-2-25* | | ${limits.join(' | ')} |`,
  ];
  return { lines, shortfalls: GLOBAL_INTERVALS.flatMap((interval) => shortfall(interval, agreement(usual[interval]))) };
}

function simulatedRow(name: string, pairs: IntervalPairs): string {
  const cells = GLOBAL_INTERVALS.map((interval) => {
    const { bias, sd, both } = agreement(pairs[interval]);
    return bias === undefined ? `– (${both})` : `${signed(bias)} ± ${sd?.toFixed(1)} (${both})`;
  });
  return `| ${name} | ${pairs.pMs.length} | ${cells.join(' | ')} |`;
}

function shortfall(interval: GlobalInterval, { bias, sd }: Agreement): readonly string[] {
  const [most, spread] = IEC_LIMITS_MS[interval];
  const isWithin = bias !== undefined && sd !== undefined && Math.abs(bias) <= most && sd <= spread;
  if (isWithin) return [];
  const got = bias === undefined ? 'nothing measured' : `${signed(bias)} ± ${sd?.toFixed(1)} ms`;
  return [`simulated ${NAMES[interval]} up to 100/min must be within ${most} ± ${spread} ms, got ${got}`];
}

/** Measured − marked on LUDB, against both ways to join the marks of the leads. */
function ludbTable(ludb: readonly LudbRecord[], found: ReadonlyMap<string, Measurements>): readonly string[] {
  const rows = (['extreme', 'median'] as const).flatMap((boundaries) => {
    const marked = new Map(ludb.map((one) => [one.name, markedIntervals(one, boundaries)] as const));
    return GLOBAL_INTERVALS.map((interval) => {
      const pairs = ludb.map(({ name }): Pair => {
        return { record: name, found: found.get(name)?.intervals[interval], reference: marked.get(name)?.[interval] };
      });
      return ludbRow(`${NAMES[interval]}, ${boundaries}`, agreement(pairs));
    });
  });
  return [
    'LUDB, measured − marked by cardiologists in ms, each record with the network that did not see it. `extreme`: earliest onset and latest offset that was marked in any lead;',
    '`median`: the median over the leads. Ours leave out a third of the leads at either end; of P they are the median over the leads, too.',
    '',
    '| interval, marks | records | only marked | only measured | bias | 95 % interval | SD | limits of agreement | differ most |',
    '|---|---|---|---|---|---|---|---|---|',
    ...rows,
  ];
}

function markedIntervals({ leads, record }: LudbRecord, boundaries: FusedReference) {
  const { fused } = referenceDelineation(leads, record.fs, boundaries);
  const duration = (from: keyof (typeof fused)[0], to: keyof (typeof fused)[0]) => {
    const all = fused.flatMap((beat) => {
      const [start, end] = [beat[from], beat[to]];
      return start === undefined || end === undefined ? [] : [(1000 * (end - start)) / record.fs];
    });
    return quantile(all, 0.5);
  };
  return {
    pMs: duration('pOn', 'pOff'),
    prMs: duration('pOn', 'qrsOn'),
    qrsMs: duration('qrsOn', 'qrsOff'),
    qtMs: duration('qrsOn', 'tOff'),
  };
}

function ludbRow(name: string, { both, missed, additional, bias, biasInterval, sd, worst }: Agreement): string {
  if (bias === undefined || sd === undefined)
    return `| ${name} | ${both} | ${missed} | ${additional} | – | – | – | – | |`;
  const limits = `${signed(bias - 1.96 * sd)} to ${signed(bias + 1.96 * sd)}`;
  const interval = biasInterval ? `${signed(biasInterval[0])} to ${signed(biasInterval[1])}` : '–';
  const most = worst.map(({ record, difference }) => `${record} (${signed(difference)})`).join(', ');
  return `| ${name} | ${both} | ${missed} | ${additional} | ${signed(bias)} | ${interval} | ${sd.toFixed(1)} | ${limits} | ${most} |`;
}

/** Our QRS axis by the name that the data set has for it, from left to right. */
async function axisRows(
  data: string,
  labels: readonly AxisLabel[],
  degOf: (label: AxisLabel) => Promise<number | undefined>,
): Promise<readonly string[]> {
  const byLabel = new Map<string, (number | undefined)[]>();
  for (const one of labels) byLabel.set(one.label, [...(byLabel.get(one.label) ?? []), await degOf(one)]);
  const rows = [...byLabel].map(([label, all]) => {
    const measured = all.flatMap((deg) => deg ?? []);
    const quartiles = [0.25, 0.5, 0.75].map((share) => quantile(measured, share));
    return { label, all: all.length, measured: measured.length, quartiles };
  });
  rows.sort((a, b) => (a.quartiles[1] ?? 0) - (b.quartiles[1] ?? 0));
  const deg = (value: number | undefined) => (value === undefined ? '–' : `${Math.round(value)}°`);
  return rows.map(({ label, all, measured, quartiles }) => {
    return `| ${data}: ${label} | ${all} | ${measured} | ${quartiles.map(deg).join(' | ')} |`;
  });
}

function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low === undefined || high === undefined ? undefined : low + (place % 1) * (high - low);
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
