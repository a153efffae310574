import { EcgError } from '../errors.ts';
import { sumOfSquares } from './gradient-clipping.ts';
import type { NamedValues } from './graph.ts';
import type { ParameterRun, ParameterVector } from './parameter-vector.ts';

/**
 * Adam with decoupled weight decay (Loshchilov & Hutter 2019), in the order of operations of PyTorch's `AdamW`: decay, moments, update.
 * The bias correction uses the `beta1` of the step, as PyTorch's does when a schedule cycles it.
 */
export interface AdamWConfig {
  readonly kind: 'adamw';
  /** Decay of the first moment; 0.9 by default. */
  readonly beta1?: number;
  /** Decay of the second moment; 0.999 by default, as in PyTorch. fastai uses 0.99. */
  readonly beta2?: number;
  /** Added to the root of the second moment; 1e-8 by default. */
  readonly epsilon?: number;
  /** Per step, each decaying parameter is multiplied by 1 − learning rate × `weightDecay`; 0.01 by default. */
  readonly weightDecay?: number;
}

/** Stochastic gradient descent as PyTorch's `SGD` without dampening: the learning rate multiplies the velocity. */
export interface SgdConfig {
  readonly kind: 'sgd';
  /** 0 by default. */
  readonly momentum?: number;
  /** Nesterov's look-ahead; off by default. */
  readonly nesterov?: boolean;
  /** L2 penalty: `weightDecay` × parameter joins the gradient before momentum; 0 by default. */
  readonly weightDecay?: number;
}

/** An update rule and its constants. Weight decay applies only to parameters whose spec says so. */
export type OptimiserConfig = AdamWConfig | SgdConfig;

/** What a schedule sets anew for each step. */
export interface StepSettings {
  readonly learningRate: number;
  /** Replaces AdamW's `beta1` or SGD's `momentum` in this step. */
  readonly momentum?: number;
}

/** What an optimiser remembers between steps. Buffers have PyTorch's names and the layout of the parameters. */
export interface OptimiserState {
  /** Steps made so far. */
  readonly steps: number;
  readonly buffers: NamedValues;
}

/** Updates parameters by their gradient. */
export interface Optimiser {
  /**
   * One update of `parameters`, in place. Numbers are stored as float32; arithmetic is float64.
   *
   * @param parameters `[parameters]`
   * @param gradient `[parameters]`, of the loss
   * @throws EcgError `invalid-argument`, before anything is changed, when a size differs, a setting is out of range, or the gradient
   * holds a number that is not finite (see `clipByGlobalNorm`, which reports that)
   */
  step(parameters: Float32Array, gradient: Float32Array, settings: StepSettings): void;
  /** A copy of the state; given to `createOptimiser`, it continues with the same bits. */
  state(): OptimiserState;
}

/**
 * An optimiser for the parameters of a vector.
 *
 * @param vector gives the size and where weight decay applies; its values are not touched until `step`
 * @param restored the state to continue from; without it all buffers are zero
 * @throws EcgError `invalid-argument` when a constant is out of range or the state belongs to another optimiser or model
 * @example
 * const vector = createParameterVector([{ name: 'w', shape: [2], initialise: () => Float32Array.of(1, -1), decay: true }]);
 * const optimiser = createOptimiser({ kind: 'sgd', weightDecay: 0.5 }, vector);
 * vector.values.set([1, 2]);
 * optimiser.step(vector.values, Float32Array.of(3, 0), { learningRate: 0.5 });
 * vector.values // => [-0.75, 1.5]
 */
export function createOptimiser(
  config: OptimiserConfig,
  vector: Pick<ParameterVector, 'values' | 'runs'>,
  restored?: OptimiserState,
): Optimiser {
  const size = vector.values.length;
  const rule = ruleOf(config);
  const buffers = rule.buffers.map((name) => restoredBuffer(name, size, restored));
  let steps = requireSteps(restored?.steps ?? 0);
  return {
    step(parameters, gradient, settings) {
      requireStep(size, parameters, gradient, settings);
      steps += 1;
      for (const run of vector.runs) rule.update({ parameters, gradient, buffers, run, settings, steps });
    },
    state: () => ({
      steps,
      buffers: new Map(rule.buffers.map((name, i) => [name, new Float32Array(buffers[i] as Float32Array)])),
    }),
  };
}

/** One step over one run; `steps` counts it already. */
interface Update {
  readonly parameters: Float32Array;
  readonly gradient: Float32Array;
  readonly buffers: readonly Float32Array[];
  readonly run: ParameterRun;
  readonly settings: StepSettings;
  readonly steps: number;
}

interface UpdateRule {
  readonly buffers: readonly string[];
  readonly update: (update: Update) => void;
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

function adamW({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 }: AdamWConfig): UpdateRule {
  requireFraction('beta1', beta1);
  requireFraction('beta2', beta2);
  requireNotNegative('epsilon', epsilon);
  requireNotNegative('weightDecay', weightDecay);
  function update({ parameters, gradient, buffers, run, settings, steps }: Update): void {
    const [firstMoment, secondMoment] = buffers as [Float32Array, Float32Array];
    const { learningRate, momentum = beta1 } = settings;
    const kept = run.decay ? 1 - learningRate * weightDecay : 1;
    const stepSize = learningRate / (1 - momentum ** steps);
    const rootScale = 1 / Math.sqrt(1 - beta2 ** steps);
    for (let i = run.start; i < run.end; i++) {
      const g = gradient[i] as number;
      const m0 = firstMoment[i] as number;
      const m = m0 + (1 - momentum) * (g - m0);
      const v = beta2 * (secondMoment[i] as number) + (1 - beta2) * g * g;
      firstMoment[i] = m;
      secondMoment[i] = v;
      parameters[i] = kept * (parameters[i] as number) - (stepSize * m) / (rootScale * Math.sqrt(v) + epsilon);
    }
  }
  return { buffers: ['exp_avg', 'exp_avg_sq'], update };
}

function sgd({ momentum: usual = 0, nesterov = false, weightDecay = 0 }: SgdConfig): UpdateRule {
  requireFraction('momentum', usual);
  requireNotNegative('weightDecay', weightDecay);
  function update({ parameters, gradient, buffers, run, settings }: Update): void {
    const [velocities] = buffers as [Float32Array];
    const { learningRate, momentum = usual } = settings;
    const penalty = run.decay ? weightDecay : 0;
    for (let i = run.start; i < run.end; i++) {
      const p = parameters[i] as number;
      const g = (gradient[i] as number) + penalty * p;
      const velocity = momentum * (velocities[i] as number) + g;
      velocities[i] = velocity;
      parameters[i] = p - learningRate * (nesterov ? g + momentum * velocity : velocity);
    }
  }
  return { buffers: ['momentum_buffer'], update };
}

function restoredBuffer(name: string, size: number, state: OptimiserState | undefined): Float32Array {
  if (state === undefined) return new Float32Array(size);
  const stored = state.buffers.get(name);
  if (stored?.length !== size) {
    throw new EcgError(
      'invalid-argument',
      `createOptimiser: the state must hold ${size} values of ${name}, got ${stored?.length ?? 'none'}`,
      { name, expected: size, got: stored?.length },
    );
  }
  return new Float32Array(stored);
}

function requireStep(size: number, parameters: Float32Array, gradient: Float32Array, settings: StepSettings): void {
  if (parameters.length !== size || gradient.length !== size) {
    throw new EcgError(
      'invalid-argument',
      `step: parameters and gradient must hold ${size} values, got ${parameters.length} and ${gradient.length}`,
      { expected: size, parameters: parameters.length, gradient: gradient.length },
    );
  }
  requireNotNegative('learningRate', settings.learningRate);
  if (settings.momentum !== undefined) requireFraction('momentum', settings.momentum);
  if (!Number.isFinite(sumOfSquares(gradient))) {
    throw new EcgError('invalid-argument', 'step: the gradient must be finite, got NaN or an infinity');
  }
}

function requireFraction(name: string, value: number): void {
  if (value >= 0 && value < 1) return;
  throw new EcgError('invalid-argument', `createOptimiser: ${name} must be at least 0 and below 1, got ${value}`, {
    [name]: value,
  });
}

function requireNotNegative(name: string, value: number): void {
  if (value >= 0 && value < Number.POSITIVE_INFINITY) return;
  throw new EcgError('invalid-argument', `createOptimiser: ${name} must be finite and not negative, got ${value}`, {
    [name]: value,
  });
}

function requireSteps(steps: number): number {
  if (Number.isSafeInteger(steps) && steps >= 0) return steps;
  throw new EcgError('invalid-argument', `createOptimiser: the state's steps must be a count, got ${steps}`, { steps });
}
