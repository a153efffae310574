import { extname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { REPORT_FORMATS, type ReportLanguage } from '../report/index.ts';

/** Where a report goes, and its format, which the name's ending tells. */
export interface ReportFile {
  readonly path: string;
  readonly format: (typeof REPORT_FORMATS)[number];
}

/** The value of `--report`. */
export function reportFile(path: string): ReportFile {
  const format = REPORT_FORMATS.find((name) => extname(path).toLowerCase() === `.${name}`);
  if (format !== undefined) return { path, format };
  throw new InvalidArgumentError(`It must end in ${REPORT_FORMATS.map((name) => `.${name}`).join(', ')}.`);
}

/** What is written about one record, and how. */
export interface ReportOptions {
  readonly report?: ReportFile;
  readonly fhir?: string;
  readonly language: ReportLanguage;
  readonly compact?: true;
  /** What the present superclasses rest on. */
  readonly explain?: true;
  /** What these superclasses or statements rest on instead. */
  readonly explainClass?: readonly string[];
}
