import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FloatTensor, OpenSession, Session } from '../../src/nn/index.ts';
import { Graph } from '../../src/nn/index.ts';
import { openSession, openWorkerSession } from '../../src/nn/node.ts';
import { add, multiply } from '../../src/nn/operations/arithmetic.ts';
import { scan } from '../../src/nn/operations/scan.ts';

/** a · b + a, of two numbers each. */
function productAndSum(): Uint8Array {
  const graph = new Graph({ kind: 'training', batch: 1 });
  const [a, b] = [graph.input('a', [2]), graph.input('b', [2])];
  graph.output('result', add(multiply(a, b), a));
  return graph.encodeModel();
}

function tensor(values: readonly number[], place: ArrayBufferLike = new ArrayBuffer(4 * values.length)): FloatTensor {
  const data = new Float32Array(place);
  data.set(values);
  return { data, shape: [values.length] };
}

const shared = (values: readonly number[]) => tensor(values, new SharedArrayBuffer(4 * values.length));

async function resultOf(session: Session, a: FloatTensor, b: FloatTensor): Promise<number[]> {
  const { result } = await session.run({ a, b });
  return Array.from((result as FloatTensor).data);
}

describe.each<[string, OpenSession]>([
  ['the calling thread', openSession],
  ['a worker', openWorkerSession],
])('a session in %s', (_, open) => {
  let session: Session;
  beforeAll(async () => {
    session = await open(productAndSum(), { threads: 1 });
  });
  afterAll(() => session.close());

  test('takes arrays of both kinds of memory', async () => {
    await expect(resultOf(session, tensor([1, 2]), shared([3, 4]))).resolves.toEqual([4, 10]);
    await expect(resultOf(session, shared([5, 6]), tensor([1, 1]))).resolves.toEqual([10, 12]);
  });

  test('sees what shared memory holds at each run, though the array is the same', async () => {
    const [a, b] = [shared([1, 1]), shared([2, 3])];
    await expect(resultOf(session, a, b)).resolves.toEqual([3, 4]);
    b.data.set([10, 20]);
    await expect(resultOf(session, a, b)).resolves.toEqual([11, 21]);
    await expect(resultOf(session, a, tensor([0, 0]))).resolves.toEqual([1, 1]);
    await expect(resultOf(session, a, b)).resolves.toEqual([11, 21]);
  });

  test('answers runs that were asked for at the same time each for itself', async () => {
    const feeds = Array.from({ length: 8 }, (_, i) => [shared([i, i]), shared([1, i])] as const);
    const answers = await Promise.all(feeds.map(([a, b]) => resultOf(session, a, b)));
    expect(answers).toEqual(feeds.map((_, i) => [2 * i, i * i + i]));
  });

  test('goes on after a run that failed', async () => {
    const wrong = { a: tensor([1, 2, 3]), b: tensor([1, 2]) };
    await expect(session.run(wrong)).rejects.toThrow();
    await expect(resultOf(session, tensor([1, 2]), tensor([3, 4]))).resolves.toEqual([4, 10]);
  });
});

describe('results of a graph', () => {
  test('may be an input, the same tensor twice, and what later nodes and bodies use', async () => {
    const graph = new Graph({ kind: 'training', batch: 1 });
    const sequence = graph.input('sequence', [3, 2]);
    const doubled = add(sequence, sequence);
    const step = graph.node('Neg', [graph.input('start', [2])], {}, [2]);
    // The body knows `step` by the name that it has in the graph around it.
    const [sums] = scan(
      graph,
      { initialStates: [graph.constant([0, 0])], sequences: [doubled], reverse: false },
      (_, [state], [element]) => {
        const next = add(add(element as typeof doubled, state as typeof doubled), step);
        return { states: [next], elements: [next] };
      },
    );
    graph.output('given', sequence);
    graph.output('doubled', doubled);
    graph.output('doubled again', doubled);
    graph.output('step', step);
    graph.output('sums', sums as typeof doubled);
    const session = await openSession(graph.encodeModel(), { threads: 1 });
    const feeds = { sequence: { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] }, start: tensor([1, 2]) };
    const results = await session.run(feeds);
    const values = (name: string) => Array.from((results[name] as FloatTensor).data);
    expect(values('given')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(values('doubled')).toEqual([2, 4, 6, 8, 10, 12]);
    expect(values('doubled again')).toEqual([2, 4, 6, 8, 10, 12]);
    expect(values('step')).toEqual([-1, -2]);
    expect(values('sums')).toEqual([1, 2, 6, 8, 15, 18]);
    await session.close();
  });
});
