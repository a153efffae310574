import { STANDARD_LEADS } from 'einthoven/record';
import { RECORD_LAYOUTS } from 'einthoven/report';
import { TRACING_FILTERS, type TracingFilter } from './tracing-filter.ts';

/** What a tracing can be set to, in the order in which menus show it. */
export const CHOICES = {
  paperSpeed: [12.5, 25, 50],
  gain: [5, 10, 20],
  layout: [...RECORD_LAYOUTS, 'single'],
  filter: TRACING_FILTERS,
  theme: ['light', 'dark'],
} as const;

/** `single` is one lead; the others are those of the printed page. */
export type TracingLayout = (typeof CHOICES.layout)[number];

/** How a tracing looks. */
export interface TracingSettings {
  /** mm/s. */
  readonly paperSpeed: (typeof CHOICES.paperSpeed)[number];
  /** mm/mV. */
  readonly gain: (typeof CHOICES.gain)[number];
  readonly layout: TracingLayout;
  /** The lead of the layout `single`. */
  readonly lead: string;
  readonly filter: TracingFilter;
  readonly theme: (typeof CHOICES.theme)[number];
  /** CSS pixels per millimetre of this screen, as it was calibrated. */
  readonly pixelsPerMm: number;
}

/** The layouts that these leads are enough for. */
export function possibleLayouts(leads: readonly string[]): readonly TracingLayout[] {
  const hasTwelve = STANDARD_LEADS.every((lead) => leads.includes(lead));
  return CHOICES.layout.filter((layout) => hasTwelve || layout === '12x1' || layout === 'single');
}

/** How a record of these leads is shown at first: as it is printed. */
export function defaultSettings(leads: readonly string[], pixelsPerMm: number): TracingSettings {
  return {
    paperSpeed: 25,
    gain: 10,
    layout: possibleLayouts(leads)[0] ?? '12x1',
    lead: leads.includes('II') ? 'II' : (leads[0] ?? ''),
    filter: 'none',
    theme: 'light',
    pixelsPerMm,
  };
}
