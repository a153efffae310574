/**
 * Fits the networks that name interchanged cables and writes them to `src/quality/lead-reversal.table.ts`.
 *
 *   npx tsx runs/lead-reversal-model.ts [--out FILE]
 *
 * Data, from `ECG_DATA`: ptbxl and ptbxl-z (folds 1–8), ludb, cpsc2018 and the acceptable records of cinc2011, all taken to be
 * connected correctly. Patients are parted into five. Each network is fitted without one part; thresholds are chosen on ptbxl and
 * ludb by networks that have not seen the record's part. ptbxl-z has no amplitudes of chest leads, so only networks that
 * do not need them see it. Seeded: the same data give the same table.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type ReversalNetwork,
  reversalEvidence,
  scaledProfile,
  WEIGHED_REVERSALS,
} from '../src/quality/lead-reversal-network.ts';
import { createRandom } from '../src/random.ts';
import { type FitOptions, fitReversalNetwork } from './lead-reversal/fit.ts';
import { chooseThresholds, THRESHOLD_OPTIONS } from './lead-reversal/thresholds.ts';
import { type CorrectProfile, correctProfiles, PARTS } from './lead-reversal/training-records.ts';

const { values: options } = parseArgs({
  options: { out: { type: 'string', default: join(import.meta.dirname, '../src/quality/lead-reversal.table.ts') } },
});

const SEED = 1;
const STEPS = 1000;
const COMMON = { units: 6, mixtures: 12, batch: 128, rate: 3e-3, weightDecay: 0.05, mislabelled: 0.01 } as const;
const MEMBERS: readonly FitOptions[] = [
  { ...COMMON, scaling: 'each', epochs: 20 },
  { ...COMMON, scaling: 'together', epochs: 40 },
];
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

const networks = Array.from({ length: PARTS }, (_, part) =>
  MEMBERS.map((member, m): ReversalNetwork => {
    const seen = records.filter(({ set, ...record }) => record.part !== part && !(set === 'ptbxl-z' && member.scaling === 'together'));
    const profiles = seen.map(({ leads }) => scaledProfile(leads, member.scaling));
    const network = fitReversalNetwork(profiles, member, createRandom(SEED + part * MEMBERS.length + m));
    console.log(`fitted ${member.scaling} without part ${part}, ${seen.length} records`);
    return rounded(network);
  }),
);

const judged = records.filter(({ set }) => set === 'ptbxl' || set === 'ludb');
const evidence = judged.map(({ part, leads }) => reversalEvidence(networks[part] as ReversalNetwork[], leads));
const thresholds = chooseThresholds(evidence, THRESHOLD_OPTIONS);
for (const [s, reversal] of WEIGHED_REVERSALS.entries()) {
  const threshold = thresholds[s] as number;
  const found = evidence.filter((row) => -(row[s] as number) > threshold).length;
  console.log(`${reversal}: threshold ${threshold.toFixed(2)}, sensitivity ${((100 * found) / evidence.length).toFixed(1)} %`);
}
writeFileSync(options.out, tableText());

/** A network of numbers that the table can hold, so that what is measured here is what is written. */
function rounded({ scaling, sumWeights, sumBiases, mixtures, heads }: ReversalNetwork): ReversalNetwork {
  const round = (values: Float64Array) => values.map((value) => Math.round(value * STEPS) / STEPS);
  return {
    scaling,
    sumWeights: round(sumWeights),
    sumBiases: round(sumBiases),
    mixtures: round(mixtures),
    heads: round(heads),
  };
}

function tableText(): string {
  const stored = networks.flatMap((members, part) =>
    members.map(({ scaling, ...weights }) => {
      const fields = Object.entries(weights).map(([name, values]) => {
        const counts = Array.from(values, (value) => Math.round(value * STEPS) + 0);
        return `      ${name}: '${counts.join(' ')}',`;
      });
      return [`    {`, `      scaling: '${scaling}',`, `      without: ${part},`, ...fields, `    },`].join('\n');
    }),
  );
  const needed = WEIGHED_REVERSALS.map((reversal, s) => `    '${reversal}': ${(thresholds[s] as number).toFixed(2)},`);
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
