import { basename } from 'node:path';
import type { ModelCard } from '../models/index.ts';
import { writeFileWhole } from './write-file.ts';

/** The name of a model whose file lies at a path. */
export function modelNameOf(path: string): string {
  return basename(path).replace(/\.onnx$/, '');
}

/** Writes a model file, and its card for people beside it. @throws EcgError as `writeFileWhole` */
export function writeModel(path: string, bytes: Uint8Array, card: ModelCard): void {
  writeFileWhole(path, bytes);
  writeFileWhole(path.replace(/(\.onnx)?$/, '.card.json'), `${JSON.stringify(card, undefined, 2)}\n`);
}

/** What became of a release, on one line. */
export function releaseLine(path: string, card: ModelCard): string {
  const [metrics] = card.metrics;
  const figure = `${metrics?.task} macro-AUC ${metrics?.macroAuc?.toFixed(4)} on ${metrics?.n} validation records`;
  return `${path}: ${card.architecture.parameters} parameters, ${figure}`;
}
