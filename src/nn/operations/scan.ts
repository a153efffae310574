import type { Graph, Tensor } from '../graph.ts';
import { requireShapes } from '../graph.ts';

/** A loop along the first axis of some sequences, from the first step to the last or backwards. */
export interface Loop {
  /** What the first step finds as states. */
  readonly initialStates: readonly Tensor[];
  /** Sequences `[L, …]` that each step sees one element of. */
  readonly sequences: readonly Tensor[];
  readonly reverse: boolean;
}

/** What one step makes: the states for the next step, and one element of each resulting sequence. */
export interface LoopStep {
  readonly states: readonly Tensor[];
  readonly elements: readonly Tensor[];
}

/**
 * Runs `step` once per element, as an ONNX `Scan`: the only loop that keeps a graph small whatever the number of samples. Element t of
 * a resulting sequence belongs to element t of the inputs, also in reverse.
 *
 * It has no place on the tape: who uses it knows its gradient. Each step costs about 12 µs besides its nodes, so the body should hold
 * only what is truly sequential.
 *
 * @param step builds the body in the graph that it is given; it may also use tensors of the graph around it, which stay the same
 * @returns the sequences of elements, `[L, …]`
 */
export function scan(
  graph: Graph,
  { initialStates, sequences, reverse }: Loop,
  step: (body: Graph, states: readonly Tensor[], elements: readonly Tensor[]) => LoopStep,
): readonly Tensor[] {
  const length = sequences[0]?.shape[0] ?? 0;
  requireShapes(
    sequences.length > 0 && sequences.every(({ shape }) => shape[0] === length),
    'scan',
    'all sequences must have the same number of steps',
    ...sequences,
  );
  const body = graph.subgraph();
  const states = initialStates.map(({ shape }, i) => body.input(`${body.prefix}state${i}`, shape));
  const elements = sequences.map(({ shape }, i) => body.input(`${body.prefix}element${i}`, shape.slice(1)));
  const made = step(body, states, elements);
  const direction = (count: number) => new Array<number>(count).fill(reverse ? 1 : 0);
  const results = graph.nodes(
    'Scan',
    [...initialStates, ...sequences],
    {
      num_scan_inputs: sequences.length,
      scan_input_directions: direction(sequences.length),
      scan_output_directions: direction(made.elements.length),
      body: body.encodeBody(distinct([...made.states, ...made.elements])),
    },
    [...made.states.map(({ shape }) => shape), ...made.elements.map(({ shape }) => [length, ...shape])],
  );
  return results.slice(made.states.length);
}

/** A graph cannot return the same value twice: later ones become copies. */
function distinct(tensors: readonly Tensor[]): readonly Tensor[] {
  return tensors.map((tensor, i) => {
    const first = tensors.findIndex(({ name }) => name === tensor.name) === i;
    return first ? tensor : tensor.graph.node('Identity', [tensor], {}, tensor.shape);
  });
}
