import { EcgError } from '../errors.ts';

/** A point that a curve passes through. */
export interface Knot {
  readonly x: number;
  readonly y: number;
}

/**
 * The natural cubic spline through knots: smooth to the second derivative, which is 0 at both ends. SciPy's
 * `CubicSpline(x, y, bc_type='natural')` between the knots; before the first and after the last the curve holds their
 * value, because a cubic would run away.
 *
 * @param knots in rising order of x; a single one gives a constant
 * @throws EcgError `invalid-argument` for no knots, one that is not finite, or x that do not rise
 * @example
 * const curve = cubicSpline([{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 0 }]);
 * [curve(-1), curve(0.5), curve(1)] // => [0, 0.6875, 1]
 */
export function cubicSpline(knots: readonly Knot[]): (x: number) => number {
  requireRising(knots);
  const first = knots[0] as Knot;
  const last = knots[knots.length - 1] as Knot;
  const bends = secondDerivatives(knots);
  let piece = 0;
  return (x) => {
    if (x <= first.x) return first.y;
    if (x >= last.x) return last.y;
    // Calls mostly come in rising order: search on from the piece of the last one.
    if (x < (knots[piece] as Knot).x) piece = 0;
    while (x > (knots[piece + 1] as Knot).x) piece += 1;
    const left = knots[piece] as Knot;
    const right = knots[piece + 1] as Knot;
    const h = right.x - left.x;
    const a = (right.x - x) / h;
    const b = (x - left.x) / h;
    const bend = (a ** 3 - a) * (bends[piece] as number) + (b ** 3 - b) * (bends[piece + 1] as number);
    return a * left.y + b * right.y + (bend * h ** 2) / 6;
  };
}

/** At each knot, from the tridiagonal system that makes the slopes meet (Thomas algorithm). */
function secondDerivatives(knots: readonly Knot[]): Float64Array {
  const count = knots.length;
  const bends = new Float64Array(count);
  const upper = new Float64Array(count);
  const at = (i: number) => knots[i] as Knot;
  for (let i = 1; i < count - 1; i++) {
    const [before, here, after] = [at(i - 1), at(i), at(i + 1)];
    const [left, right] = [here.x - before.x, after.x - here.x];
    const turn = (after.y - here.y) / right - (here.y - before.y) / left;
    const pivot = 2 * (left + right) - left * (upper[i - 1] as number);
    upper[i] = right / pivot;
    bends[i] = (6 * turn - left * (bends[i - 1] as number)) / pivot;
  }
  for (let i = count - 2; i > 0; i--) bends[i] = (bends[i] as number) - (upper[i] as number) * (bends[i + 1] as number);
  return bends;
}

function requireRising(knots: readonly Knot[]): void {
  if (knots.length === 0) throw new EcgError('invalid-argument', 'cubicSpline: a spline needs a knot, got none');
  knots.forEach(({ x, y }, i) => {
    if (!(Number.isFinite(x) && Number.isFinite(y))) {
      throw new EcgError('invalid-argument', `cubicSpline: knots must be finite, got (${x}, ${y}) at ${i}`, {
        x,
        y,
        i,
      });
    }
    const before = knots[i - 1];
    if (before !== undefined && !(x > before.x)) {
      throw new EcgError('invalid-argument', `cubicSpline: x must rise, got ${x} after ${before.x}`, { x, i });
    }
  });
}
