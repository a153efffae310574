import type { OnnxNode } from './onnx-protobuf.ts';

/**
 * The nodes of a graph, where what is a result is made under the result's name: a copy of every gradient would cost more than many a small
 * operator. Copied is what no node made, what two results share, and what bodies know by its own name.
 *
 * @param captured names that bodies of nodes use
 */
export function nodesWithResults(
  nodes: readonly OnnxNode[],
  results: readonly { readonly name: string; readonly tensor: { readonly name: string } }[],
  captured: ReadonlySet<string>,
): readonly OnnxNode[] {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const renamed = new Map<string, string>();
  const copies: OnnxNode[] = [];
  for (const { name, tensor } of results) {
    const free = made.has(tensor.name) && !captured.has(tensor.name) && !renamed.has(tensor.name);
    if (free) renamed.set(tensor.name, name);
    else copies.push({ operator: 'Identity', inputs: [tensor.name], outputs: [name], attributes: {} });
  }
  const named = (names: readonly string[]) => names.map((name) => renamed.get(name) ?? name);
  return [...nodes, ...copies].map((node) => ({ ...node, inputs: named(node.inputs), outputs: named(node.outputs) }));
}
