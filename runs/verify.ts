/**
 * `npm run verify`: the accuracy figures of the project, measured again on the real recordings. Each section prints its tables and
 * writes them into its block of `docs/results.md`. Exits with 1 where a figure is below what the project promises.
 *
 * Options: `--only NAME` (may be given several times), `--print` (leaves `docs/results.md` as it is).
 */

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileWhole } from '../src/cli/write-file.ts';
import { helpFromHeader } from './help-from-header.ts';
import { beats } from './verify/beats.ts';
import { calibration } from './verify/calibration.ts';
import { criteria } from './verify/criteria.ts';
import { diagnosis } from './verify/diagnosis.ts';
import { explanations } from './verify/explanations.ts';
import { leadReversal } from './verify/lead-reversal.ts';
import { measurements } from './verify/measurements.ts';
import { quality } from './verify/quality.ts';
import { robustness } from './verify/robustness.ts';
import type { Section } from './verify/section.ts';
import { similarCases } from './verify/similar-cases.ts';
import { waves } from './verify/waves.ts';

const sections: readonly Section[] = [
  diagnosis,
  calibration,
  similarCases,
  robustness,
  beats,
  quality,
  waves,
  measurements,
  criteria,
  leadReversal,
  explanations,
];
const resultsFile = join(import.meta.dirname, '..', 'docs', 'results.md');

helpFromHeader(import.meta.filename);
const { values: options } = parseArgs({
  options: { only: { type: 'string', multiple: true }, print: { type: 'boolean', default: false } },
});
const unknown = options.only?.filter((name) => sections.every((section) => section.name !== name)) ?? [];
if (unknown.length > 0) {
  const known = sections.map(({ name }) => name).join(', ');
  throw new Error(`verify: --only must name a section (${known}), got ${unknown.join(', ')}`);
}

const root = resolve(process.env.ECG_DATA ?? '../shared/data');
let shortfalls = 0;
for (const section of sections.filter(({ name }) => options.only?.includes(name) ?? true)) {
  const folders = section.data.map((name) => join(root, name));
  const missing = folders.filter((folder) => !existsSync(folder));
  if (missing.length > 0) {
    throw new Error(
      `verify: ${section.name} needs ${missing.join(' and ')}; set ECG_DATA to the folder that holds them`,
    );
  }
  const found = await section.measure(folders);
  console.log(`\n## ${section.name}\n\n${found.markdown}`);
  for (const text of found.shortfalls) console.error(`falls short: ${text}`);
  shortfalls += found.shortfalls.length;
  if (!options.print) writeBlock(section.name, found.markdown);
}
process.exitCode = shortfalls > 0 ? 1 : 0;

/** Replaces what stands between the marks of a section in `docs/results.md`. */
function writeBlock(name: string, markdown: string): void {
  const [start, end] = [`<!-- verify:${name} -->`, `<!-- /verify:${name} -->`];
  const text = readFileSync(resultsFile, 'utf8');
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`verify: docs/results.md must hold ${start} and ${end}`);
  writeFileWhole(resultsFile, `${text.slice(0, from + start.length)}\n${markdown}\n${text.slice(to)}`);
}
