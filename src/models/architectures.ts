import { EcgError } from '../errors.ts';
import type { ModelFunction } from '../nn/index.ts';
import type { ClassifierHead } from './classifier-head.ts';
import { convnext1d, convnext1dTiny } from './convnext1d.ts';
import { crnn } from './crnn.ts';
import { fcnWang } from './fcn-wang.ts';
import { gruClassifier } from './gru.ts';
import { gruBidirClassifier } from './gru-bidir.ts';
import { inception1d } from './inception1d.ts';
import { lstmClassifier } from './lstm.ts';
import { lstmBidirClassifier } from './lstm-bidir.ts';
import { resnet1dWang } from './resnet1d-wang.ts';
import { xresnet1d18, xresnet1d34, xresnet1d50, xresnet1d101 } from './xresnet1d.ts';

/** What every architecture is told: the number of outputs, and of the head what differs; its own sizes have published defaults. */
export type ArchitectureConfig = ClassifierHead;

/** Every architecture by the name that the command line and model cards use. */
export const architectures = {
  'fcn-wang': fcnWang,
  'resnet1d-wang': resnet1dWang,
  xresnet1d18,
  xresnet1d34,
  xresnet1d50,
  xresnet1d101,
  inception1d,
  lstm: lstmClassifier,
  'lstm-bidir': lstmBidirClassifier,
  gru: gruClassifier,
  'gru-bidir': gruBidirClassifier,
  crnn,
  convnext1d,
  'convnext1d-tiny': convnext1dTiny,
} as const satisfies Readonly<Record<string, (config: ArchitectureConfig) => ModelFunction>>;

/** Name of an architecture. */
export type ArchitectureName = keyof typeof architectures;

/**
 * The architecture of that name.
 *
 * @throws EcgError `invalid-argument` listing the names there are
 */
export function architectureNamed(name: string): (config: ArchitectureConfig) => ModelFunction {
  if (Object.hasOwn(architectures, name)) return architectures[name as ArchitectureName];
  const known = Object.keys(architectures);
  throw new EcgError('invalid-argument', `architectureNamed: must be one of ${known.join(', ')}, got ${name}`, {
    name,
    known,
  });
}
