import type { Attribution } from '../explain/index.ts';
import type { EcgRecord } from '../record/index.ts';
import type { DisplayList, DisplayText } from './display-list.ts';
import { shadingOf } from './draw-explanation.ts';
import { drawRecord } from './draw-record.ts';
import type { EvidenceBundle } from './evidence/evidence-schema.ts';
import { stackPages } from './stack-pages.ts';
import type { ReportLanguage, SectionName } from './text/report-language.ts';
import { writeReport } from './text/write-report.ts';

/** What a page of a report shows. */
export interface DrawnReport {
  readonly record: EcgRecord;
  /** Of the record. */
  readonly bundle: EvidenceBundle;
  /** Drawn as colours behind the traces. */
  readonly attribution?: Attribution;
  /** English unless said. */
  readonly language?: ReportLanguage;
}

const MARGIN_MM = 8;
const TEXT_MM = 2.8;
const LINE_MM = 4;
const GAP_MM = 6;
/** The columns of text, left to right, each with a part of the width. */
const COLUMNS: readonly { readonly part: number; readonly sections: readonly SectionName[] }[] = [
  { part: 0.44, sections: ['findings', 'quality'] },
  { part: 0.18, sections: ['measurements'] },
  { part: 0.38, sections: ['criteria', 'notAssessed', 'provenance'] },
];

/**
 * The report of a record on one page: the tracing at true scale with the disclaimer, as `drawRecord` draws its first ten seconds, and below it
 * what `writeReport` says of findings, quality, measurements, criteria, and what was not assessed.
 */
export function drawReport({ record, bundle, attribution, language = 'en' }: DrawnReport): DisplayList {
  const tracing = drawRecord(record, attribution ? { shading: shadingOf(attribution) } : {});
  const sections = writeReport(bundle, language);
  const roomMm = tracing.widthMm - 2 * MARGIN_MM - GAP_MM * (COLUMNS.length - 1);
  let leftMm = MARGIN_MM;
  const columns = COLUMNS.map(({ part, sections: names }) => {
    const letters = Math.floor((part * roomMm) / (0.5 * TEXT_MM));
    const shown = sections.filter(({ name }) => names.includes(name));
    const lines = shown.flatMap(({ heading, sentences }) => [
      { text: heading, bold: true },
      ...sentences.flatMap(({ text }) => wrapped(text, letters)).map((text) => ({ text, bold: false })),
    ]);
    const items = lines.map(
      ({ text, bold }, n): DisplayText => ({
        kind: 'text',
        text,
        xMm: leftMm,
        yMm: (n + 1) * LINE_MM,
        sizeMm: TEXT_MM,
        anchor: 'start',
        bold,
        ink: 'text',
      }),
    );
    leftMm += part * roomMm + GAP_MM;
    return items;
  });
  const heightMm = LINE_MM * Math.max(...columns.map((items) => items.length)) + MARGIN_MM;
  const words = { widthMm: tracing.widthMm, heightMm, title: tracing.title, items: columns.flat() };
  return stackPages(tracing.title, [tracing, words]);
}

/** Lines of at most so many letters, broken between words; a word that is longer is broken itself. Lines after the first are indented. */
function wrapped(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${letters - 2}}`, 'gu')) ?? []);
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > letters) {
      lines.push(line);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
