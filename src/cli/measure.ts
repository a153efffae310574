import { Command } from 'commander';
import { DISCLAIMER } from '../disclaimer.ts';
import type { WaveNetwork } from '../features/index.ts';
import { openWaveNetwork } from '../features/node.ts';
import { findRecords } from '../record/node.ts';
import { measurementsJson } from '../report/index.ts';
import { printJson } from './envelope.ts';
import { measurementOf } from './measurement.ts';
import { measurementText } from './measurement-text.ts';
import { type PartOptions, partOptions } from './record-part.ts';
import { printEach } from './several-records.ts';

interface MeasureOptions extends PartOptions {
  readonly json?: true;
}

/** `einthoven measure` */
export function measureCommand(): Command {
  const [from, duration] = partOptions('whose waves are measured; rhythm is always of the whole record');
  return new Command('measure')
    .description('rate, rhythm, intervals, axes, amplitudes, ST and heart rate variability of a record')
    .argument(
      '<record...>',
      'WFDB records (with or without .hea), folders, or globs; several stream one JSON line each',
    )
    .addOption(from)
    .addOption(duration)
    .option('--json', 'print JSON; null is what could not be measured, with its reason in notMeasured')
    .addHelpText(
      'after',
      `\nIntervals and amplitudes are those of the usual beats; premature ones are left out. It describes, it does not diagnose.\n${DISCLAIMER}`,
    )
    .action(async (places: readonly string[], options: MeasureOptions) => {
      const paths = places.flatMap((place) => findRecords(place));
      const network = await openWaveNetwork();
      await measurePaths(paths, network, options);
      await network.session.close();
    });
}

async function measurePaths(paths: readonly string[], network: WaveNetwork, options: MeasureOptions): Promise<void> {
  const [only] = paths;
  if (paths.length !== 1 || only === undefined) {
    await printEach('measurements', paths, async (path) =>
      measurementsJson(await measurementOf(path, network, options)),
    );
    return;
  }
  const measurement = await measurementOf(only, network, options);
  if (options.json) printJson(measurementsJson(measurement));
  else process.stdout.write(measurementText(measurement));
}
