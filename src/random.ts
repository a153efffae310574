/**
 * Seeded randomness. Nothing in the package calls `Math.random`: a generator is passed in, so every run can be repeated.
 */

/** A seeded stream of numbers. `state` and `restore` make a stopped run continue with the same numbers. */
export interface Random {
  /** Uniform in [0, 1), 32 bits of resolution. */
  uniform(): number;
  /** Standard normal (Box–Muller). */
  normal(): number;
  /** Uniform integer in [0, below). */
  integer(below: number): number;
  /** A new array with the items in random order (Fisher–Yates). */
  shuffle<T>(items: readonly T[]): T[];
  /** The generator's whole state, to be stored in a checkpoint. */
  state(): readonly [number, number, number, number];
}

/**
 * The generator sfc32 (Chris Doty-Humphrey, PractRand), seeded by splitmix32.
 *
 * @param seed any 32-bit integer, or a state taken from `Random.state`
 * @example
 * const random = createRandom(1);
 * random.uniform() === createRandom(1).uniform() // => true
 */
export function createRandom(seed: number | readonly [number, number, number, number]): Random {
  let [a, b, c, d] = typeof seed === 'number' ? seedState(seed) : seed;

  function next(): number {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  }

  const uniform = () => next() / 2 ** 32;
  const integer = (below: number) => Math.floor(uniform() * below);

  return {
    uniform,
    integer,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    shuffle: (items) => {
      const result = [...items];
      for (let i = result.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        const held = result[i] as (typeof result)[number];
        result[i] = result[j] as (typeof result)[number];
        result[j] = held;
      }
      return result;
    },
    state: () => [a, b, c, d],
  };
}

/** Four well-mixed words from one seed; the first outputs of sfc32 are discarded, as its author advises. */
function seedState(seed: number): [number, number, number, number] {
  let s = seed | 0;
  const word = () => {
    s = (s + 0x9e3779b9) | 0;
    let t = s ^ (s >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
  return [word(), word(), word(), word()];
}
