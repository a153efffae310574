import { makeRecord } from 'einthoven';
import { type DisplayList, drawRecord } from 'einthoven/report';
import { printedDocument } from './print-document.ts';
import type { TracingSettings } from './settings.ts';
import { clockText } from './time-text.ts';
import { filterMargin, filterStretch, filterText } from './tracing-filter.ts';
import type { TracingSource } from './tracing-source.ts';
import type { Frame } from './view.ts';

/** Traces that fit a page of A4 across, as in the printed report. */
const PAGE_TRACE_MM = 250;
/** Prints what begins at the left end of a frame, at true scale, on one page: ten seconds at 25 mm/s. */
export async function printTracing(source: TracingSource, settings: TracingSettings, frame: Frame): Promise<void> {
  const html = printedDocument(await drawnPage(source, settings, frame.fromSec));
  const page = document.createElement('iframe');
  page.title = 'Page to print';
  page.className = 'unseen';
  page.srcdoc = html;
  page.addEventListener('load', () => {
    page.contentWindow?.addEventListener('afterprint', () => page.remove());
    page.contentWindow?.print();
  });
  document.body.append(page);
}

/** The printed page of a source from a time on. */
export async function drawnPage(
  source: TracingSource,
  settings: TracingSettings,
  fromSec: number,
): Promise<DisplayList> {
  const { fs, unit, name, startsAt, length } = source;
  const { layout, lead, gain, paperSpeed, filter } = settings;
  const start = Math.round(fromSec * fs);
  const end = Math.min(length, start + Math.round((PAGE_TRACE_MM / paperSpeed) * fs));
  const margin = filterMargin(filter, fs);
  const from = Math.max(0, start - margin);
  const shown = layout === 'single' ? [lead] : source.leads;
  const leads = await Promise.all(
    shown.map(async (one) => {
      const samples = await source.read(one, from, Math.min(length, end + margin));
      return [one, filterStretch(filter, samples, fs).subarray(start - from, end - from)] as const;
    }),
  );
  const record = makeRecord({
    fs,
    unit,
    leads: Object.fromEntries(leads),
    source: { name, ...(startsAt !== undefined && { startTime: startsAt }) },
  });
  const [seconds, whole] = [end / fs, length / fs];
  const part = `From ${clockText(start / fs, whole)} to ${clockText(seconds, whole)} of ${clockText(whole, whole)}.`;
  return drawRecord(record, {
    layout: layout === 'single' ? '12x1' : layout,
    speedMmPerSec: paperSpeed,
    ...(unit === 'mV' ? { gainMmPerMv: gain } : { gainMmPerSd: gain / 4 }),
    durationSec: PAGE_TRACE_MM / paperSpeed,
    filterStatement: `${capitalised(filterText(filter, fs))}.${start > 0 || end < length ? ` ${part}` : ''}`,
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
