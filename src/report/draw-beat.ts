import type { MedianBeat } from '../beats/index.ts';
import { EcgError } from '../errors.ts';
import type { EcgRecord } from '../record/index.ts';
import type { DisplayList } from './display-list.ts';
import { drawFooter, drawHeader, FOOTER_LINE_MM, HEADER_MM } from './draw-heading.ts';
import { drawRow, placeRows } from './draw-rows.ts';
import { drawShading, type Shading } from './draw-shading.ts';
import { defaultLayout, layoutRows } from './layout.ts';
import { pulseAmplitude, scaleText } from './page-text.ts';
import { drawPaper, PULSE_SEC } from './paper.ts';
import { PAGE_WORDS } from './text/page-words.table.ts';
import { drawTrace } from './trace.ts';

/** Twice the usual speed: a beat is short. */
const SPEED_MM_PER_SEC = 50;
const MARGIN_MM = 8;

/**
 * A page with a record's median beat in every lead, side by side in the customary arrangement, at 50 mm/s and the gain of `drawRecord`.
 *
 * @param unit that of the record the beat is of
 * @param shading behind the traces, from the beginning of the beat
 * @throws EcgError `invalid-argument` when there is no median beat, with its reason
 */
export function drawBeat(beat: MedianBeat, { unit }: Pick<EcgRecord, 'unit'>, shading?: Shading): DisplayList {
  const names = Object.keys(beat.leads);
  const length = beat.leads[names[0] ?? '']?.length;
  if (length === undefined) {
    throw new EcgError('invalid-argument', `drawBeat: there must be a median beat, got none: ${beat.reason}`);
  }
  const scale = { speedMmPerSec: SPEED_MM_PER_SEC, gainMm: unit === 'mV' ? 10 : 2.5 };
  const beatSec = length / beat.fs;
  const layout = defaultLayout(names) === '3x4+1' ? '3x4' : '12x1';
  const columns = layout === '3x4' ? 4 : 1;
  // Each cell shows the whole beat: its own time begins where its column does.
  const rows = layoutRows(layout, names, 0, columns * beatSec).map((row) =>
    row.map(({ fromSec, ...cell }) => ({
      ...cell,
      fromSec: 0,
      toSec: beatSec,
      columnMm: fromSec * SPEED_MM_PER_SEC,
      trace: drawTrace(beat.leads[cell.lead] as Float32Array, 0, beatSec, {
        ...scale,
        fs: beat.fs,
        originSec: -fromSec,
      }),
    })),
  );
  const page = placeRows(rows, {
    leftMm: MARGIN_MM,
    topMm: MARGIN_MM + HEADER_MM,
    traceWidthMm: columns * beatSec * SPEED_MM_PER_SEC,
    pulseWidthMm: PULSE_SEC * SPEED_MM_PER_SEC,
    pulseHeightMm: pulseAmplitude({ unit }) * scale.gainMm,
  });
  const title = `Median of ${beat.beatsUsed.length} ${beat.beatClass} beats`;
  const notes = ['Every lead shows the same beat.', ...(shading?.notes ?? [])];
  const colours = rows.flatMap((row, r) =>
    row.flatMap((cell) => {
      const originMm = page.traceLeftMm + cell.columnMm;
      const baselineMm = page.baselinesMm[r] as number;
      return shading ? drawShading(shading, cell, { originMm, baselineMm, speedMmPerSec: SPEED_MM_PER_SEC }) : [];
    }),
  );
  return {
    widthMm: page.grid.widthMm + 2 * MARGIN_MM,
    heightMm: page.grid.topMm + page.grid.heightMm + FOOTER_LINE_MM * (notes.length + 1) + MARGIN_MM,
    title,
    items: [
      ...drawPaper(page.grid),
      ...colours,
      ...rows.flatMap((row, r) => drawRow(row, page.baselinesMm[r] as number, page)),
      ...drawHeader({ title, facts: `${beat.fs} Hz`, scale: scaleText({ unit }, scale) }, page.grid),
      ...drawFooter(notes, PAGE_WORDS.en.disclaimer, page.grid),
    ],
  };
}
