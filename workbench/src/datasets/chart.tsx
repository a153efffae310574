import type { ReactNode } from 'react';

/** Size and margins of a chart, in units of its drawing. */
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BELOW] = [360, 220, 44, 12, 10, 34];

/** A range with the places of its ticks. */
export interface ChartAxis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
  readonly title: string;
}

interface ChartProps {
  /** Says in words what the chart shows. */
  readonly label: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly children: (place: (x: number, y: number) => readonly [number, number]) => ReactNode;
}

/** A frame with axes, into which marks are drawn at their places. */
export function Chart({ label, x, y, children }: ChartProps) {
  const place = (at: number, height: number) =>
    [
      LEFT + ((at - x.from) / (x.to - x.from)) * (WIDTH - LEFT - RIGHT),
      HEIGHT - BELOW - ((height - y.from) / (y.to - y.from)) * (HEIGHT - TOP - BELOW),
    ] as const;
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {x.ticks.map((tick) => {
        const [at] = place(tick, y.from);
        return (
          <g key={tick}>
            <line className="grid" x1={at} x2={at} y1={TOP} y2={HEIGHT - BELOW} />
            <text x={at} y={HEIGHT - BELOW + 13} textAnchor="middle">
              {tick}
            </text>
          </g>
        );
      })}
      {y.ticks.map((tick) => {
        const [, at] = place(x.from, tick);
        return (
          <g key={tick}>
            <line className="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={at} y2={at} />
            <text x={LEFT - 5} y={at + 3.5} textAnchor="end">
              {tick}
            </text>
          </g>
        );
      })}
      <text x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 4} textAnchor="middle">
        {x.title}
      </text>
      <text transform={`translate(10 ${(TOP + HEIGHT - BELOW) / 2}) rotate(-90)`} textAnchor="middle">
        {y.title}
      </text>
      {children(place)}
    </svg>
  );
}

/** Ticks at round numbers, four to eight of them. */
export function roundTicks(from: number, to: number): readonly number[] {
  const rough = (to - from) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor((to - first * step) / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, n) => Number(((first + n) * step).toPrecision(12)));
}

/** A connected line through points. */
export function points(places: readonly (readonly [number, number])[]): string {
  return places.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');
}
