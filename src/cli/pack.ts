import { Command, Option } from 'commander';
import { packRecords, readDataFolders } from '../datasets/node.ts';
import { several } from './options.ts';
import { bar, progressLine } from './progress-line.ts';

interface PackOptions {
  readonly data: readonly string[];
  readonly fs: string;
  readonly out: string;
}

/** `einthoven pack` */
export function packCommand(): Command {
  return new Command('pack')
    .description('pack PTB-XL folders into one store that loads in seconds; --data of other commands takes it')
    .requiredOption('--data <dir>', 'data folder; may be given several times', several)
    .addOption(new Option('--fs <hz>', 'rate of the records to take').choices(['100', '500']).default('100'))
    .requiredOption('--out <dir>', 'folder to write the store to')
    .action(async ({ data, fs, out }: PackOptions) => {
      const line = progressLine();
      const { rows, sources } = await readDataFolders(data);
      const onProgress = (done: number, all: number) =>
        line.update(`packing ${bar(done / all)} ${done}/${all} records`);
      await packRecords(rows, { fs: fs === '500' ? 500 : 100, out, sources, onProgress });
      line.finish(`packed ${rows.length} records into ${out}`);
    });
}
