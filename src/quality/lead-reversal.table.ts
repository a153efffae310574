import type { ChestScaling } from './lead-reversal-network.ts';

interface StoredNetwork {
  readonly scaling: ChestScaling;
  readonly without: number;
  readonly sumWeights: string;
  readonly sumBiases: string;
  readonly mixtures: string;
  readonly heads: string;
}

export const reversalTable: {
  readonly steps: number;
  readonly thresholds: Readonly<Record<'RA-LA' | 'RA-LL' | 'LA-LL' | 'V1-V2' | 'V2-V3' | 'V3-V4' | 'V4-V5' | 'V5-V6', number>>;
  readonly networks: readonly StoredNetwork[];
} = { steps: 1000, thresholds: { 'RA-LA': 0, 'RA-LL': 0, 'LA-LL': 0, 'V1-V2': 0, 'V2-V3': 0, 'V3-V4': 0, 'V4-V5': 0, 'V5-V6': 0 }, networks: [] };
