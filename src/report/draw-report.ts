import { type Attribution, averageOverWaves, type FiducialBeats } from '../explain/index.ts';
import type { EcgRecord } from '../record/index.ts';
import type { DisplayList, DisplayText } from './display-list.ts';
import { colourNotes, shadingOf } from './draw-explanation.ts';
import { drawRecord } from './draw-record.ts';
import type { Shading } from './draw-shading.ts';
import type { EvidenceBundle } from './evidence/evidence-schema.ts';
import { stackPages } from './stack-pages.ts';
import { PAGE_WORDS, type PageWords } from './text/page-words.table.ts';
import type { ReportLanguage, SectionName } from './text/report-language.ts';
import { writeReport } from './text/write-report.ts';
import { textWidthMm, WIDER_FONTS } from './text-width.ts';

/** What a page of a report shows. */
export interface DrawnReport {
  readonly record: EcgRecord;
  /** Of the record. */
  readonly bundle: EvidenceBundle;
  /** The first is drawn as colours behind the traces, the others are told in words. */
  readonly attributions?: readonly Attribution[];
  /** Of the record: colours are those of whole waves where they are known. */
  readonly beats?: FiducialBeats;
  /** English unless said. */
  readonly language?: ReportLanguage;
}

const MARGIN_MM = 8;
const TEXT_MM = 2.8;
const LINE_MM = 4;
const GAP_MM = 6;
/** Lines of a sentence after its first. */
const INDENT_MM = 1.5;
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
export function drawReport({ record, bundle, attributions, beats, language = 'en' }: DrawnReport): DisplayList {
  const shading = shadingOfFirst(attributions, beats, PAGE_WORDS[language]);
  const tracing = drawRecord(record, { language, ...(shading && { shading }) });
  const sections = writeReport(bundle, language);
  const roomMm = tracing.widthMm - 2 * MARGIN_MM - GAP_MM * (COLUMNS.length - 1);
  let leftMm = MARGIN_MM;
  const columns = COLUMNS.map(({ part, sections: names }) => {
    const shown = names.flatMap((name) => sections.find((section) => section.name === name) ?? []);
    const items: DisplayText[] = [];
    let yMm = 0;
    const write = (text: string, xMm: number, bold: boolean) => {
      yMm += LINE_MM;
      items.push({ kind: 'text', text, xMm, yMm, sizeMm: TEXT_MM, anchor: 'start', bold, ink: 'text' });
    };
    for (const { heading, sentences } of shown) {
      if (yMm > 0) yMm += LINE_MM / 2;
      write(heading, leftMm, true);
      for (const { text } of sentences) {
        wrapped(text, part * roomMm - INDENT_MM).forEach((line, n) => {
          write(line, n === 0 ? leftMm : leftMm + INDENT_MM, false);
        });
      }
    }
    leftMm += part * roomMm + GAP_MM;
    return { items, heightMm: yMm };
  });
  const heightMm = Math.max(...columns.map((column) => column.heightMm)) + MARGIN_MM;
  const words = {
    widthMm: tracing.widthMm,
    heightMm,
    title: tracing.title,
    items: columns.flatMap(({ items }) => items),
  };
  return stackPages(tracing.title, [tracing, words]);
}

function shadingOfFirst(
  [first, ...others]: readonly Attribution[] = [],
  beats: FiducialBeats | undefined,
  words: PageWords,
): Shading | undefined {
  if (first === undefined) return undefined;
  const byWave = beats !== undefined && beats.beats.length > 0;
  const notes = [
    ...colourNotes(first, words, byWave),
    ...(others.length > 0 ? [words.colours.others(others.map((one) => one.class))] : []),
  ];
  return shadingOf(byWave ? averageOverWaves(first, beats) : first, notes);
}

/** Lines no wider than a width, broken between words; a word that is wider is broken itself. */
function wrapped(text: string, widthMm: number): readonly string[] {
  const fits = (line: string) => WIDER_FONTS * textWidthMm(line, TEXT_MM) <= widthMm;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (!fits(line)) {
      let letters = line.length - 1;
      while (letters > 1 && !fits(line.slice(0, letters))) letters--;
      lines.push(line.slice(0, letters));
      line = line.slice(letters);
    }
  }
  return line === '' ? lines : [...lines, line];
}
