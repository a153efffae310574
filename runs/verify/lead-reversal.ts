import { basename } from 'node:path';
import { detectBeats } from '../../src/beats/index.ts';
import { judgeLeadReversal } from '../../src/quality/lead-reversal.ts';
import { reversalEvidence } from '../../src/quality/lead-reversal-evidence.ts';
import { networksWithout, type ReversalModel, reversalModel } from '../../src/quality/lead-reversal-model.ts';
import { LEAD_REVERSALS, type LeadReversal } from '../../src/record/index.ts';
import { readRecordFile } from '../../src/record/node.ts';
import { reversedRecord } from '../lead-reversal/reversed-record.ts';
import { chooseThresholds, THRESHOLD_OPTIONS } from '../lead-reversal/thresholds.ts';
import { type CorrectProfile, correctProfiles, PARTS } from '../lead-reversal/training-records.ts';
import type { Section } from './section.ts';
import { wilsonPercent } from './wilson-interval.ts';

const MUST = { sensitivity: 0.9, specificity: 0.99 } as const;

/** What was named for each record as it is, and with every reversal. */
interface Judged {
  readonly name: string;
  readonly asRecorded: LeadReversal | undefined;
  readonly judged: boolean;
  /** Empty where nothing was simulated. */
  readonly reversed: ReadonlyMap<LeadReversal, LeadReversal | undefined>;
}

function judge({ path }: CorrectProfile, model: ReversalModel, simulated: readonly LeadReversal[]): Judged {
  const record = readRecordFile(path);
  const found = judgeLeadReversal(record, detectBeats(record), model);
  const reversed = new Map(
    simulated.map((reversal) => {
      const other = reversedRecord(record, reversal);
      return [reversal, judgeLeadReversal(other, detectBeats(other), model).reversal];
    }),
  );
  return {
    name: basename(path),
    asRecorded: found.reversal,
    judged: found.score !== undefined || found.reversal !== undefined,
    reversed,
  };
}

interface Group {
  readonly title: string;
  readonly judged: readonly Judged[];
}

function specificityRow({ title, judged }: Group): string {
  const alarms = judged.filter(({ asRecorded }) => asRecorded !== undefined);
  const named = alarms.map(({ name, asRecorded }) => `${name} ${asRecorded}`).join(', ');
  const unjudged = judged.filter((record) => !record.judged).length;
  return `| ${title} | ${judged.length} | ${unjudged} | ${wilsonPercent(judged.length - alarms.length, judged.length)} | ${named || '–'} |`;
}

function sensitivityRow(reversal: LeadReversal, groups: readonly Group[]): string {
  const cells = groups.map(({ judged }) => {
    const named = judged.map(({ reversed }) => reversed.get(reversal)).filter((found) => found !== undefined);
    const right = named.filter((found) => found === reversal).length;
    return `${wilsonPercent(named.length, judged.length)} | ${named.length === 0 ? '–' : ((100 * right) / named.length).toFixed(1)}`;
  });
  return `| ${reversal} | ${cells.join(' | ')} |`;
}

/** Interchanged cables, by networks and thresholds that have not seen the patient. */
export const leadReversal: Section = {
  name: 'lead-reversal',
  data: ['ptbxl', 'ptbxl-z', 'ludb', 'cpsc2018', 'cinc2011'],
  async measure(folders) {
    const sets = ['ptbxl', 'ptbxl-z', 'ludb', 'cpsc2018', 'cinc2011'] as const;
    const records: CorrectProfile[] = [];
    for (const [i, set] of sets.entries()) records.push(...(await correctProfiles(set, folders[i] ?? '')).profiles);
    const models = modelsByPart(records);
    const group = (simulated: readonly LeadReversal[], title: string, wanted: (record: CorrectProfile) => boolean) => ({
      title,
      judged: records.filter(wanted).map((record) => {
        const model = record.heldOut ? reversalModel() : (models[record.part] as ReversalModel);
        return judge(record, model, simulated);
      }),
    });
    const learnt = [
      group(LEAD_REVERSALS, 'PTB-XL, folds 1–8', ({ set, heldOut }) => set === 'ptbxl' && !heldOut),
      group(LEAD_REVERSALS, 'LUDB', ({ set }) => set === 'ludb'),
    ];
    const apart = group(LEAD_REVERSALS, 'PTB-XL, fold 9', ({ set, heldOut }) => set === 'ptbxl' && heldOut);
    const scaled = group([], 'PTB-XL without voltages, folds 1–8', ({ set, heldOut }) => set === 'ptbxl-z' && !heldOut);
    const unknown = [
      group([], 'CPSC 2018', ({ set }) => set === 'cpsc2018'),
      group([], 'CinC 2011, acceptable', ({ set }) => set === 'cinc2011'),
    ];
    return { markdown: text([...learnt, apart], [scaled], unknown), shortfalls: shortfalls(learnt, scaled) };
  },
};

/** For each part, the networks that have not seen it, and thresholds chosen on the other parts. */
function modelsByPart(records: readonly CorrectProfile[]): readonly ReversalModel[] {
  const chosenOn: readonly string[] = ['ptbxl', 'ptbxl-z', 'ludb'];
  const judged = records.filter(({ set, heldOut }) => !heldOut && chosenOn.includes(set));
  const evidence = judged.map(({ part, leads }) => reversalEvidence(networksWithout(part), leads));
  return Array.from({ length: PARTS }, (_, part) => ({
    networks: networksWithout(part),
    thresholds: chooseThresholds(
      evidence.filter((__, i) => judged[i]?.part !== part),
      THRESHOLD_OPTIONS,
    ),
  }));
}

function text(simulated: readonly Group[], asRecorded: readonly Group[], unknown: readonly Group[]): string {
  return [
    'Every record as it is and with each interchange simulated exactly; RL is taken to be at the potential of LL, so that II or III is',
    'exactly flat with RL interchanged, which is easier than life. Each patient is judged by networks and thresholds made without the',
    'patient; fold 9 by all. Sensitivity counts any reversal named, naming the share of those that is the right one. Intervals:',
    'Wilson, 95 %. Specificity is promised for PTB-XL and LUDB but fold 9, with and without the records that were scaled lead by lead, in which',
    'nothing is simulated.',
    '',
    '| records | n | not judged | none named, % (95 %) | named as recorded |',
    '|---|---|---|---|---|',
    ...[...simulated, ...asRecorded, ...unknown].map(specificityRow),
    '',
    `| reversal | ${simulated.map(({ title }) => `${title}: sensitivity, % | naming, %`).join(' | ')} |`,
    `|---|${'---|---|'.repeat(simulated.length)}`,
    ...LEAD_REVERSALS.map((reversal) => sensitivityRow(reversal, simulated)),
    '',
    'Whether cables were interchanged when these records were made is not known: those named as recorded may be. In CPSC 2018 and CinC',
    '2011 nobody has checked, so that theirs is no specificity.',
  ].join('\n');
}

function shortfalls(simulated: readonly Group[], scaled: Group): string[] {
  const judged = simulated.flatMap((group) => group.judged);
  const correct = [...judged, ...scaled.judged];
  const quiet = (of: readonly Judged[]) => of.filter(({ asRecorded }) => asRecorded === undefined).length / of.length;
  const figures = [
    ['specificity', quiet(judged), MUST.specificity] as const,
    ['specificity, with records without voltages,', quiet(correct), MUST.specificity] as const,
    ...LEAD_REVERSALS.filter((reversal) => reversal !== 'LA-LL').map((reversal) => {
      const found = judged.filter(({ reversed }) => reversed.get(reversal) !== undefined).length;
      return [`sensitivity for ${reversal}`, found / judged.length, MUST.sensitivity] as const;
    }),
  ];
  return figures.flatMap(([name, value, least]) =>
    value >= least ? [] : [`${name} on PTB-XL and LUDB must be at least ${least}, got ${value.toFixed(3)}`],
  );
}
