import { EcgError } from '../errors.ts';
import type { StepSettings } from './update-rules.ts';

/** The same learning rate in every step. */
export interface ConstantSchedule {
  readonly kind: 'constant';
  readonly learningRate: number;
}

/**
 * Linear warm-up, then half a cosine down to `final`.
 *
 * With W warm-up steps of T, step k < W has peak × (k + 1) / (W + 1), and step k ≥ W has final + (peak − final) × (1 + cos(π (k − W) /
 * (T − W))) / 2: PyTorch's `LinearLR` followed by `CosineAnnealingLR`. Step W has the peak; `final` would be reached at step T.
 */
export interface CosineSchedule {
  readonly kind: 'cosine';
  readonly peak: number;
  /** Part of all steps spent rising, 0 … 1, rounded to whole steps; 0 by default. */
  readonly warmUpFraction?: number;
  /** 0 by default. */
  readonly final?: number;
}

/**
 * One cycle (Smith 2018) in two cosine phases, as fastai has it and PyTorch's `OneCycleLR` took it over; names and defaults are
 * PyTorch's. The rate rises from peak / divFactor to peak and falls to peak / (divFactor × finalDivFactor), while momentum does the
 * opposite. The defaults are also fastai v1's, whose peak comes one step later; fastai v2 rises for 0.25 of the steps and falls to
 * peak / 1e5.
 */
export interface OneCycleSchedule {
  readonly kind: 'one-cycle';
  /** PyTorch's `max_lr`. */
  readonly peak: number;
  /** Part of all steps spent rising, 0 … 1; 0.3 by default. */
  readonly pctStart?: number;
  /** 25 by default. */
  readonly divFactor?: number;
  /** 1e4 by default. */
  readonly finalDivFactor?: number;
  /** Whether momentum is set; on by default. */
  readonly cycleMomentum?: boolean;
  /** Momentum at the peak; 0.85 by default. */
  readonly baseMomentum?: number;
  /** Momentum at both ends; 0.95 by default. */
  readonly maxMomentum?: number;
}

/** How the learning rate, and for one-cycle the momentum, follow the step. */
export type Schedule = ConstantSchedule | CosineSchedule | OneCycleSchedule;

/**
 * The settings of one step.
 *
 * @param step counted from 0
 * @param totalSteps of the whole training; a resumed run gives the same number
 * @throws EcgError `invalid-argument` when the step is not one of the `totalSteps`, or a constant is out of range
 * @example
 * const schedule = { kind: 'one-cycle', peak: 0.01 };
 * settingsAt(schedule, 0, 100) // => { learningRate: 0.0004, momentum: 0.95 }
 * settingsAt(schedule, 29, 100) // => { learningRate: 0.01, momentum: 0.85 }
 * settingsAt(schedule, 99, 100) // => { learningRate: 4e-8, momentum: 0.95 }
 */
export function settingsAt(schedule: Schedule, step: number, totalSteps: number): StepSettings {
  if (!(Number.isInteger(step) && Number.isSafeInteger(totalSteps) && step >= 0 && step < totalSteps)) {
    throw new EcgError('invalid-argument', `settingsAt: step must be one of 0 … ${totalSteps - 1}, got ${step}`, {
      step,
      totalSteps,
    });
  }
  switch (schedule.kind) {
    case 'constant':
      requireRange('learningRate', schedule.learningRate, 0, Number.MAX_VALUE);
      return { learningRate: schedule.learningRate };
    case 'cosine':
      return { learningRate: cosine(schedule, step, totalSteps) };
    case 'one-cycle':
      return oneCycle(schedule, step, totalSteps);
    default:
      throw new EcgError('invalid-argument', 'settingsAt: kind must be constant, cosine or one-cycle', {
        schedule: schedule satisfies never,
      });
  }
}

function cosine({ peak, warmUpFraction = 0, final = 0 }: CosineSchedule, step: number, totalSteps: number): number {
  requireRange('peak', peak, 0, Number.MAX_VALUE);
  requireRange('final', final, 0, peak);
  requireRange('warmUpFraction', warmUpFraction, 0, 1);
  const warmUpSteps = Math.round(warmUpFraction * totalSteps);
  if (step < warmUpSteps) return (peak * (step + 1)) / (warmUpSteps + 1);
  return anneal(peak, final, (step - warmUpSteps) / (totalSteps - warmUpSteps));
}

function oneCycle(schedule: OneCycleSchedule, step: number, totalSteps: number): StepSettings {
  const { peak, pctStart = 0.3, divFactor = 25, finalDivFactor = 1e4 } = schedule;
  const { cycleMomentum = true, baseMomentum = 0.85, maxMomentum = 0.95 } = schedule;
  requireRange('peak', peak, 0, Number.MAX_VALUE);
  requireRange('pctStart', pctStart, 0, 1);
  requireRange('divFactor', divFactor, 1, Number.MAX_VALUE);
  requireRange('finalDivFactor', finalDivFactor, 1, Number.MAX_VALUE);
  requireRange('baseMomentum', baseMomentum, 0, 1);
  requireRange('maxMomentum', maxMomentum, baseMomentum, 1);
  const turn = pctStart * totalSteps - 1;
  const rising = step <= turn;
  const fraction = rising ? progress(step, 0, turn) : progress(step, turn, totalSteps - 1);
  const initial = peak / divFactor;
  const learningRate = rising ? anneal(initial, peak, fraction) : anneal(peak, initial / finalDivFactor, fraction);
  if (!cycleMomentum) return { learningRate };
  const momentum = rising ? anneal(maxMomentum, baseMomentum, fraction) : anneal(baseMomentum, maxMomentum, fraction);
  return { learningRate, momentum };
}

/** A phase of no length is over at once. */
function progress(step: number, start: number, end: number): number {
  return end > start ? (step - start) / (end - start) : 1;
}

/** From `start` to `end` along half a cosine, as `fraction` goes from 0 to 1. */
function anneal(start: number, end: number, fraction: number): number {
  return end + ((start - end) / 2) * (1 + Math.cos(Math.PI * fraction));
}

function requireRange(name: string, value: number, low: number, high: number): void {
  if (value >= low && value <= high) return;
  throw new EcgError('invalid-argument', `settingsAt: ${name} must be from ${low} to ${high}, got ${value}`, {
    [name]: value,
  });
}
