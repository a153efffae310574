/**
 * Learns when a record is acceptable from the verdicts of `cinc2011`, and writes `src/quality/acceptability.table.ts`. First the nested
 * cross-validation, whose figures are those of the whole procedure, tuning included; then the model of all records.
 *
 * `npx tsx runs/quality-thresholds.ts` [--print: leave the table as it is] [--repeats N: of the cross-validation, 5]
 */

import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { badness } from '../src/quality/badness.ts';
import { createRandom } from '../src/random.ts';
import { helpFromHeader } from './help-from-header.ts';
import { binLeads, boostLeads, type LeadModel } from './quality/boost-leads.ts';
import { chooseRounds, crossValidate, TUNING } from './quality/cross-validation.ts';
import { readCinc2011 } from './quality/read-cinc2011.ts';

helpFromHeader(import.meta.filename);
const { values: options } = parseArgs({
  options: { print: { type: 'boolean', default: false }, repeats: { type: 'string', default: '5' } },
});
const SEED = 2011;

const verdicts = readCinc2011(join(resolve(process.env.ECG_DATA ?? '../shared/data'), 'cinc2011'));
const bins = binLeads(verdicts);
const accuracies: number[] = [];
for (let repeat = 0; repeat < Number(options.repeats); repeat++) {
  const { rejection, rounds } = crossValidate(verdicts, bins, TUNING, createRandom(SEED + repeat));
  const right = rejection.reduce((count, p, i) => count + Number(p > 0.5 === (verdicts.rejected[i] === 1)), 0);
  accuracies.push(right / rejection.length);
  console.log(`seed ${SEED + repeat}: accuracy ${(right / rejection.length).toFixed(4)}, rounds ${rounds.join(' ')}`);
}
if (accuracies.length > 0) {
  console.log(`mean accuracy ${(accuracies.reduce((a, b) => a + b) / accuracies.length).toFixed(4)}`);
}

const all = Int32Array.from(verdicts.rejected.keys());
const rounds = chooseRounds(verdicts, bins, all, TUNING, createRandom(SEED));
const model = boostLeads(verdicts, bins, all, { ...TUNING.options, rounds });
if (!options.print) {
  writeFileSync(join(import.meta.dirname, '../src/quality/acceptability.table.ts'), tableOf(model, rounds));
}

/** The model as a module: steps of one kind and threshold are one. */
function tableOf({ start, steps }: LeadModel, learnt: number): string {
  const rows = Object.keys(badness).flatMap((name, kind) => {
    const sums = new Map<number, number>();
    for (const step of steps.filter((one) => one.kind === kind)) {
      sums.set(step.above, (sums.get(step.above) ?? 0) + step.points);
    }
    const sorted = [...sums].sort(([a], [b]) => a - b);
    return sorted.length === 0
      ? []
      : [`    ${name}: [${sorted.map(([above, p]) => `[${above}, ${p.toFixed(3)}]`).join(', ')}],`];
  });
  return `/**
 * When a lead makes people reject a record, learnt from the ${verdicts.names.length} verdicts of \`cinc2011\` in ${learnt} rounds. Written by
 * \`npx tsx runs/quality-thresholds.ts\`; its rows are pairs of a threshold and the log-odds that a lead above it has more.
 */
export const acceptability = {
  /** Log-odds of a lead that is above no threshold. */
  start: ${start.toFixed(3)},
  /** A record is acceptable from this probability on that no lead makes anybody reject it. */
  leastProbability: 0.5,
  steps: {
${rows.join('\n')}
  },
} as const;
`;
}
