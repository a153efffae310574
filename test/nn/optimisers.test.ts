import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createOptimiser,
  createParameterVector,
  type NamedValues,
  type OptimiserConfig,
  type ParameterSpec,
  type StepSettings,
} from '../../src/nn/index.ts';
import { golden } from './golden.ts';
import { refusal } from './refusal.ts';

interface Snapshot {
  readonly step: number;
  readonly parameters: readonly number[];
  readonly buffers: Readonly<Record<string, readonly number[]>>;
}

interface Case {
  readonly name: string;
  readonly config: OptimiserConfig;
  readonly settings: readonly StepSettings[];
  readonly after: readonly Snapshot[];
}

const goldens = golden<{
  readonly specs: readonly Omit<ParameterSpec, 'initialise'>[];
  readonly start: readonly number[];
  readonly gradients: readonly (readonly number[])[];
  readonly cases: readonly Case[];
}>('optimisers');

const zeros = (shape: readonly number[]) => new Float32Array(shape.reduce((a, b) => a * b, 1));
const specs = goldens.specs.map((spec): ParameterSpec => ({ ...spec, initialise: zeros }));
const cases = goldens.cases.map((one) => [one.name, one] as const);

function startVector() {
  const vector = createParameterVector(specs);
  vector.values.set(goldens.start);
  return vector;
}

/** Each of 20 steps rounds to float32, half a unit in the last place of 2⁻²³; the golden's float64 does not. */
function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] as number) - value)).toBeLessThanOrEqual(20 * 2 ** -24 * Math.max(1, Math.abs(value)));
  });
}

/** Second moments reach 1e-16: relative to their own size, or a wrong one would pass. */
function expectRelativelyClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] as number) - value)).toBeLessThanOrEqual(20 * 2 ** -24 * Math.abs(value));
  });
}

/** Steps of a case on a copy of the start, from step `first` on. */
function run(
  { config, settings }: Case,
  last: number,
  from?: { values: Float32Array; state: Parameters<typeof createOptimiser>[2] },
) {
  const vector = startVector();
  if (from !== undefined) vector.values.set(from.values);
  const optimiser = createOptimiser(config, vector, from?.state);
  for (let step = optimiser.state().steps; step <= last; step++) {
    const gradient = Float32Array.from(goldens.gradients[step] as readonly number[]);
    optimiser.step(vector.values, gradient, settings[step] as StepSettings);
  }
  return { values: vector.values, state: optimiser.state() };
}

const bits = (values: Float32Array) => [...new Uint32Array(values.slice().buffer)];
const bitsOf = (buffers: NamedValues) => [...buffers].map(([name, values]) => [name, bits(values)]);

describe('an optimiser', () => {
  test.each(cases)('changes parameters and buffers as PyTorch does: %s', (_, one) => {
    for (const { step, parameters, buffers } of one.after) {
      const { values, state } = run(one, step);
      expectClose(values, parameters);
      for (const [name, expected] of Object.entries(buffers)) {
        const actual = state.buffers.get(name) as Float32Array;
        if (name === 'exp_avg_sq') expectRelativelyClose(actual, expected);
        else expectClose(actual, expected);
      }
      expect(state.steps).toBe(step + 1);
    }
  });

  test.each(cases)('continues from a stored state with the same bits: %s', (_, one) => {
    const whole = run(one, 19);
    const resumed = run(one, 19, structuredClone(run(one, 6)));
    expect(bits(resumed.values)).toEqual(bits(whole.values));
    expect(bitsOf(resumed.state.buffers)).toEqual(bitsOf(whole.state.buffers));
    expect(resumed.state.steps).toBe(20);
  });

  test('hands out copies of its state, which later steps do not change', () => {
    const vector = startVector();
    const optimiser = createOptimiser({ kind: 'sgd', momentum: 0.9 }, vector);
    const before = optimiser.state();
    optimiser.step(vector.values, new Float32Array(12).fill(1), { learningRate: 0.1 });
    expect([...(before.buffers.get('momentum_buffer') as Float32Array)]).toEqual(Array(12).fill(0));
    expect(before.steps).toBe(0);
  });

  test.each<OptimiserConfig>([
    { kind: 'adamw', weightDecay: 0.5 },
    { kind: 'sgd', weightDecay: 0.5 },
  ])('decays, without a gradient, exactly the parameters whose spec says so: $kind', (config) => {
    const vector = createParameterVector(specs);
    vector.values.fill(1);
    createOptimiser(config, vector).step(vector.values, new Float32Array(12), { learningRate: 0.5 });
    // 1 − 0.5 · 0.5 for AdamW; for SGD the penalty 0.5 is the gradient, times the rate 0.5. AdamW's moments stay 0.
    expect([...vector.values]).toEqual([...Array(5).fill(0.75), ...Array(3).fill(1), ...Array(4).fill(0.75)]);
  });

  test('moves each parameter by the learning rate in the first step of AdamW, against its gradient', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: Math.fround(1e-3), max: 1e6, noNaN: true }), { minLength: 12, maxLength: 12 }),
        (sizes) => {
          const vector = createParameterVector(specs);
          const gradient = Float32Array.from(sizes, (size, i) => (i % 2 === 0 ? size : -size));
          createOptimiser({ kind: 'adamw', weightDecay: 0 }, vector).step(vector.values, gradient, {
            learningRate: 0.25,
          });
          // epsilon 1e-8 is at most 1e-5 of a gradient of 1e-3.
          vector.values.forEach((value, i) => {
            expect(value).toBeCloseTo(i % 2 === 0 ? -0.25 : 0.25, 5);
          });
        },
      ),
    );
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses a gradient that holds %s, and changes nothing',
    (bad) => {
      const vector = startVector();
      const optimiser = createOptimiser({ kind: 'adamw' }, vector);
      const gradient = new Float32Array(12).fill(1);
      gradient[11] = bad;
      expect(() => optimiser.step(vector.values, gradient, { learningRate: 0.1 })).toThrow('must be finite');
      expect([...vector.values]).toEqual(goldens.start);
      expect(optimiser.state().steps).toBe(0);
    },
  );

  test.each<[OptimiserConfig, string]>([
    [{ kind: 'adamw', beta1: 1 }, 'adamW: beta1 must be at least 0 and below 1, got 1'],
    [{ kind: 'adamw', beta2: -0.1 }, 'adamW: beta2 must be at least 0 and below 1, got -0.1'],
    [{ kind: 'adamw', epsilon: Number.NaN }, 'adamW: epsilon must be finite and not negative, got NaN'],
    [{ kind: 'sgd', momentum: 2 }, 'sgd: momentum must be at least 0 and below 1, got 2'],
    [{ kind: 'sgd', weightDecay: -1 }, 'sgd: weightDecay must be finite and not negative, got -1'],
    [{ kind: 'adam' } as unknown as OptimiserConfig, 'createOptimiser: kind must be adamw or sgd'],
  ])('refuses the constants %o', (config, message) => {
    expect(() => createOptimiser(config, startVector())).toThrow(refusal(message));
  });

  test('refuses parameters, gradients and settings that do not fit', () => {
    const vector = startVector();
    const optimiser = createOptimiser({ kind: 'sgd' }, vector);
    const gradient = new Float32Array(12);
    const fit = { learningRate: 0.1 };
    expect(() => optimiser.step(vector.values, new Float32Array(11), fit)).toThrow(
      'must hold 12 values, got 12 and 11',
    );
    expect(() => optimiser.step(new Float32Array(13), gradient, fit)).toThrow('must hold 12 values, got 13 and 12');
    expect(() => optimiser.step(vector.values, gradient, { learningRate: -1 })).toThrow('learningRate');
    expect(() => optimiser.step(vector.values, gradient, { learningRate: 0.1, momentum: 1 })).toThrow('momentum');
  });

  test('refuses the state of another optimiser or of another model', () => {
    const vector = startVector();
    const { state } = createOptimiser({ kind: 'sgd' }, vector);
    expect(() => createOptimiser({ kind: 'adamw' }, vector, state())).toThrow(
      'must hold exp_avg,exp_avg_sq, got momentum_buffer',
    );
    expect(() =>
      createOptimiser({ kind: 'sgd' }, vector, { steps: 0, buffers: new Map([['exp_avg', new Float32Array(12)]]) }),
    ).toThrow('must hold 12 values of momentum_buffer, got none');
    expect(() => createOptimiser({ kind: 'sgd' }, createParameterVector(specs.slice(1)), state())).toThrow(
      'must hold 7 values of momentum_buffer, got 12',
    );
    expect(() => createOptimiser({ kind: 'sgd' }, vector, { ...state(), steps: 0.5 })).toThrow(
      'must be a count, got 0.5',
    );
  });
});
