import type { DisplayItem, DisplayList } from './display-list.ts';

/** Pages below one another on one page, as wide as the widest. */
export function stackPages(title: string, pages: readonly DisplayList[]): DisplayList {
  let heightMm = 0;
  const items = pages.flatMap((page) => {
    const topMm = heightMm;
    heightMm += page.heightMm;
    return page.items.map((item) => lowered(item, topMm));
  });
  return { widthMm: Math.max(...pages.map(({ widthMm }) => widthMm)), heightMm, title, items };
}

function lowered(item: DisplayItem, byMm: number): DisplayItem {
  const everySecond = (values: readonly number[]) => values.map((value, n) => (n % 2 === 1 ? value + byMm : value));
  switch (item.kind) {
    case 'lines':
      return { ...item, segments: everySecond(item.segments) };
    case 'polyline':
      return { ...item, points: everySecond(item.points) };
    case 'boxes':
      return { ...item, boxes: item.boxes.map((value, n) => (n % 4 === 1 ? value + byMm : value)) };
    case 'text':
      return { ...item, yMm: item.yMm + byMm };
    default: {
      const unknown: never = item;
      return unknown;
    }
  }
}
