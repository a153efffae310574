/** Widths of the letters from space to `~` in Helvetica, thousandths of its size: Adobe Font Metrics of the core 14 fonts. */
// biome-ignore format: sixteen letters per line
export const HELVETICA_WIDTHS: readonly number[] = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
  556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
  1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
  667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
  333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
  556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Letters beyond Latin-1: their byte in WinAnsiEncoding (ISO 32000-1, annex D), or letters that stand for those that it lacks. */
export const WIN_ANSI: Readonly<Record<string, number | string>> = {
  '€': 128,
  '‚': 130,
  '„': 132,
  '…': 133,
  '‘': 145,
  '’': 146,
  '“': 147,
  '”': 148,
  '•': 149,
  '–': 150,
  '—': 151,
  '−': '-',
  '′': "'",
  '≥': '>=',
  '≤': '<=',
  '≠': '<>',
  '≈': '~',
  '●': '*',
  '○': 'o',
};
