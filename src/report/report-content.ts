import { type DrawnReport, drawReport } from './draw-report.ts';
import { reportMarkdown } from './text/write-report.ts';
import { toPdf } from './to-pdf.ts';
import { toSvg } from './to-svg.ts';

/** Formats of a report: the evidence bundle itself, its sentences, or a page with the tracing. */
export const REPORT_FORMATS = ['json', 'md', 'svg', 'pdf'] as const;

/** A report in one of `REPORT_FORMATS`; the compact bundle on one line. */
export function reportContent(format: (typeof REPORT_FORMATS)[number], report: DrawnReport): string | Uint8Array {
  const { bundle, language } = report;
  switch (format) {
    case 'json':
      return `${JSON.stringify(bundle, undefined, bundle.leftOut ? 0 : 2)}\n`;
    case 'md':
      return reportMarkdown(bundle, language);
    case 'svg':
      return toSvg(drawReport(report));
    case 'pdf':
      return toPdf(drawReport(report));
  }
}
