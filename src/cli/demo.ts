import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { predict } from '../models/index.ts';
import { openModel } from '../models/node.ts';
import { createRandom } from '../random.ts';
import { simulateRecord } from '../record/index.ts';
import { writeRecordFile } from '../record/node.ts';
import { diagnosisOf, drawRecord, toSvg } from '../report/index.ts';
import { diagnosisText } from './diagnosis.ts';
import { wholeNumber } from './options.ts';
import { writeFileWhole } from './write-file.ts';

/** `einthoven demo` */
export function demoCommand(): Command {
  return new Command('demo')
    .description('diagnose a simulated 12-lead record with the bundled model, and draw it')
    .option('--out <dir>', 'folder for the record and its drawing', 'out')
    .option('--rate <bpm>', 'heart rate of the simulation', wholeNumber(30), 72)
    .option('--seed <n>', 'seed of the simulation', wholeNumber(0), 1)
    .action(async ({ out, rate, seed }: { out: string; rate: number; seed: number }) => {
      const random = createRandom(seed);
      const { record } = simulateRecord({ fs: 500, durationSec: 10, heartRateBpm: rate, random });
      const model = await openModel();
      process.stdout.write(diagnosisText(await diagnosisOf(record, model, await predict(model, record))));
      await model.session.close();
      mkdirSync(out, { recursive: true });
      const path = join(out, 'demo');
      writeRecordFile(record, path);
      writeFileWhole(`${path}.svg`, toSvg(drawRecord(record, {})));
      process.stderr.write(
        `\nwrote ${path}.svg (the tracing, at true scale) and ${path}.hea, ${path}.dat (the record, WFDB)\n`,
      );
      process.stderr.write(
        `try: npx einthoven diagnose ${path} --json\nthe workbench, to see and judge it in the browser: npx einthoven serve, then open http://127.0.0.1:8080/\n`,
      );
    });
}
