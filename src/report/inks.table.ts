import type { Ink } from './display-list.ts';

/** The colours of a drawing: of its paper, and of every ink. */
export type Inks = Readonly<Record<Ink | 'paper', string>>;

/**
 * Black on the reddish grid of ECG paper. Grid and traces differ in lightness above all, so that they stay apart for every kind
 * of colour vision and in black-and-white print. What speaks for and against something is orange and purple, the scheme PuOr of
 * ColorBrewer, which is safe for every kind of colour vision (Harrower & Brewer 2003, Cartogr J 40:27–37), without its darkest
 * steps, on which a black trace would be lost.
 */
export const inks: Inks = {
  paper: '#fff',
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

/** For dark rooms: a pale trace on dark paper. Orange and purple are those of PuOr's dark end, the stronger the lighter. */
const darkInks: Inks = {
  paper: '#14171a',
  'grid-fine': '#2a2224',
  'grid-bold': '#4a3033',
  trace: '#f2f2ee',
  mark: '#b5b5b5',
  text: '#f2f2ee',
  muted: '#b0b0b0',
  'for-light': '#4d2a04',
  for: '#7f3b08',
  'for-dark': '#b35806',
  'against-light': '#241a3a',
  against: '#3d2a66',
  'against-dark': '#5f4d99',
};

/** The colours of drawings by theme; SVG and PDF are written in `light`, the colours of paper. */
export const INK_THEMES = { light: inks, dark: darkInks } as const;
