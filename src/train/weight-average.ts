import { updateEqualAverage, updateExponentialAverage, warmedUpDecay } from '../nn/index.ts';
import type { LoopConfig } from './training-config.ts';
import type { TrainingState } from './training-state.ts';

/** Whether a configuration asks for an average of the weights. */
export function hasAverage({ averageDecay, equalAverageShare }: LoopConfig): boolean {
  return averageDecay !== undefined || equalAverageShare !== undefined;
}

/** The exponential average after a step, where it is configured. @param step steps before it */
export function averageAfterStep({ average, parameters }: TrainingState, config: LoopConfig, step: number): void {
  if (average === undefined || config.averageDecay === undefined) return;
  updateExponentialAverage(average, parameters.values, warmedUpDecay(config.averageDecay, step));
}

/** The average of equal weights after an epoch, already counted in the state, where it is configured and has begun. */
export function averageAfterEpoch(state: TrainingState, config: LoopConfig): void {
  const held = averagedEpochs(state, config);
  if (state.average !== undefined && held > 0) updateEqualAverage(state.average, state.parameters.values, held - 1);
}

/** The weights to release instead of the live ones; `undefined` where none are configured, or none averaged yet. */
export function averagedWeights(state: TrainingState, config: LoopConfig): Float32Array | undefined {
  const begun = config.averageDecay !== undefined || averagedEpochs(state, config) > 0;
  return begun ? state.average : undefined;
}

/** Epochs done of those whose ends are averaged. */
function averagedEpochs({ epoch }: TrainingState, { epochs, equalAverageShare }: LoopConfig): number {
  if (equalAverageShare === undefined) return 0;
  return Math.max(0, epoch - epochs + Math.max(1, Math.round(epochs * equalAverageShare)));
}
