import type { ModelInput } from '../../models/index.ts';
import type { Random } from '../../random.ts';
import type { Attribution } from '../attribution.ts';
import type { ExplainedClass } from '../explained-class.ts';
import { type Explainer, logOddsOf, samplesOf, withSamples } from '../explainer.ts';
import { hidden } from '../occlusion.ts';

/** Samples are deleted and inserted in blocks of this length in one lead. */
const BLOCK_SEC = 0.08;
/** Parts of all blocks that are deleted, and that are inserted. */
const PARTS = [0.02, 0.05, 0.1, 0.2, 0.4] as const;

/** Mean log-odds over the parts, of one order of the blocks. */
interface Curves {
  readonly deletion: number;
  readonly insertion: number;
}

/** How much better an attribution's order of blocks is than chance, in log-odds: positive is better. */
export interface DeletionScore {
  /** Mean log-odds with random blocks deleted, less that with the attribution's. */
  readonly deletion: number;
  /** Mean log-odds with the attribution's blocks alone, less that with random blocks alone. */
  readonly insertion: number;
  /** The same against orders that are random within each segment: they know which segments, and neither lead nor beat. */
  readonly deletionInSegments: number;
  readonly insertionInSegments: number;
}

/**
 * Deletion and insertion (Petsiuk, Das & Saenko 2018, "RISE", BMVC) in blocks of 80 ms of one lead: the blocks with most attribution are
 * hidden first, or shown first while all else is hidden. What is hidden is a straight line (see `occlude`), so that the input stays
 * near what the network knows; with few blocks shown it does not.
 *
 * @param segments of every sample, from `segmentOfSamples`
 */
export async function deletionScore(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  attribution: Attribution,
  segments: Uint8Array,
  random: Random,
): Promise<DeletionScore> {
  const leads = Object.values(attribution.leads);
  const blockSize = Math.round(BLOCK_SEC * attribution.fs);
  const perLead = Math.floor(segments.length / blockSize);
  const blocks = Array.from({ length: leads.length * perLead }, (_, i) => i);
  const worth = blocks.map((block) => {
    const from = (block % perLead) * blockSize;
    const values = (leads[Math.floor(block / perLead)] as Float32Array).subarray(from, from + blockSize);
    return values.reduce((sum, value) => sum + value, 0);
  });
  const segmentOf = (block: number) => segments[(block % perLead) * blockSize + (blockSize >> 1)] as number;
  const order = [...blocks].sort((a, b) => (worth[b] as number) - (worth[a] as number));
  const chance = random.shuffle(blocks);
  const curvesOf = async (ranked: readonly number[]): Promise<Curves> => {
    const samples = samplesOf(input);
    const rankOf = new Int32Array(blocks.length);
    ranked.forEach((block, rank) => {
      rankOf[block] = rank;
    });
    const rankAt = (place: number) => {
      const [lead, sample] = [Math.floor(place / segments.length), place % segments.length];
      const block = Math.min(perLead - 1, Math.floor(sample / blockSize));
      return rankOf[lead * perLead + block] as number;
    };
    const limits = PARTS.map((part) => part * blocks.length);
    const without = limits.map((limit) => hidden(samples, leads.length, (place) => rankAt(place) < limit));
    const alone = limits.map((limit) => hidden(samples, leads.length, (place) => rankAt(place) >= limit));
    const odds = await logOddsOf(
      explainer,
      target,
      [...without, ...alone].map((values) => withSamples(input, values)),
    );
    const mean = (part: typeof odds) => part.reduce((sum, { logOdds }) => sum + logOdds, 0) / part.length;
    return { deletion: mean(odds.slice(0, PARTS.length)), insertion: mean(odds.slice(PARTS.length)) };
  };
  const own = await curvesOf(order);
  const byChance = await curvesOf(chance);
  const inSegments = await curvesOf(shuffledWithin(order, segmentOf, random));
  return {
    deletion: byChance.deletion - own.deletion,
    insertion: own.insertion - byChance.insertion,
    deletionInSegments: inSegments.deletion - own.deletion,
    insertionInSegments: own.insertion - inSegments.insertion,
  };
}

/** The same order of segments, each place filled with a random block of its segment. */
function shuffledWithin(order: readonly number[], segmentOf: (block: number) => number, random: Random): number[] {
  const pools = new Map<number, number[]>();
  for (const block of random.shuffle(order)) {
    const pool = pools.get(segmentOf(block)) ?? [];
    pools.set(segmentOf(block), [...pool, block]);
  }
  return order.map((block) => pools.get(segmentOf(block))?.pop() as number);
}
