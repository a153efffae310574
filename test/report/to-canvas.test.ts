import { describe, expect, test } from 'vitest';
import { type CanvasContext, type DisplayItem, drawPaper, INK_THEMES, toCanvas } from '../../src/report/index.ts';

/** A canvas that writes down what is asked of it, with the colour and width that are set at the time. */
function recorder() {
  const calls: {
    readonly call: string;
    readonly args: readonly unknown[];
    readonly ink: string;
    readonly width: number;
  }[] = [];
  const state: Record<string, unknown> = { strokeStyle: '', fillStyle: '', lineWidth: 0 };
  const context = new Proxy(state, {
    get: (_, name: string) => {
      if (name in state) return state[name];
      return (...args: readonly unknown[]) => {
        const ink = name.startsWith('fill') ? state.fillStyle : state.strokeStyle;
        calls.push({ call: name, args, ink: ink as string, width: state.lineWidth as number });
      };
    },
  }) as unknown as CanvasContext;
  return { context, calls };
}

function painted(items: readonly DisplayItem[], pixelsPerMm: number, theme: 'light' | 'dark' = 'light') {
  const { context, calls } = recorder();
  toCanvas({ items }, context, { pixelsPerMm, theme });
  return calls;
}

describe('toCanvas', () => {
  test('puts a trace where the drawing has it, as wide as on paper', () => {
    const trace = { kind: 'polyline', points: [1, 2, 3, 4, 5, 2.5], ink: 'trace', widthMm: 0.25 } as const;
    const calls = painted([trace], 8);
    expect(calls.map(({ call, args }) => [call, ...args])).toEqual([
      ['beginPath'],
      ['moveTo', 8, 16],
      ['lineTo', 24, 32],
      ['lineTo', 40, 20],
      ['stroke'],
    ]);
    expect(calls.at(-1)).toMatchObject({ ink: INK_THEMES.light.trace, width: 2 });
  });

  test('draws a single sample as a dot', () => {
    const calls = painted([{ kind: 'polyline', points: [1, 1], ink: 'trace', widthMm: 0.25 }], 10);
    expect(calls.map(({ call, args }) => [call, ...args])).toEqual([
      ['beginPath'],
      ['moveTo', 10, 10],
      ['lineTo', 10, 10],
      ['stroke'],
    ]);
  });

  test.each([3.78, 4, 7.56, 9.3])('grid lines lie on whole pixels at %d pixels per mm', (pixelsPerMm) => {
    const calls = painted(drawPaper({ leftMm: 1.3, topMm: 2.7, widthMm: 20, heightMm: 10 }), pixelsPerMm);
    const lines = calls.filter(({ call }) => call === 'moveTo' || call === 'lineTo');
    expect(lines).toHaveLength(2 * (21 + 11));
    for (const { args, width } of lines) {
      expect(width).toBeGreaterThanOrEqual(1);
      expect(Number.isInteger(width)).toBe(true);
      for (const place of args) expect(((place as number) * 2 + width) % 2).toBe(0);
    }
  });

  test('letters have a rim in the colour of the paper, so that a trace does not strike them through', () => {
    const text = {
      kind: 'text',
      text: 'aVR',
      xMm: 3,
      yMm: 4,
      sizeMm: 3.6,
      anchor: 'middle',
      bold: true,
      ink: 'text',
    } as const;
    expect(painted([text], 10, 'dark').map(({ call, args, ink }) => [call, ...args, ink])).toEqual([
      ['strokeText', 'aVR', 30, 40, INK_THEMES.dark.paper],
      ['fillText', 'aVR', 30, 40, INK_THEMES.dark.text],
    ]);
  });

  test('fills boxes', () => {
    const calls = painted([{ kind: 'boxes', boxes: [1, 2, 3, 4, 5, 6, 7, 8], ink: 'for' }], 2);
    expect(calls.map(({ call, args, ink }) => [call, ...args, ink])).toEqual([
      ['fillRect', 2, 4, 6, 8, INK_THEMES.light.for],
      ['fillRect', 10, 12, 14, 16, INK_THEMES.light.for],
    ]);
  });
});

/** Relative luminance and contrast of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const hex = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
    const [r = 0, g = 0, blue = 0] = [1, 3, 5].map((n) => {
      const part = Number.parseInt(hex.slice(n, n + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

describe.each(['light', 'dark'] as const)('the inks of the %s theme', (theme) => {
  const { paper, ...inks } = INK_THEMES[theme];

  test('traces and texts have a contrast of 4.5 with the paper', () => {
    for (const ink of ['trace', 'text', 'muted', 'mark'] as const)
      expect(contrast(inks[ink], paper)).toBeGreaterThan(4.5);
  });

  test('a trace has a contrast of 3 with the grid and with every colour behind it', () => {
    for (const [ink, colour] of Object.entries(inks)) {
      if (/grid|for|against/.test(ink)) expect(contrast(inks.trace, colour)).toBeGreaterThan(3);
    }
  });

  test('the bold grid stands out more than the fine one', () => {
    expect(contrast(inks['grid-bold'], paper)).toBeGreaterThan(contrast(inks['grid-fine'], paper));
  });
});
