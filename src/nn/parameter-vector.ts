import { EcgError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { NamedValues, ParameterSpec } from './specs.ts';

/** A stretch of a parameter vector, `start` ≤ position < `end`: weight decay applies to all of it or to none. */
export interface ParameterRun {
  readonly start: number;
  readonly end: number;
  readonly decay: boolean;
}

/** All parameters of a model in one array, so that an update is one loop and workers share one block of memory. */
export interface ParameterVector {
  /** `[parameters]`: one parameter after the other in the order of their specs, each in row-major order. */
  readonly values: Float32Array;
  /** Each parameter by name: a window on `values`, not a copy. */
  readonly views: ReadonlyMap<string, Float32Array>;
  /** Where weight decay applies. The runs follow each other and cover the vector. */
  readonly runs: readonly ParameterRun[];
}

/** How many numbers the parameters are together. */
export function countParameters(specs: readonly ParameterSpec[]): number {
  return specs.reduce((total, spec) => total + sizeOfSpec(spec), 0);
}

/**
 * A vector of zeros, or of what is in `buffer`, laid out for these parameters. Their gradient has the same layout.
 *
 * @param buffer memory to use, of exactly 4 × `countParameters(specs)` bytes: a `SharedArrayBuffer` lets workers see the same values
 * @throws EcgError `invalid-argument` when two parameters share a name or the buffer has another size
 * @example
 * const ones = (shape) => new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1);
 * const specs = [
 *   { name: 'fc.weight', shape: [2, 3], initialise: ones, decay: true },
 *   { name: 'fc.bias', shape: [2], initialise: ones, decay: false },
 * ];
 * const vector = createParameterVector(specs);
 * vector.views.get('fc.bias').set([7, 8]);
 * vector.values // => [0, 0, 0, 0, 0, 0, 7, 8]
 * vector.runs // => [{ start: 0, end: 6, decay: true }, { start: 6, end: 8, decay: false }]
 */
export function createParameterVector(
  specs: readonly ParameterSpec[],
  buffer: ArrayBufferLike = new ArrayBuffer(4 * countParameters(specs)),
): ParameterVector {
  const bytes = 4 * countParameters(specs);
  if (buffer.byteLength !== bytes) {
    throw new EcgError(
      'invalid-argument',
      `createParameterVector: the parameters take ${bytes} bytes, got a buffer of ${buffer.byteLength}`,
      { expected: bytes, got: buffer.byteLength },
    );
  }
  const values = new Float32Array(buffer);
  const views = new Map<string, Float32Array>();
  const runs: ParameterRun[] = [];
  let start = 0;
  for (const spec of specs) {
    const { name, decay } = spec;
    if (views.has(name)) {
      throw new EcgError('invalid-argument', `createParameterVector: names must differ, got ${name} twice`, { name });
    }
    const end = start + sizeOfSpec(spec);
    views.set(name, values.subarray(start, end));
    const last = runs.at(-1);
    if (last?.decay === decay) runs[runs.length - 1] = { ...last, end };
    else runs.push({ start, end, decay });
    start = end;
  }
  return { values, views, runs };
}

/**
 * Fills a vector, in place, with the first values that the specs define.
 *
 * @param specs those the vector was made for; `random` is drawn from in their order
 */
export function initialiseParameters(vector: ParameterVector, specs: readonly ParameterSpec[], random: Random): void {
  assignParameters(vector, new Map(specs.map(({ name, shape, initialise }) => [name, initialise(shape, random)])));
}

/**
 * Copies values into a vector, in place. Names that the vector lacks are left alone: running statistics travel with the parameters.
 *
 * @throws EcgError `invalid-argument` when a parameter has no value or one of another size; nothing is copied then
 */
export function assignParameters(vector: ParameterVector, values: NamedValues): void {
  for (const [name, view] of vector.views) {
    const length = values.get(name)?.length;
    if (length === view.length) continue;
    throw new EcgError(
      'invalid-argument',
      `assignParameters: ${name} takes ${view.length} values, got ${length ?? 'none'}`,
      { name, expected: view.length, got: length },
    );
  }
  for (const [name, view] of vector.views) view.set(values.get(name) as Float32Array);
}

/** The parameters by name, as copies that later updates do not change. */
export function copyParameters(vector: ParameterVector): NamedValues {
  return new Map(Array.from(vector.views, ([name, view]) => [name, new Float32Array(view)]));
}

const sizeOfSpec = ({ shape }: ParameterSpec) => shape.reduce((product, size) => product * size, 1);
