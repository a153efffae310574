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

/** An input of a model that is explained, in blocks. */
interface Blocks {
  readonly explainer: Explainer;
  readonly target: ExplainedClass;
  readonly input: ModelInput;
  readonly leads: number;
  /** Samples of a lead. */
  readonly length: number;
  readonly size: number;
  readonly perLead: number;
}

/**
 * Deletion and insertion (Petsiuk, Das & Saenko 2018, "RISE", BMVC) in blocks of 80 ms of one lead: the blocks with most attribution are
 * hidden first, or shown first while all else is hidden. What is hidden is a straight line (see `occlude`), so that the input stays
 * near what the network knows; with few blocks shown it does not.
 *
 * @param attributions of the input by several methods, which are held against the same random order
 * @param segments of every sample, from `segmentOfSamples`
 * @returns one score per attribution
 */
export async function deletionScores(
  explainer: Explainer,
  target: ExplainedClass,
  input: ModelInput,
  attributions: readonly Attribution[],
  segments: Uint8Array,
  random: Random,
): Promise<readonly DeletionScore[]> {
  const size = Math.round(BLOCK_SEC * input.signal.fs);
  const perLead = Math.floor(segments.length / size);
  const leads = Object.keys(input.signal.leads).length;
  const cut: Blocks = { explainer, target, input, leads, length: segments.length, size, perLead };
  const blocks = Array.from({ length: leads * perLead }, (_, i) => i);
  const segmentOf = (block: number) => segments[(block % perLead) * size + (size >> 1)] as number;
  const byChance = await curvesOf(cut, random.shuffle(blocks));
  const scores: DeletionScore[] = [];
  for (const attribution of attributions) {
    const order = orderBlocks(cut, blocks, attribution);
    const own = await curvesOf(cut, order);
    const inSegments = await curvesOf(cut, shuffledWithin(order, segmentOf, random));
    scores.push({
      deletion: byChance.deletion - own.deletion,
      insertion: own.insertion - byChance.insertion,
      deletionInSegments: inSegments.deletion - own.deletion,
      insertionInSegments: own.insertion - inSegments.insertion,
    });
  }
  return scores;
}

/** Blocks from the one with most attribution on. */
function orderBlocks({ size, perLead }: Blocks, blocks: readonly number[], attribution: Attribution): number[] {
  const leads = Object.values(attribution.leads);
  const worth = blocks.map((block) => {
    const from = (block % perLead) * size;
    const values = (leads[Math.floor(block / perLead)] as Float32Array).subarray(from, from + size);
    return values.reduce((sum, value) => sum + value, 0);
  });
  return [...blocks].sort((a, b) => (worth[b] as number) - (worth[a] as number));
}

async function curvesOf(cut: Blocks, ranked: readonly number[]): Promise<Curves> {
  const { explainer, target, input, leads, length, size, perLead } = cut;
  const samples = samplesOf(input);
  const rankOf = new Int32Array(ranked.length);
  ranked.forEach((block, rank) => {
    rankOf[block] = rank;
  });
  const rankAt = (place: number) => {
    const block = Math.min(perLead - 1, Math.floor((place % length) / size));
    return rankOf[Math.floor(place / length) * perLead + block] as number;
  };
  const limits = PARTS.map((part) => part * ranked.length);
  const without = limits.map((limit) => hidden(samples, leads, (place) => rankAt(place) < limit));
  const alone = limits.map((limit) => hidden(samples, leads, (place) => rankAt(place) >= limit));
  const odds = await logOddsOf(
    explainer,
    target,
    [...without, ...alone].map((values) => withSamples(input, values)),
  );
  const mean = (part: typeof odds) => part.reduce((sum, { logOdds }) => sum + logOdds, 0) / part.length;
  return { deletion: mean(odds.slice(0, PARTS.length)), insertion: mean(odds.slice(PARTS.length)) };
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
