import { Command, Option } from 'commander';
import { readRecordFile } from '../record/node.ts';
import { drawRecord, RECORD_LAYOUTS, type RecordLayout, toSvg } from '../report/index.ts';
import { several } from './options.ts';
import { writeFileWhole } from './write-file.ts';

interface PlotOptions {
  readonly out: string;
  readonly layout?: RecordLayout;
  readonly speed?: number;
  readonly gain?: number;
  readonly lead?: readonly string[];
  readonly from?: number;
  readonly duration?: number;
}

/** `einthoven plot` */
export function plotCommand(): Command {
  return new Command('plot')
    .description('draw a record on ECG paper at true scale')
    .argument('<record>', 'WFDB record, with or without .hea')
    .requiredOption('--out <file.svg>', 'file to write')
    .addOption(new Option('--layout <name>', 'arrangement of the leads').choices(RECORD_LAYOUTS))
    .option('--speed <mm/s>', 'paper speed (default: 25)', Number)
    .option(
      '--gain <mm>',
      'mm per mV (default: 10), or per standard deviation where millivolts are lost (default: 2.5)',
      Number,
    )
    .option('--lead <name>', 'draw only this lead; may be given several times', several)
    .option('--from <sec>', 'start of what is drawn (default: 0)', Number)
    .option('--duration <sec>', 'how much is drawn (default: 10)', Number)
    .action((path: string, { out, layout, speed, gain, lead, from, duration }: PlotOptions) => {
      const record = readRecordFile(path);
      const drawing = drawRecord(record, {
        ...(layout && { layout }),
        ...(speed !== undefined && { speedMmPerSec: speed }),
        ...(gain !== undefined && (record.unit === 'mV' ? { gainMmPerMv: gain } : { gainMmPerSd: gain })),
        ...(lead && { leads: lead }),
        ...(from !== undefined && { fromSec: from }),
        ...(duration !== undefined && { durationSec: duration }),
      });
      writeFileWhole(out, toSvg(drawing));
      process.stderr.write(`wrote ${out}, ${drawing.widthMm} × ${Math.round(drawing.heightMm)} mm\n`);
    });
}
