import type { Tensor } from '../graph.ts';
import { requireShapes, sizeOf } from '../graph.ts';
import { matmul, multiply, subtract, sumOver } from './arithmetic.ts';
import { transpose } from './shaping.ts';

/** Least length of a row, as PyTorch's `normalize` has it. */
const EPSILON = 1e-12;
/** Takes the similarity of a row to itself out of a softmax: e^−1e9 is 0. */
const NEVER = -1e9;

/**
 * Normalised temperature-scaled cross-entropy (NT-Xent, Chen et al. 2020, "A simple framework for contrastive learning of visual
 * representations"): which of all other rows is a row's partner, by their cosine similarity. Mean over rows i with partner j of
 * −log(exp(s_ij/τ) / Σ_k≠i exp(s_ik/τ)). Rows without any information give log(rows − 1).
 *
 * @param embeddings `[2·P, D]`; rows 2·p and 2·p + 1 are partners
 * @param temperature τ, positive
 * @returns scalar
 */
export function contrastiveCrossEntropy(embeddings: Tensor, temperature: number): Tensor {
  const { graph } = embeddings;
  const rows = sizeOf(embeddings, 0);
  requireShapes(
    embeddings.shape.length === 2 && rows % 2 === 0 && rows > 2 && temperature > 0,
    'contrastiveCrossEntropy',
    `embeddings are two pairs or more, [2·P, D], and the temperature is positive (${temperature})`,
    embeddings,
  );
  const unit = normaliseRows(embeddings);
  const similarities = multiply(matmul(unit, transpose(unit, [1, 0])), graph.scalar(1 / temperature));
  return partnerCrossEntropy(similarities);
}

/** Mean over the rows of a square matrix of logits of −log softmax at the partner, the diagonal left out. */
function partnerCrossEntropy(logits: Tensor): Tensor {
  const { graph, shape } = logits;
  const rows = sizeOf(logits, 0);
  const square = (value: (row: number, column: number) => number) =>
    graph.constant(
      Float32Array.from({ length: rows * rows }, (_, i) => value(Math.floor(i / rows), i % rows)),
      [rows, rows],
    );
  // Partners differ in the last bit of their number.
  const partners = square((row, column) => (column === (row ^ 1) ? 1 : 0));
  const others = graph.node('Add', [logits, square((row, column) => (row === column ? NEVER : 0))], {}, shape);
  const logProbabilities = graph.node('LogSoftmax', [others], { axis: 1 }, shape);
  const sum = graph.node('ReduceSum', [multiply(logProbabilities, partners)], { keepdims: 0 }, []);
  const loss = graph.node('Mul', [sum, graph.scalar(-1 / rows)], {}, []);
  graph.differentiable([logits], [loss], ([gradient]) => {
    if (gradient === undefined) return [];
    const probabilities = graph.node('Softmax', [others], { axis: 1 }, shape);
    const share = multiply(gradient, graph.scalar(1 / rows));
    return [multiply(subtract(probabilities, partners), share)];
  });
  return loss;
}

/** Every row divided by its Euclidean length. */
function normaliseRows(x: Tensor): Tensor {
  const { graph, shape } = x;
  const column = [sizeOf(x, 0), 1];
  const length = graph.node('ReduceL2', [x, graph.indices([1])], { keepdims: 1 }, column);
  const divisor = graph.node('Max', [length, graph.scalar(EPSILON)], {}, column);
  const result = graph.node('Div', [x, divisor], {}, shape);
  graph.differentiable([x], [result], ([gradient]) => {
    if (gradient === undefined) return [];
    // What would only stretch the row cannot pass.
    const along = multiply(result, sumOver(multiply(gradient, result), [1]));
    return [graph.node('Div', [subtract(gradient, along), divisor], {}, shape)];
  });
  return result;
}
