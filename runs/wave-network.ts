/**
 * Trains the network that finds waves (`models/delineation/waves.onnx`) on LUDB, and the four networks of its cross-validation, each
 * of which saw three quarters of the patients (`runs/wave-network/fold-1.onnx` …); `npm run verify -- --only waves` judges by these.
 *
 *   ECG_DATA=/path/to/data npx tsx runs/wave-network.ts            # everything: about 40 minutes on two cores
 *   … --only fold-2 | --only release                               # one of the five; several may be given
 *
 * The same seed gives the same file on the same machine.
 */

import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileWhole } from '../src/cli/write-file.ts';
import {
  WAVE_CARD_KEY,
  WAVE_CARD_SCHEMA,
  WAVE_FS,
  WAVE_NAMES,
  WAVE_WINDOW,
  type WaveCard,
  waveNetwork,
} from '../src/features/index.ts';
import { buildInferenceGraph, type NamedValues } from '../src/nn/index.ts';
import { helpFromHeader } from './help-from-header.ts';
import { ludbExamples } from './wave-network/examples.ts';
import { simulatedExamples } from './wave-network/examples-simulated.ts';
import { parameterCount, RELEASED, trainWaveNetwork } from './wave-network/fit.ts';
import { FOLDS, foldOf } from './wave-network/folds.ts';

helpFromHeader(import.meta.filename);
const { values: options } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const root = resolve(process.env.ECG_DATA ?? '../shared/data');
const here = import.meta.dirname;

const examples = ludbExamples(join(root, 'ludb'));
const simulated = simulatedExamples(300, RELEASED.seed);
const jobs = [...Array.from({ length: FOLDS }, (_, fold) => `fold-${fold + 1}`), 'release'];
for (const [job, name] of jobs.entries()) {
  if (!(options.only?.includes(name) ?? true)) continue;
  const seen = name === 'release' ? examples : examples.filter((_, i) => foldOf(i) !== job);
  const started = performance.now();
  const values = await trainWaveNetwork(seen, simulated, RELEASED, (epoch, loss, seconds) => {
    if (epoch % 5 === 0)
      console.log(`${name}: epoch ${epoch}/${RELEASED.epochs}, loss ${loss.toFixed(5)}, ${seconds.toFixed(1)} s`);
  });
  const path =
    name === 'release'
      ? join(here, '..', 'models', 'delineation', 'waves.onnx')
      : join(here, 'wave-network', `${name}.onnx`);
  write(path, values, seen.length);
  console.log(`${name}: ${((performance.now() - started) / 60_000).toFixed(1)} min`);
}

function write(path: string, values: NamedValues, recordings: number): void {
  const card: WaveCard = {
    schema: WAVE_CARD_SCHEMA,
    intendedUse: 'Research and education: boundaries of P, QRS and T in resting ECGs. Not clinically validated.',
    limits: [
      'Trained on 200 recordings of one hospital and one electrocardiograph (LUDB), and on simulated ones.',
      'U waves, delta waves and late potentials are not told apart from their neighbours.',
      'In atrial flutter and above about 150/min, P waves that lie on T are often missed.',
    ],
    licence: 'MIT. Trained on LUDB 1.0.1 (doi:10.1109/ACCESS.2020.3029211), ODC-By 1.0.',
    fs: WAVE_FS,
    waves: [...WAVE_NAMES],
    parameters: parameterCount(),
    training: { data: 'LUDB 1.0.1 and simulated records', recordings, config: { ...RELEASED, trainWaveNetwork } },
    packageVersion: (createRequire(import.meta.url)('../package.json') as { version: string }).version,
  };
  const bytes = buildInferenceGraph(waveNetwork(1), { channels: 1, samples: WAVE_WINDOW }, values, {
    [WAVE_CARD_KEY]: JSON.stringify(card),
    disclaimer: 'For research and education. Not clinically validated.',
  });
  mkdirSync(dirname(path), { recursive: true });
  writeFileWhole(path, bytes);
}
