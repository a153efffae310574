import { type RefObject, useLayoutEffect, useState } from 'react';

/** Width of an element in CSS pixels, also after it has changed; a usual one until it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(1000);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    const take = () => setWidth(Math.max(1, current.clientWidth));
    take();
    const observer = new ResizeObserver(take);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
