import type { Graph, Tensor } from '../graph.ts';
import { requireShapes } from '../graph.ts';

/** A loop along the first axis of some sequences, from the first step to the last or backwards. */
export interface Loop<States extends readonly Tensor[], Elements extends readonly Tensor[]> {
  /** What the first step finds as states. */
  readonly initialStates: States;
  /** Sequences `[L, …]`, of which each step sees one element. */
  readonly sequences: Elements;
  readonly reverse: boolean;
}

/** What one step makes: the states for the next step, and one element of each resulting sequence. */
export interface LoopStep<States extends readonly Tensor[], Made extends readonly Tensor[]> {
  readonly states: States;
  readonly elements: Made;
}

/**
 * Runs `step` once per element, as an ONNX `Scan`: the only loop that keeps a graph small whatever the number of samples. Element t of
 * a resulting sequence belongs to element t of the inputs, also in reverse.
 *
 * It has no place on the tape: who uses it knows its gradient. A step costs about 12 µs besides its nodes (measured), so the body
 * should hold only what is truly sequential.
 *
 * @param step builds the body in the graph that it is given; it may use tensors of the graph around it, which are the same at each step
 * @returns the sequences of elements, `[L, …]`
 */
export function scan<
  const States extends readonly Tensor[],
  const Elements extends readonly Tensor[],
  const Made extends readonly Tensor[],
>(
  graph: Graph,
  { initialStates, sequences, reverse }: Loop<States, Elements>,
  step: (body: Graph, states: States, elements: Elements) => LoopStep<States, Made>,
): Made {
  const length = sequences[0]?.shape[0] as number;
  const agree = sequences.every(({ shape }) => shape[0] === length);
  requireShapes(agree, 'scan', 'all sequences must have the same number of steps', ...sequences);
  const body = graph.subgraph();
  const states = initialStates.map(({ shape }) => body.argument(shape)) as readonly Tensor[] as States;
  const elements = sequences.map(({ shape }) => body.argument(shape.slice(1))) as readonly Tensor[] as Elements;
  const made = step(body, states, elements);
  const directions = (tensors: readonly Tensor[]) => tensors.map(() => (reverse ? 1 : 0));
  const attributes = {
    num_scan_inputs: sequences.length,
    scan_input_directions: directions(sequences),
    scan_output_directions: directions(made.elements),
    body: body.encodeBody(distinct([...made.states, ...made.elements])),
  };
  const shapes = [...made.states.map(({ shape }) => shape), ...made.elements.map(({ shape }) => [length, ...shape])];
  const results = graph.nodes('Scan', [...initialStates, ...sequences], attributes, shapes);
  return results.slice(made.states.length) as readonly Tensor[] as Made;
}

/** A graph cannot return the same value twice: later ones become copies. */
function distinct(tensors: readonly Tensor[]): readonly Tensor[] {
  return tensors.map((tensor, i) => {
    const first = tensors.findIndex(({ name }) => name === tensor.name) === i;
    return first ? tensor : tensor.graph.node('Identity', [tensor], {}, tensor.shape);
  });
}
