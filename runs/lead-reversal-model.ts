/**
 * Fits the networks that name interchanged cables and writes them to `src/quality/lead-reversal.table.ts`.
 *
 *   npx tsx runs/lead-reversal-model.ts [--out FILE]
 *
 * Data, from `ECG_DATA`: ptbxl and ptbxl-z (folds 1–8), ludb, cpsc2018 and the acceptable records of cinc2011, all taken to be
 * connected correctly. Patients are parted into five. Eight networks are fitted without each part; thresholds are chosen on ptbxl,
 * ptbxl-z and ludb by networks that have not seen the record's part. Seeded: the same data give the same table.
 */

import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { reversalEvidence } from '../src/quality/lead-reversal-evidence.ts';
import { type ReversalNetwork, scaledProfile, WEIGHED_REVERSALS } from '../src/quality/lead-reversal-network.ts';
import { createRandom } from '../src/random.ts';
import { helpFromHeader } from './help-from-header.ts';
import { type FitOptions, fitReversalNetwork } from './lead-reversal/fit.ts';
import { chooseThresholds, THRESHOLD_OPTIONS } from './lead-reversal/thresholds.ts';
import { type CorrectProfile, correctProfiles, PARTS } from './lead-reversal/training-records.ts';

helpFromHeader(import.meta.filename);
const { values: options } = parseArgs({
  options: { out: { type: 'string', default: join(import.meta.dirname, '../src/quality/lead-reversal.table.ts') } },
});

/** Networks per part, whose evidence is averaged. */
const NETWORKS = 8;
const STEPS = 1000;
/** Longer fields of the table get a line of their own, as Biome wants it. */
const LINE = 100;
const FIT: FitOptions = {
  units: 6,
  mixtures: 12,
  epochs: 40,
  batch: 128,
  rate: 3e-3,
  weightDecay: 0.05,
  mislabelled: 0.01,
  mixed: 0.5,
};
const SETS = ['ptbxl', 'ptbxl-z', 'ludb', 'cpsc2018', 'cinc2011'] as const;

const root = resolve(process.env.ECG_DATA ?? '../shared/data');
const records: CorrectProfile[] = [];
for (const set of SETS) {
  const folder = join(root, set);
  if (!existsSync(folder)) throw new Error(`lead-reversal-model: ${folder} must be there; set ECG_DATA`);
  const { profiles, notJudged } = await correctProfiles(set, folder);
  records.push(...profiles.filter(({ heldOut }) => !heldOut));
  console.log(`${set}: ${profiles.length} records, ${notJudged} more without a profile`);
}

const networksWithout = Array.from({ length: PARTS }, (_, part): ReversalNetwork[] => {
  const seen = records.filter((record) => record.part !== part).map(({ leads }) => scaledProfile(leads));
  const networks = Array.from({ length: NETWORKS }, (__, n) => {
    const seed = part * NETWORKS + n + 1;
    return rounded(fitReversalNetwork(seen, FIT, createRandom(seed)));
  });
  console.log(`fitted without part ${part}, on ${seen.length} records`);
  return networks;
});

const judged = records.filter(({ set }) => set === 'ptbxl' || set === 'ptbxl-z' || set === 'ludb');
const evidence = judged.map(({ part, leads }) => reversalEvidence(networksWithout[part] ?? [], leads));
const thresholds = chooseThresholds(evidence, THRESHOLD_OPTIONS);
for (const [s, reversal] of WEIGHED_REVERSALS.entries()) {
  const threshold = thresholds[s] as number;
  const found = evidence.filter((row) => -(row[s] as number) > threshold).length;
  console.log(
    `${reversal}: threshold ${threshold.toFixed(2)}, sensitivity ${((100 * found) / evidence.length).toFixed(1)} %`,
  );
}
const alarms = evidence.filter((row) => thresholds.some((threshold, s) => (row[s] as number) > threshold)).length;
console.log(`named in ${alarms} of ${evidence.length} correct records`);
writeFileSync(options.out, tableText());

/** A network of numbers that the table can hold, so that what is measured here is what is written. */
function rounded({ sumWeights, sumBiases, mixtures, heads }: ReversalNetwork): ReversalNetwork {
  const round = (values: Float64Array) => values.map((value) => Math.round(value * STEPS) / STEPS);
  return {
    sumWeights: round(sumWeights),
    sumBiases: round(sumBiases),
    mixtures: round(mixtures),
    heads: round(heads),
  };
}

function tableText(): string {
  const stored = networksWithout.flatMap((networks, part) =>
    networks.map((network) => {
      const fields = Object.entries(network).map(([name, values]: [string, Float64Array]) => {
        const counts = Array.from(values, (value) => Math.round(value * STEPS) + 0).join(' ');
        return `      ${name}:${counts.length > LINE ? '\n        ' : ' '}'${counts}',`;
      });
      return ['    {', `      without: ${part},`, ...fields, '    },'].join('\n');
    }),
  );
  const needed = WEIGHED_REVERSALS.map(
    (reversal, s) => `    '${reversal}': ${Number((thresholds[s] as number).toFixed(2))},`,
  );
  return `/**
 * Networks that weigh evidence for interchanged cables, and what each interchange needs. Written by
 * \`runs/lead-reversal-model.ts\` from records of PTB-XL, LUDB, CPSC 2018 and CinC 2011; not to be edited.
 */
export const reversalTable = {
  /** Weights are counts of this many to one. */
  steps: ${STEPS},
  /** Log-odds. */
  thresholds: {
${needed.join('\n')}
  },
  /** \`without\`: the part of the patients that the network has not seen. */
  networks: [
${stored.join('\n')}
  ],
} as const;
`;
}
