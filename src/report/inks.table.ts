import type { Ink } from './display-list.ts';

/**
 * Black on the reddish grid of ECG paper. Grid and traces differ in lightness above all, so that they stay apart for every kind
 * of colour vision and in black-and-white print. What speaks for and against something is orange and purple, the scheme PuOr of
 * ColorBrewer, which is safe for every kind of colour vision (Harrower & Brewer 2003, Cartogr J 40:27–37), without its darkest
 * steps, on which a black trace would be lost.
 */
export const inks: Readonly<Record<Ink, string>> = {
  'grid-fine': '#f8dcd7',
  'grid-bold': '#eaaba2',
  trace: '#111111',
  mark: '#444444',
  text: '#111111',
  muted: '#595959',
  'for-light': '#fee0b6',
  for: '#fdb863',
  'for-dark': '#e08214',
  'against-light': '#d8daeb',
  against: '#b2abd2',
  'against-dark': '#8073ac',
};
