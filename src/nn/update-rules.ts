import { EcgError } from '../errors.ts';
import type { ParameterRun } from './parameter-vector.ts';

/** The loops that change parameters: numbers are stored as float32, arithmetic is float64. */

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

/** What a schedule sets anew for each step. */
export interface StepSettings {
  readonly learningRate: number;
  /** Replaces AdamW's `beta1` or SGD's `momentum` in this step. */
  readonly momentum?: number;
}

/** One step over one run of the vector. */
export interface Update {
  readonly parameters: Float32Array;
  readonly gradient: Float32Array;
  /** In the order of `UpdateRule.buffers`. */
  readonly buffers: readonly Float32Array[];
  readonly run: ParameterRun;
  readonly settings: StepSettings;
  /** Counts from 1. */
  readonly step: number;
}

/** How one step changes parameters, and the names of what it remembers (PyTorch's, so that states can be compared). */
export interface UpdateRule {
  readonly buffers: readonly string[];
  readonly update: (update: Update) => void;
}

/** The update rule of `AdamWConfig`. @throws EcgError `invalid-argument` when a constant is out of range */
export function adamW({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0.01 }: AdamWConfig): UpdateRule {
  requireFraction('adamW', { beta1, beta2 });
  requireNotNegative('adamW', { epsilon, weightDecay });
  function update({ parameters, gradient, buffers, run, settings, step }: Update): void {
    const [firstMoment, secondMoment] = buffers as [Float32Array, Float32Array];
    const { learningRate, momentum = beta1 } = settings;
    const { start, end, decay } = run;
    const kept = decay ? 1 - learningRate * weightDecay : 1;
    const stepSize = learningRate / (1 - momentum ** step);
    const rootScale = 1 / Math.sqrt(1 - beta2 ** step);
    // Constants of the loop are local: read from around the function, they would be read again for every parameter.
    const [gain1, decay2, gain2, floor] = [1 - momentum, beta2, 1 - beta2, epsilon];
    for (let i = start; i < end; i++) {
      const g = gradient[i] as number;
      const held = firstMoment[i] as number;
      const m = held + gain1 * (g - held);
      const v = decay2 * (secondMoment[i] as number) + gain2 * g * g;
      firstMoment[i] = m;
      secondMoment[i] = v;
      parameters[i] = kept * (parameters[i] as number) - (stepSize * m) / (rootScale * Math.sqrt(v) + floor);
    }
  }
  return { buffers: ['exp_avg', 'exp_avg_sq'], update };
}

/** The update rule of `SgdConfig`. @throws EcgError `invalid-argument` when a constant is out of range */
export function sgd({ momentum: usual = 0, nesterov = false, weightDecay = 0 }: SgdConfig): UpdateRule {
  requireFraction('sgd', { momentum: usual });
  requireNotNegative('sgd', { weightDecay });
  function update({ parameters, gradient, buffers, run, settings }: Update): void {
    const [velocities] = buffers as [Float32Array];
    const { learningRate, momentum = usual } = settings;
    const penalty = run.decay ? weightDecay : 0;
    const { start, end } = run;
    for (let i = start; i < end; i++) {
      const p = parameters[i] as number;
      const g = (gradient[i] as number) + penalty * p;
      const velocity = momentum * (velocities[i] as number) + g;
      velocities[i] = velocity;
      parameters[i] = p - learningRate * (nesterov ? g + momentum * velocity : velocity);
    }
  }
  return { buffers: ['momentum_buffer'], update };
}

/** Throws unless every value is at least 0 and below 1. */
export function requireFraction(caller: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value >= 0 && value < 1) continue;
    throw new EcgError('invalid-argument', `${caller}: ${name} must be at least 0 and below 1, got ${value}`, values);
  }
}

/** Throws unless every value is finite and not negative. */
export function requireNotNegative(caller: string, values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value >= 0 && value < Number.POSITIVE_INFINITY) continue;
    throw new EcgError('invalid-argument', `${caller}: ${name} must be finite and not negative, got ${value}`, values);
  }
}
