import { EcgError } from '../errors.ts';
import { sumOfSquares } from './gradient-clipping.ts';
import type { ParameterVector } from './parameter-vector.ts';
import type { NamedValues } from './specs.ts';
import {
  type AdamWConfig,
  adamW,
  requireFraction,
  requireNotNegative,
  type SgdConfig,
  type StepSettings,
  sgd,
  type UpdateRule,
} from './update-rules.ts';

/** An update rule and its constants. Weight decay applies only to parameters whose spec says so. */
export type OptimiserConfig = AdamWConfig | SgdConfig;

/** What an optimiser remembers between steps. Buffers have PyTorch's names and the layout of the parameters. */
export interface OptimiserState {
  /** Steps made so far. */
  readonly steps: number;
  readonly buffers: NamedValues;
}

/** Updates parameters by their gradient. */
export interface Optimiser {
  /**
   * One update of `parameters`, in place.
   *
   * @param parameters `[parameters]`
   * @param gradient `[parameters]`, of the loss
   * @throws EcgError `invalid-argument`, before anything is changed, when a size differs, a setting is out of range, or the gradient
   * holds a number that is not finite (`clipByGlobalNorm` reports that without throwing)
   */
  step(parameters: Float32Array, gradient: Float32Array, settings: StepSettings): void;
  /** A copy of the state; given to `createOptimiser`, it continues with the same bits. */
  state(): OptimiserState;
}

/**
 * An optimiser for the parameters of a vector.
 *
 * @param vector gives the size and where weight decay applies; its values are not read
 * @param restored the state to continue from; without it all buffers are zero
 * @throws EcgError `invalid-argument` when a constant is out of range or the state belongs to another optimiser or model
 * @example
 * const vector = createParameterVector([{ name: 'w', shape: [2], initialise: () => Float32Array.of(1, 2), decay: true }]);
 * vector.values.set([1, 2]);
 * const optimiser = createOptimiser({ kind: 'sgd', weightDecay: 0.5 }, vector);
 * optimiser.step(vector.values, Float32Array.of(3, 0), { learningRate: 0.5 });
 * vector.values // => [-0.75, 1.5]
 * optimiser.state().steps // => 1
 */
export function createOptimiser(
  config: OptimiserConfig,
  vector: Pick<ParameterVector, 'values' | 'runs'>,
  restored?: OptimiserState,
): Optimiser {
  const size = vector.values.length;
  const rule = ruleOf(config);
  const buffers =
    restored === undefined ? rule.buffers.map(() => new Float32Array(size)) : copyBuffers(rule, size, restored);
  let steps = restored?.steps ?? 0;
  return {
    step(parameters, gradient, settings) {
      requireStep(size, parameters, gradient, settings);
      steps += 1;
      for (const run of vector.runs) rule.update({ parameters, gradient, buffers, run, settings, step: steps });
    },
    state: () => ({
      steps,
      buffers: new Map(rule.buffers.map((name, i) => [name, new Float32Array(buffers[i] as Float32Array)])),
    }),
  };
}

function ruleOf(config: OptimiserConfig): UpdateRule {
  switch (config.kind) {
    case 'adamw':
      return adamW(config);
    case 'sgd':
      return sgd(config);
    default:
      throw new EcgError('invalid-argument', 'createOptimiser: kind must be adamw or sgd', {
        config: config satisfies never,
      });
  }
}

function copyBuffers(rule: UpdateRule, size: number, { steps, buffers }: OptimiserState): Float32Array[] {
  if (!(Number.isSafeInteger(steps) && steps >= 0)) {
    throw new EcgError('invalid-argument', `createOptimiser: the state's steps must be a count, got ${steps}`, {
      steps,
    });
  }
  if (buffers.size !== rule.buffers.length) {
    const names = [...buffers.keys()];
    throw new EcgError('invalid-argument', `createOptimiser: the state must hold ${rule.buffers}, got ${names}`, {
      names,
    });
  }
  return rule.buffers.map((name) => {
    const stored = buffers.get(name);
    if (stored?.length === size) return new Float32Array(stored);
    throw new EcgError(
      'invalid-argument',
      `createOptimiser: the state must hold ${size} values of ${name}, got ${stored?.length ?? 'none'}`,
      { name, expected: size, got: stored?.length },
    );
  });
}

function requireStep(size: number, parameters: Float32Array, gradient: Float32Array, settings: StepSettings): void {
  if (parameters.length !== size || gradient.length !== size) {
    throw new EcgError(
      'invalid-argument',
      `step: parameters and gradient must hold ${size} values, got ${parameters.length} and ${gradient.length}`,
      { expected: size, parameters: parameters.length, gradient: gradient.length },
    );
  }
  requireNotNegative('step', { learningRate: settings.learningRate });
  if (settings.momentum !== undefined) requireFraction('step', { momentum: settings.momentum });
  if (!Number.isFinite(sumOfSquares(gradient))) {
    throw new EcgError('invalid-argument', 'step: the gradient must be finite, got NaN or an infinity');
  }
}
