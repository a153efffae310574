import type { Ink } from './display-list.ts';

/**
 * Black on the reddish grid of ECG paper. Grid and traces differ in lightness above all, so that they stay apart for every kind
 * of colour vision and in black-and-white print.
 */
export const inks: Readonly<Record<Ink, string>> = {
  'grid-fine': '#f8dcd7',
  'grid-bold': '#eaaba2',
  trace: '#111111',
  mark: '#444444',
  text: '#111111',
  muted: '#595959',
};
